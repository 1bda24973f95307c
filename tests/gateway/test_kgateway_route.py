import re
from dataclasses import replace

import pytest
from cdk8s import Chart

from constructs_lib.config import Issuer, ParentGateway, PlainHttp, Sidecars, Tls, TlsElsewhere
from constructs_lib.gateway import KgatewayRoute
from constructs_lib.gateway.page_headers import PageHeaders
from constructs_lib.kube import objects_of
from constructs_lib.workloads import Endpoint

INGRESS = Endpoint(service="ingress", namespace="kubeflow", port=80)
DOCS = Endpoint(service="docs", namespace="kubeflow", port=8080)


def route(scope, **fields):
    fields = {"hosts": ["kubeflow.example.com"], "paths": {"/": INGRESS}} | fields
    return KgatewayRoute(scope, "Route", **{"name": "kubeflow-route"} | fields)


def test_default_manifests(chart, yaml_snapshot):
    route(chart)

    assert objects_of(chart) == yaml_snapshot


def test_manifests_with_everything_set(chart, yaml_snapshot):
    route(
        chart,
        hosts=["kubeflow.example.com", "ml.example.com"],
        paths={"/": INGRESS, "/docs": DOCS},
        parent=ParentGateway(name="edge", namespace="gateways", section="https"),
        strip_headers=["kubeflow-userid", "kubeflow-groups"],
        answers=PageHeaders(
            replaced={"X-Frame-Options": "SAMEORIGIN"},
            added={"Content-Security-Policy": "frame-ancestors 'self'"},
        ),
    )

    assert objects_of(chart) == yaml_snapshot


def test_fails_for_a_name_that_kubernetes_would_refuse(chart):
    with pytest.raises(ValueError, match="route 'Kubeflow Route' must be lower-case letters"):
        route(chart, name="Kubeflow Route")


@pytest.mark.parametrize("hosts", [[], ()], ids=repr)
def test_fails_for_hosts_that_are_no_list_of_them(chart, hosts):
    message = f"needs a list of hosts such as ['kubeflow.example.com'], got {hosts!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        route(chart, hosts=hosts)


@pytest.mark.parametrize(
    "host", ["https://ml.example.com", "ml.example.com:443", "ml.*.example.com", "ml"]
)
def test_fails_for_a_host_that_is_no_dns_name(chart, host):
    message = (
        f"host of route 'kubeflow-route' must be a DNS name .*got {re.escape(repr(host))}"
    )
    with pytest.raises(ValueError, match=message):
        route(chart, hosts=["kubeflow.example.com", host])


def test_fails_for_a_host_that_comes_twice(chart):
    message = "host of route 'kubeflow-route' 'ml.example.com' is given twice"
    with pytest.raises(ValueError, match=message):
        route(chart, hosts=["ml.example.com", "ml.example.com"])


def test_fails_for_a_route_without_paths(chart):
    with pytest.raises(ValueError, match="route 'kubeflow-route' has no path"):
        route(chart, paths={})


@pytest.mark.parametrize("path", ["docs", "", "/a//b", "/a/../b", "/./", "/a b", "/a#b"])
def test_fails_for_a_path_that_is_none(chart, path):
    message = f"path must start with '/', without .*; got {re.escape(repr(path))}"
    with pytest.raises(ValueError, match=message):
        route(chart, paths={path: INGRESS})


def test_fails_for_a_path_that_is_too_long(chart):
    with pytest.raises(ValueError, match="path has 1025 characters; 1024 are allowed"):
        route(chart, paths={"/" + "a" * 1024: INGRESS})


def test_fails_for_more_hosts_than_a_route_may_have(chart):
    hosts = [f"h{number}.example.com" for number in range(17)]
    with pytest.raises(ValueError, match="has 17 hosts; the Gateway API allows 16"):
        route(chart, hosts=hosts)


def test_fails_for_more_paths_than_a_route_may_have(chart):
    paths = {f"/{number}": DOCS for number in range(17)}
    with pytest.raises(ValueError, match="has 17 paths; the Gateway API allows 16"):
        route(chart, paths=paths)


def test_fails_for_two_routes_on_one_path(chart):
    message = "path of route 'kubeflow-route' '/docs' is given twice"
    with pytest.raises(ValueError, match=message):
        route(chart, paths={"/docs": DOCS, "/docs/": INGRESS})


def kinds(chart):
    return [obj["kind"] for obj in objects_of(chart)]


def test_a_backend_in_the_same_namespace_needs_no_grant(chart):
    route(chart)

    assert kinds(chart) == ["HTTPRoute"]


def test_each_namespace_grants_its_own_services(chart):
    elsewhere = replace(INGRESS, namespace="istio-system")
    paths = {
        "/": elsewhere,
        "/again": elsewhere,
        "/docs": replace(DOCS, namespace="docs"),
        "/here": DOCS,
    }
    route(chart, paths=paths)
    granted = {
        obj["metadata"]["namespace"]: [to["name"] for to in obj["spec"]["to"]]
        for obj in objects_of(chart)
        if obj["kind"] == "ReferenceGrant"
    }

    assert granted == {"istio-system": ["ingress"], "docs": ["docs"]}


