import pytest
from cdk8s import Chart

from constructs_lib.components.central_dashboard import _PATHS
from constructs_lib.config import Ambient, Sidecars
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.gateway.kubeflow_gateway import CanaryRoute
from constructs_lib.kube import objects_of
from constructs_lib.workloads import Endpoint

APP = Endpoint(service="app", namespace="kubeflow", port=80)


@pytest.fixture
def gateway(chart):
    return KubeflowGateway(chart, "Gateway")


def test_default_manifests(gateway, chart, yaml_snapshot):
    gateway.route(chart, name="app", prefix="/app/", to=APP)
    gateway.allow_from_gateway(chart, name="app", selector={"app": "app"})

    assert objects_of(chart) == yaml_snapshot


def test_manifests_with_everything_set(gateway, chart, yaml_snapshot):
    gateway.route(
        chart,
        name="app",
        prefix="/app/",
        to=APP,
        rewrite="/",
        forwarded_prefix="/app",
        labels={"app": "app"},
    )
    gateway.allow_from_gateway(
        chart, name="app", selector={"app": "app"}, labels={"app": "app"}
    )

    assert objects_of(chart) == yaml_snapshot


def test_others_refer_to_the_gateway_by_namespace_and_name(gateway):
    assert gateway.reference == "kubeflow/kubeflow-gateway"


@pytest.mark.parametrize(
    ("mesh", "namespace"), [(Sidecars(), "istio-system"), (Ambient(), "kubeflow")]
)
def test_the_ingress_of_the_mesh_is_who_may_call(chart, find, mesh, namespace):
    gateway = KubeflowGateway(chart, "Gateway", mesh=mesh)
    gateway.allow_from_gateway(chart, name="app", selector={"app": "app"})
    [rule] = find("AuthorizationPolicy", "app")["spec"]["rules"]

    assert rule["from"][0]["source"]["principals"] == [
        f"cluster.local/ns/{namespace}/sa/istio-ingressgateway-service-account"
    ]


def test_it_knows_its_routes_by_their_prefix(gateway, chart):
    gateway.route(chart, name="app", prefix="/app/", to=APP)
    gateway.route(chart, name="other", prefix="/other", to=APP)

    assert gateway.routes == {"/app/": "app", "/other": "other"}


def test_a_rewrite_replaces_the_prefix(gateway, chart, find):
    gateway.route(chart, name="app", prefix="/app/", to=APP, rewrite="/")
    [rule] = find("VirtualService", "app")["spec"]["http"]

    assert rule["rewrite"] == {"uri": "/"}


def test_fails_for_two_routes_on_one_path(gateway, chart):
    gateway.route(chart, name="volumes", prefix="/volumes/", to=APP)

    message = "'disks' has path '/volumes/', which overlaps with '/volumes/' of 'volumes'"
    with pytest.raises(ValueError, match=message):
        gateway.route(chart, name="disks", prefix="/volumes/", to=APP)


def test_fails_for_a_path_that_does_not_begin_at_the_root(gateway, chart):
    with pytest.raises(
        ValueError,
        match="path of 'volumes' must be a path that a",
    ):
        gateway.route(chart, name="volumes", prefix="volumes/", to=APP)


def test_fails_where_the_chart_has_no_namespace(app):
    with pytest.raises(ValueError, match="chart 'everywhere' has no namespace"):
        KubeflowGateway(Chart(app, "everywhere"), "Gateway")


def test_a_route_of_another_namespace_names_the_gateways(gateway, app):
    login = Chart(app, "login", namespace="auth")
    gateway.route(login, name="login", prefix="/dex/", to=APP)

    [route] = objects_of(login)
    assert route["spec"]["gateways"] == ["kubeflow/kubeflow-gateway"]


def test_a_route_may_be_written_as_upstream_writes_some(gateway, chart, find):
    gateway.route(
        chart, name="app", prefix="/app/", to=APP, full_reference=True, version="v1beta1"
    )
    route = find("VirtualService", "app")

    assert (route["apiVersion"], route["spec"]["gateways"]) == (
        "networking.istio.io/v1beta1",
        ["kubeflow/kubeflow-gateway"],
    )


def test_what_is_reserved_is_known_and_no_route(gateway, chart):
    gateway.reserve(name="models", prefix="/serving/")

    assert (dict(gateway.reserved), dict(gateway.routes)) == ({"/serving/": "models"}, {})


def test_fails_for_a_route_below_what_is_reserved(gateway, chart):
    gateway.reserve(name="models", prefix="/serving/")

    message = "'own' has path '/serving/own/', which overlaps with '/serving/' of 'models'"
    with pytest.raises(ValueError, match=message):
        gateway.route(chart, name="own", prefix="/serving/own/", to=APP)


def _dashboard(gateway, chart):
    canary = CanaryRoute(to=APP, claims=((".groups", "v"),), paths=_PATHS)
    gateway.route(chart, name="dashboard", prefix="/", to=APP, canary=canary)


@pytest.mark.parametrize("prefix", ["/api/hello/", "/_/hello/", "/assets", "/hello.v2"])
def test_fails_where_a_canary_of_the_dashboard_would_hide_a_page(gateway, chart, prefix):
    _dashboard(gateway, chart)
    with pytest.raises(ValueError, match="where the dashboard's canary would get"):
        gateway.route(chart, name="hello", prefix=prefix, to=APP)


def test_fails_for_a_canary_of_the_dashboard_that_would_hide_an_earlier_page(gateway, chart):
    gateway.route(chart, name="hello", prefix="/api/hello/", to=APP)
    with pytest.raises(ValueError, match="'hello' has path '/api/hello/', where"):
        _dashboard(gateway, chart)


def test_other_paths_are_free_beside_a_canary_of_the_dashboard(gateway, chart):
    _dashboard(gateway, chart)
    for prefix in ("/hello/", "/apis/", "/hello.v2/", "/assets-of/"):
        gateway.route(chart, name=prefix.strip("/"), prefix=prefix, to=APP)

    assert "/hello/" in gateway.routes
