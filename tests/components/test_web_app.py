"""What the three web apps have in common, shown on the smallest of them."""

from dataclasses import replace

import pytest

from constructs_lib import V1_9_1, Ambient, Cluster, Endpoint, Hardening, Images, Pods
from constructs_lib.components.settings import WebAppSettings
from constructs_lib.components.tensorboards_web_app import TensorboardsWebApp
from constructs_lib.components.volumes_web_app import VolumesWebApp
from constructs_lib.config import WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import objects_of

NAME = "tensorboards-web-app"
DEPLOYMENT = f"{NAME}-deployment"


@pytest.fixture
def make(chart, gateway):
    return lambda **given: TensorboardsWebApp(chart, "App", **{"gateway": gateway, **given})


def test_is_reached_by_a_service_of_its_own(make):
    assert make().endpoint == Endpoint(
        service=f"{NAME}-service", namespace="kubeflow", port=80
    )


def test_is_told_where_it_is_served(make, find):
    make()
    [rule] = find("VirtualService", f"{NAME}-{NAME}")["spec"]["http"]

    assert rule["headers"] == {"request": {"add": {"x-forwarded-prefix": "/tensorboards"}}}


def test_never_sees_the_path_that_it_is_served_under(make, find):
    make()
    [rule] = find("VirtualService", f"{NAME}-{NAME}")["spec"]["http"]

    assert rule["rewrite"] == {"uri": "/"}


def test_knows_its_user_by_the_header_of_the_environment(make, env):
    make(settings=WebAppSettings(user_header="x-user", user_prefix="accounts:"))
    variables = env(DEPLOYMENT, NAME)

    assert (variables["USERID_HEADER"], variables["USERID_PREFIX"]) == ("x-user", "accounts:")


@pytest.mark.parametrize(("secure", "text"), [(True, "true"), (False, "false")])
def test_cookies_travel_over_tls_only_where_they_are_to(make, env, secure, text):
    make(settings=WebAppSettings(secure_cookies=secure))

    assert env(DEPLOYMENT, NAME)["APP_SECURE_COOKIES"] == text


def test_its_parameters_tell_what_its_pods_are_told(make, find, env):
    make(settings=WebAppSettings(user_header="x-user"))
    parameters = find("ConfigMap", f"{NAME}-parameters")["data"]

    assert parameters["TWA_USERID_HEADER"] == env(DEPLOYMENT, NAME)["USERID_HEADER"]


def test_is_not_probed_by_upstream(make, container):
    make()

    assert container(DEPLOYMENT, NAME).keys().isdisjoint({"livenessProbe", "readinessProbe"})


@pytest.mark.parametrize(
    ("probe", "path"),
    [("livenessProbe", "/healthz/liveness"), ("readinessProbe", "/healthz/readiness")],
)
def test_is_probed_where_it_answers_without_a_user(make, container, ambient, probe, path):
    make(defaults=ambient)

    assert container(DEPLOYMENT, NAME)[probe]["httpGet"] == {"path": path, "port": 5000}


def test_runs_as_a_number_since_its_image_runs_as_root(make, container, ambient):
    make(defaults=ambient)

    assert container(DEPLOYMENT, NAME)["securityContext"]["runAsUser"] == 1000


def test_sidecars_are_told_to_use_mutual_tls(make, find):
    make()

    assert find("DestinationRule", NAME)["spec"] == {
        "host": f"{NAME}-service.kubeflow.svc.cluster.local",
        "trafficPolicy": {"tls": {"mode": "ISTIO_MUTUAL"}},
    }


def test_the_ambient_mesh_is_told_nothing(make, chart, ambient):
    make(defaults=ambient)

    assert "DestinationRule" not in [obj["kind"] for obj in objects_of(chart)]


@pytest.mark.parametrize(
    ("namespace", "mesh"), [("istio-system", None), ("kubeflow", Ambient())]
)
def test_lets_the_environments_gateway_in(make, chart, find, namespace, mesh):
    given = {"gateway": KubeflowGateway(chart, "Gateway", mesh=mesh)} if mesh else {}
    make(**given)
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]
    account = f"cluster.local/ns/{namespace}/sa/istio-ingressgateway-service-account"

    assert rule["from"] == [{"source": {"principals": [account]}}]


def test_runs_twice_without_an_election(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert "args" not in container(DEPLOYMENT, NAME)


def test_two_apps_stand_beside_each_other(make, chart, gateway, find):
    make()
    VolumesWebApp(chart, "Volumes", gateway=gateway)

    assert find("Deployment", "volumes-web-app-deployment") != find("Deployment", DEPLOYMENT)


def test_fails_beside_another_app_on_its_path(make, chart, gateway):
    other = Endpoint(service="other", namespace="kubeflow", port=80)
    gateway.route(chart, name="other", prefix="/tensorboards/", to=other)

    with pytest.raises(ValueError, match="'tensorboards-web-app-tensorboards-web-app' has"):
        make()


def test_its_gunicorn_takes_as_many_bytes_of_a_header_as_it_is_told(make, env):
    make(settings=WebAppSettings(header_limit=32768))

    assert env(DEPLOYMENT, NAME)["GUNICORN_CMD_ARGS"] == "--limit-request-field_size=32768"


def test_its_gunicorn_is_started_as_the_image_does_where_pods_have_ipv4_alone(make, container):
    make()

    assert "command" not in container(DEPLOYMENT, NAME)


@pytest.mark.parametrize("addresses", ["ipv6", "dual-stack"])
def test_its_gunicorn_listens_for_both_where_pods_have_ipv6(make, container, addresses):
    make(defaults=WorkloadDefaults(cluster=Cluster(addresses=addresses)))

    assert "[::]:5000" in container(DEPLOYMENT, NAME)["command"]


def test_a_release_may_have_a_variable_for_its_metrics(make, find, env):
    release = replace(V1_9_1, page_metrics=True)
    make(defaults=WorkloadDefaults(images=Images(release=release)))
    parameters = find("ConfigMap", f"{NAME}-parameters")["data"]

    assert parameters["TWA_APP_ENABLE_METRICS"] == env(DEPLOYMENT, NAME)["METRICS"] == "1"


def test_hardened_it_serves_no_metrics_beside_its_page(make, find, env):
    images = Images(release=replace(V1_9_1, page_metrics=True))
    make(defaults=WorkloadDefaults(images=images, hardening=Hardening()))

    assert "METRICS" not in env(DEPLOYMENT, NAME)
    assert "TWA_APP_ENABLE_METRICS" not in find("ConfigMap", f"{NAME}-parameters")["data"]
