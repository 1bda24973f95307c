"""The bindings of custom resources, and the definitions they are made from."""

import tarfile
from pathlib import Path

import pytest
import yaml
from cdk8s import ApiObject, ApiObjectMetadata, Testing

from constructs_lib import bindings as b

ROOT = Path(__file__).parents[1]
IMPORTS = ROOT / "imports"
ASSEMBLIES = sorted(IMPORTS.rglob("*.jsii.tgz"))


@pytest.fixture
def chart():
    return Testing.chart()


def named(name):
    return ApiObjectMetadata(name=name)


@pytest.fixture(scope="module")
def definitions():
    paths = sorted(ROOT.glob("crds/*.yaml"))
    return [crd for p in paths for crd in yaml.load_all(p.read_text(), yaml.CSafeLoader)]


def descriptions(node, path=""):
    """Yield where a schema talks to people; AppProject also has a field of that name."""
    children = enumerate(node) if isinstance(node, list) else node.items()
    for key, value in children:
        if key == "description" and isinstance(value, str):
            yield path
        if isinstance(value, dict | list):
            yield from descriptions(value, f"{path}.{key}")


def test_bindings_fit_in_two_megabytes():
    sizes = [p.stat().st_size for p in IMPORTS.rglob("*") if "__pycache__" not in p.parts]

    assert 0 < sum(sizes) <= 2_000_000


def test_definitions_hold_no_descriptions(definitions):
    assert list(descriptions(definitions)) == []


def test_each_definition_has_one_version_and_no_status(definitions):
    for crd in definitions:
        [version] = crd["spec"]["versions"]

        assert "status" not in version["schema"]["openAPIV3Schema"]["properties"]


def test_istios_versions_are_those_that_kubeflow_ships(definitions):
    versions = {
        f"{crd['spec']['group']}/{crd['spec']['versions'][0]['name']}" for crd in definitions
    }

    assert {version for version in versions if "istio" in version} == {
        "networking.istio.io/v1alpha3",
        "security.istio.io/v1beta1",
    }


def test_each_definition_is_a_kind_one_can_import(definitions):
    """But an EnvoyFilter, most of which no schema describes."""
    classes = [getattr(b, name) for name in b.__all__]

    assert {
        (cls.GVK.api_version, cls.GVK.kind) for cls in classes if issubclass(cls, ApiObject)
    } == {
        (f"{spec['group']}/{spec['versions'][0]['name']}", spec["names"]["kind"])
        for spec in (crd["spec"] for crd in definitions)
        if spec["names"]["kind"] != "EnvoyFilter"
    }


def test_each_name_is_a_class_of_the_imports():
    wrong = [
        name
        for name in b.__all__
        if not getattr(b, name).__module__.startswith("constructs_lib.imports.kfl_")
    ]

    assert wrong == []


def test_no_class_has_two_names():
    assert len({getattr(b, name) for name in b.__all__}) == len(b.__all__)


def test_names_are_sorted_and_complete():
    public = [n for n, v in vars(b).items() if isinstance(v, type) and not n.startswith("_")]

    assert sorted(public) == sorted(b.__all__)
    assert sorted(b.__all__) == b.__all__


@pytest.mark.parametrize("assembly", ASSEMBLIES, ids=lambda path: path.name)
def test_assemblies_carry_our_prefix(assembly):
    # jsii keeps the first assembly of a name, so another's Gateway API must not share ours.
    with tarfile.open(assembly) as archive:
        package = yaml.safe_load(archive.extractfile("package/package.json"))

    assert package["name"].startswith("kfl_")
    assert assembly.name.startswith(package["name"])


def test_a_users_own_imports_cannot_collide():
    assert not (IMPORTS / "__init__.py").exists()
    assert {p.name for p in IMPORTS.iterdir() if p.name != "__pycache__"} == {
        "kfl_argocd",
        "kfl_gateway",
        "kfl_istio",
    }


