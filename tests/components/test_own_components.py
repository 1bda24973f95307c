from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cdk8s import Chart
from cdk8s_plus_27 import k8s

from constructs_lib import (
    Ambient,
    Config,
    Endpoint,
    IngressRule,
    OwnComponent,
    Pods,
    Sidecars,
)
from constructs_lib.config import Mesh
from constructs_lib.kube import objects_of
from constructs_lib.platform import build

pytestmark = pytest.mark.slow

PODS = {"app": "hello"}
GATEWAY = Ambient().principal("kubeflow", "istio-ingressgateway-service-account")
MONITORING = "cluster.local/ns/monitoring/sa/prometheus"


def named(name: str) -> Callable[[Any, Any], None]:
    """Return what makes a Deployment of a name."""

    def make(scope: Any, context: Any) -> None:
        labels = {"app": name}
        containers = [k8s.Container(name=name, image=context.image(f"{name}:1"))]
        k8s.KubeDeployment(
            scope,
            "deployment",
            metadata=k8s.ObjectMeta(name=name, labels=labels),
            spec=k8s.DeploymentSpec(
                selector=k8s.LabelSelector(match_labels=labels),
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(labels=labels),
                    spec=k8s.PodSpec(containers=containers),
                ),
            ),
        )

    return make


def hello(scope: Any, context: Any) -> None:
    named("hello")(scope, context)
    context.gateway.route(
        scope,
        name="hello",
        prefix="/hello/",
        to=Endpoint(service="hello", namespace=Chart.of(scope).namespace or "", port=80),
    )


def own(*callers: str, ports: tuple[int, ...] = (8080,), **fields: Any) -> OwnComponent:
    rule = IngressRule(name="hello", pods=PODS, callers=callers or ("gateway",), ports=ports)
    return OwnComponent(**{"name": "hello", "build": hello, "reached_by": (rule,), **fields})


@pytest.fixture
def make(app):
    """Return a component's objects by kind and name, and those of the whole environment."""

    def _make(component: OwnComponent, mesh: Mesh = Ambient()) -> dict[tuple[str, str], Any]:
        chart = Chart(app, "kubeflow", namespace="kubeflow")
        config = Config(components=("profiles",), own=(component,), mesh=mesh)
        build(chart, config)
        made = objects_of(app)
        return {(obj["kind"], obj["metadata"]["name"]): obj for obj in made}

    return _make


def network(made: Any) -> Any:
    [rule] = made["NetworkPolicy", "hello"]["spec"]["ingress"]
    return rule


def principals(made: Any) -> list[str]:
    [rule] = made["AuthorizationPolicy", "hello"]["spec"]["rules"]
    return list(rule["from"][0]["source"]["principals"])


def test_its_objects_are_made(make):
    assert ("Deployment", "hello") in make(own())


def test_its_route_is_the_gateways(make):
    route = make(own())["VirtualService", "hello"]["spec"]

    assert route["gateways"] == ["kubeflow-gateway"]


@pytest.mark.parametrize(
    ("caller", "identity"),
    [
        ("gateway", GATEWAY),
        ("profiles", "*"),
        ("namespace", "cluster.local/ns/kubeflow/sa/*"),
        (MONITORING, MONITORING),
    ],
)
def test_the_mesh_lets_its_callers_in(make, caller, identity):
    assert principals(make(own(caller))) == [identity]


def test_the_network_lets_its_callers_in(make):
    found = network(make(own("gateway", "profiles", "namespace", MONITORING)))

    assert [sorted(peer) for peer in found["from"]] == [
        ["namespaceSelector"],
        ["podSelector"],
        ["podSelector"],
        ["namespaceSelector"],
    ]
    assert [port["port"] for port in found["ports"]] == [8080, 15008]


def test_a_webhook_is_open_to_the_api_server(make):
    made = make(own("api-server", ports=(9443,)))

    assert network(made) == {"ports": [{"port": 9443, "protocol": "TCP"}]}
    assert made["PeerAuthentication", "hello"]["spec"]["portLevelMtls"] == {
        "9443": {"mode": "PERMISSIVE"}
    }