def test_a_grant_is_for_routes_of_this_namespace_only(chart, find):
    route(chart, paths={"/": replace(INGRESS, namespace="istio-system")})
    spec = find("ReferenceGrant", "kubeflow-kubeflow-route")["spec"]

    assert spec["from"] == [
        {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": "kubeflow"}
    ]


def test_with_tls_the_route_is_at_its_section_alone(chart, find):
    route(chart, tls=Tls(section="secure"))
    [parent] = find("HTTPRoute", "kubeflow-route")["spec"]["parentRefs"]

    assert parent["sectionName"] == "secure"


def test_what_comes_without_tls_is_sent_to_https_for_good(chart, find):
    route(chart, tls=Tls())
    [rule] = find("HTTPRoute", "kubeflow-route-redirect")["spec"]["rules"]

    assert rule == {
        "filters": [
            {
                "type": "RequestRedirect",
                "requestRedirect": {"scheme": "https", "statusCode": 301},
            }
        ],
        # Argo CD would see the API server's default as a change.
        "matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
    }


def test_the_redirect_is_at_the_plain_section_alone(chart, find):
    route(chart, tls=Tls(redirect_from="web"))
    [parent] = find("HTTPRoute", "kubeflow-route-redirect")["spec"]["parentRefs"]

    assert parent["sectionName"] == "web"


@pytest.mark.parametrize("tls", [TlsElsewhere(), PlainHttp(), Tls(redirect_from=None)])
def test_nothing_is_redirected_where_nothing_is_to_be(chart, tls):
    route(chart, tls=tls)

    assert kinds(chart) == ["HTTPRoute"]


def test_a_redirect_has_no_headers_of_pages(chart, find):
    route(chart, tls=Tls(), answers=PageHeaders(replaced={"X-Frame-Options": "SAMEORIGIN"}))
    [rule] = find("HTTPRoute", "kubeflow-route-redirect")["spec"]["rules"]

    assert [each["type"] for each in rule["filters"]] == ["RequestRedirect"]


def test_fails_for_more_headers_than_the_gateway_api_removes(chart):
    message = "route 'kubeflow-route' strips 17 headers; the Gateway API allows 16"
    with pytest.raises(ValueError, match=message):
        route(chart, strip_headers=[f"x-{number}" for number in range(17)])


def test_every_route_is_annotated(chart):
    route(chart, tls=Tls(), annotations={"example.com/ttl": "60"})
    annotations = [obj["metadata"]["annotations"] for obj in objects_of(chart)]

    assert annotations == [{"example.com/ttl": "60"}] * 2


def test_fails_for_a_section_that_contradicts_tls(chart):
    with pytest.raises(ValueError, match="attaches to section 'web', but TLS ends at 'https'"):
        route(chart, parent=ParentGateway(section="web"), tls=Tls())


def test_fails_where_the_chart_has_no_namespace(app):
    with pytest.raises(ValueError, match="chart 'everywhere' has no namespace"):
        route(Chart(app, "everywhere"))


ACME = Issuer(name="letsencrypt", challenge="http-01")


def test_an_issuer_makes_the_certificate_of_its_hosts(chart, find):
    hosts = ["kubeflow.example.com", "ml.example.com"]
    route(chart, hosts=hosts, tls=Tls(issuer=Issuer(name="letsencrypt")))
    certificate = find("Certificate", "kubeflow-tls")

    assert certificate["metadata"]["namespace"] == "default"
    assert certificate["spec"]["dnsNames"] == hosts


def test_fails_for_a_second_certificate_in_one_secret(chart):
    tls = Tls(issuer=Issuer(name="letsencrypt"))
    route(chart, tls=tls)
    message = (
        "Secret 'kubeflow-tls' in namespace 'default' already holds another route's "
        "certificate"
    )
    with pytest.raises(ValueError, match=message):
        KgatewayRoute(
            chart, "Second", name="b", hosts=["b.example.com"], paths={"/": DOCS}, tls=tls
        )


def test_two_routes_at_one_listener_share_its_grant(chart):
    tls = Tls(secret_namespace="certificates")
    route(chart, tls=tls)
    KgatewayRoute(chart, "B", name="b", hosts=["b.example.com"], paths={"/": DOCS}, tls=tls)

    assert kinds(chart).count("ReferenceGrant") == 1


def solvers(chart):
    return {
        obj["kind"]: obj["spec"]
        for obj in objects_of(chart)
        if obj["metadata"]["name"] == "acme-solver"
    }


def test_the_solver_of_a_challenge_is_let_in_where_its_certificate_is_here(chart):
    route(chart, tls=Tls(issuer=ACME, secret_namespace="kubeflow"))
    made = solvers(chart)
    [rule] = made["NetworkPolicy"]["ingress"]

    assert made.keys() == {"AuthorizationPolicy", "PeerAuthentication", "NetworkPolicy"}
    assert made["PeerAuthentication"]["portLevelMtls"] == {"8089": {"mode": "PERMISSIVE"}}
    assert made["NetworkPolicy"]["podSelector"]["matchLabels"] == {
        "acme.cert-manager.io/http01-solver": "true"
    }
    assert [each["port"] for each in rule["ports"]] == [8089, 15008]


def test_with_sidecars_the_network_alone_lets_the_solver_in(chart):
    route(chart, tls=Tls(issuer=ACME, secret_namespace="kubeflow"), mesh=Sidecars())

    assert solvers(chart).keys() == {"NetworkPolicy"}


@pytest.mark.parametrize(
    "tls",
    [Tls(issuer=ACME), Tls(issuer=Issuer(name="ca"), secret_namespace="kubeflow")],
    ids=["elsewhere", "no challenge"],
)
def test_nothing_is_opened_for_a_solver_that_is_not_here(chart, tls):
    route(chart, tls=tls)

    assert solvers(chart) == {}


def test_two_routes_let_the_solver_in_once(chart):
    tls = Tls(issuer=ACME, secret_namespace="kubeflow")
    route(chart, tls=tls)
    second = replace(tls, secret="b", section="b")
    KgatewayRoute(chart, "B", name="b", hosts=["b.example.com"], paths={"/": DOCS}, tls=second)

    assert solvers(chart).keys() == {
        "AuthorizationPolicy",
        "PeerAuthentication",
        "NetworkPolicy",
    }