def test_an_http_route_keeps_every_field(chart):
    b.HttpRoute(
        chart,
        "Route",
        metadata=named("notebooks"),
        spec=b.HttpRouteSpec(
            hostnames=["kubeflow.example.com"],
            parent_refs=[b.HttpRouteParentRef(name="default-gateway", section_name="https")],
            rules=[
                b.HttpRouteRule(
                    matches=[
                        b.HttpRouteMatch(
                            path=b.HttpRoutePathMatch(
                                type=b.HttpRoutePathMatchType.PATH_PREFIX, value="/jupyter/"
                            )
                        )
                    ],
                    filters=[
                        b.HttpRouteFilter(
                            type=b.HttpRouteFilterType.REQUEST_HEADER_MODIFIER,
                            request_header_modifier=b.HttpRouteRequestHeaders(
                                remove=["kubeflow-userid"]
                            ),
                        ),
                        b.HttpRouteFilter(
                            type=b.HttpRouteFilterType.URL_REWRITE,
                            url_rewrite=b.HttpRouteRewrite(
                                path=b.HttpRouteRewritePath(
                                    type=b.HttpRouteRewritePathType.REPLACE_PREFIX_MATCH,
                                    replace_prefix_match="/",
                                )
                            ),
                        ),
                    ],
                    timeouts=b.HttpRouteTimeouts(request="0s", backend_request="0s"),
                    backend_refs=[b.HttpRouteBackendRef(name="jupyter-web-app", port=80)],
                ),
                b.HttpRouteRule(
                    filters=[
                        b.HttpRouteFilter(
                            type=b.HttpRouteFilterType.REQUEST_REDIRECT,
                            request_redirect=b.HttpRouteRedirect(
                                scheme=b.HttpRouteRedirectScheme.HTTPS,
                                status_code=b.HttpRouteRedirectStatusCode.VALUE_301,
                            ),
                        )
                    ]
                ),
            ],
        ),
    )

    assert Testing.synth(chart) == [
        {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "HTTPRoute",
            "metadata": {"name": "notebooks"},
            "spec": {
                "hostnames": ["kubeflow.example.com"],
                "parentRefs": [{"name": "default-gateway", "sectionName": "https"}],
                "rules": [
                    {
                        "matches": [{"path": {"type": "PathPrefix", "value": "/jupyter/"}}],
                        "filters": [
                            {
                                "type": "RequestHeaderModifier",
                                "requestHeaderModifier": {"remove": ["kubeflow-userid"]},
                            },
                            {
                                "type": "URLRewrite",
                                "urlRewrite": {
                                    "path": {
                                        "type": "ReplacePrefixMatch",
                                        "replacePrefixMatch": "/",
                                    }
                                },
                            },
                        ],
                        "timeouts": {"request": "0s", "backendRequest": "0s"},
                        "backendRefs": [{"name": "jupyter-web-app", "port": 80}],
                    },
                    {
                        "filters": [
                            {
                                "type": "RequestRedirect",
                                "requestRedirect": {"scheme": "https", "statusCode": 301},
                            }
                        ]
                    },
                ],
            },
        }
    ]


def test_a_virtual_service_keeps_every_field(chart):
    b.VirtualService(
        chart,
        "Service",
        metadata=named("notebooks"),
        spec=b.VirtualServiceSpec(
            gateways=["kubeflow-gateway"],
            hosts=["*"],
            http=[
                b.VirtualServiceHttp(
                    match=[
                        b.VirtualServiceMatch(uri=b.VirtualServiceUriMatch(prefix="/jupyter/"))
                    ],
                    rewrite=b.VirtualServiceRewrite(uri="/"),
                    headers=b.VirtualServiceHeaders(
                        request=b.VirtualServiceRequestHeaders(
                            add={"x-forwarded-prefix": "/jupyter"}
                        )
                    ),
                    timeout="300s",
                    route=[
                        b.VirtualServiceRoute(
                            destination=b.VirtualServiceDestination(
                                host="jupyter-web-app-service",
                                port=b.VirtualServicePort(number=80),
                            )
                        )
                    ],
                )
            ],
        ),
    )

    assert Testing.synth(chart) == [
        {
            "apiVersion": "networking.istio.io/v1alpha3",
            "kind": "VirtualService",
            "metadata": {"name": "notebooks"},
            "spec": {
                "gateways": ["kubeflow-gateway"],
                "hosts": ["*"],
                "http": [
                    {
                        "match": [{"uri": {"prefix": "/jupyter/"}}],
                        "rewrite": {"uri": "/"},
                        "headers": {"request": {"add": {"x-forwarded-prefix": "/jupyter"}}},
                        "timeout": "300s",
                        "route": [
                            {
                                "destination": {
                                    "host": "jupyter-web-app-service",
                                    "port": {"number": 80},
                                }
                            }
                        ],
                    }
                ],
            },
        }
    ]


def test_an_application_keeps_the_users_own_keys(chart):
    b.Application(
        chart,
        "Application",
        metadata=named("kubeflow"),
        spec=b.ApplicationSpec(
            project="kubeflow",
            destination=b.ApplicationDestination(namespace="kubeflow"),
            source=b.ApplicationSource(
                repo_url="https://git.example.com/k8s-app-configs",
                kustomize=b.ApplicationKustomize(common_labels={"a_key": "kept"}),
                helm=b.ApplicationHelm(values_object={"a_key": [{"another_key": 1}]}),
            ),
        ),
    )
    [application] = Testing.synth(chart)

    assert application["spec"]["source"] == {
        "repoURL": "https://git.example.com/k8s-app-configs",
        "kustomize": {"commonLabels": {"a_key": "kept"}},
        "helm": {"valuesObject": {"a_key": [{"another_key": 1}]}},
    }


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (b.AuthorizationPolicySpec(), {}),
        (b.AuthorizationPolicySpec(rules=[]), {"rules": []}),
        (b.AuthorizationPolicySpec(rules=[b.AuthorizationPolicyRule()]), {"rules": [{}]}),
    ],
    ids=["empty", "no rules", "an empty rule"],
)
def test_deny_all_and_allow_all_are_not_the_same(chart, spec, expected):
    b.AuthorizationPolicy(chart, "Policy", metadata=named("policy"), spec=spec)
    [policy] = Testing.synth(chart)

    assert policy["spec"] == expected


def test_istios_mutual_tls_is_spelled_as_istio_reads_it(chart):
    tls = b.DestinationRuleTls(mode=b.DestinationRuleTlsMode.ISTIO_UNDERSCORE_MUTUAL)
    b.DestinationRule(
        chart,
        "Rule",
        spec=b.DestinationRuleSpec(
            host="database", traffic_policy=b.DestinationRuleTrafficPolicy(tls=tls)
        ),
    )
    [rule] = Testing.synth(chart)

    assert rule["spec"]["trafficPolicy"]["tls"] == {"mode": "ISTIO_MUTUAL"}