def test_it_may_have_a_namespace_of_its_own(make):
    made = make(own(namespace="greetings"))

    assert made["Namespace", "greetings"]["metadata"]["labels"] == {
        "istio-injection": "disabled",
        "istio.io/dataplane-mode": "ambient",
    }
    assert made["Deployment", "hello"]["metadata"]["namespace"] == "greetings"
    assert made["VirtualService", "hello"]["spec"]["gateways"] == ["kubeflow/kubeflow-gateway"]


def test_the_gateway_comes_to_its_namespace_from_kubeflows(make):
    [peer] = network(make(own(namespace="greetings")))["from"]

    assert sorted(peer) == ["namespaceSelector", "podSelector"]


def test_a_mesh_of_sidecars_injects_them_into_its_namespace(make):
    made = make(own(namespace="greetings"), Sidecars())

    assert made["Namespace", "greetings"]["metadata"]["labels"] == {
        "istio-injection": "enabled"
    }


def test_fails_for_a_row_that_nothing_asks_for(app):
    chart = Chart(app, "kubeflow", namespace="kubeflow")
    config = Config(own=(own(),), workloads={"hello": Pods(replicas=2)})
    message = "component 'hello' has a row in workloads or resources, and its build never asks"
    with pytest.raises(ValueError, match=message):
        build(chart, config)


@pytest.mark.parametrize(
    "prefix", ["/jupyter", "/pipeline/x/", "/notebook/", "//", "/x y/", "/x/*"]
)
def test_fails_for_a_route_that_overlaps_or_is_no_path(app, prefix):
    def routed(scope: Any, context: Any) -> None:
        to = context.endpoint("hello", "kubeflow", 80)
        context.gateway.route(scope, name="hello", prefix=prefix, to=to)

    chart = Chart(app, "kubeflow", namespace="kubeflow")
    with pytest.raises(ValueError, match=r"has path|path of 'hello' must be"):
        build(chart, Config(own=(own(build=routed),)))


def test_an_endpoint_is_in_the_clusters_domain(app):
    found = []

    def asked(_scope: Any, context: Any) -> None:
        found.append(context.endpoint("hello", "team", 80).host)

    chart = Chart(app, "kubeflow", namespace="kubeflow")
    quiet = OwnComponent(name="hello", build=asked)
    build(chart, Config(own=(quiet,), cluster_domain="k8s.example.com"))

    assert found == ["hello.team.svc.k8s.example.com"]


def test_two_components_may_share_a_namespace(app):
    chart = Chart(app, "kubeflow", namespace="kubeflow")
    other = OwnComponent(name="other", build=named("other"), namespace="team")
    other = replace(other, without_clients=("other",))
    build(chart, Config(components=("profiles",), own=(own(namespace="team"), other)))

    made = objects_of(app)

    assert [obj["metadata"]["name"] for obj in made if obj["kind"] == "Namespace"].count(
        "team"
    ) == 1
    assert {obj["metadata"]["name"] for obj in made if obj["kind"] == "Deployment"} >= {
        "hello",
        "other",
    }


def test_fails_for_two_rules_of_one_name_in_a_namespace():
    other = replace(own(), name="other")

    with pytest.raises(
        ValueError, match="policy 'hello of namespace kubeflow' is given twice"
    ):
        Config(own=(own(), other))


def test_names_the_component_whose_build_fails(make):
    def broken(scope: Any, context: Any) -> None:
        raise KeyError("missing")

    with pytest.raises(ValueError, match=r"build of component 'hello': KeyError\('missing'\)"):
        make(own(build=broken))


def test_fails_for_a_workload_without_clients_that_it_does_not_make(make):
    message = "without_clients of 'hello' names 'helo', and its workloads are 'hello'"
    with pytest.raises(ValueError, match=message):
        make(own(without_clients=("helo",)))
