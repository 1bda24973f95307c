import pytest

from constructs_lib import Ambient, Sidecars
from constructs_lib.config import AccessLog, Config, PlatformPrerequisites, UserHeader
from constructs_lib.config.logs import PROVIDER, Logs
from constructs_lib.kube import objects_of
from constructs_lib.mesh import AccessLogging, istiod_values


def made(chart, **settings):
    mesh = settings.pop("mesh", Ambient())
    access = AccessLog(**settings)
    AccessLogging(chart, "Log", access=access, mesh=mesh, waypoints=("own-waypoint",))
    return {obj["metadata"]["name"]: obj for obj in objects_of(chart)}


def test_manifests(chart, yaml_snapshot):
    made(chart)

    assert objects_of(chart) == yaml_snapshot


def test_other_teams_proxies_log_nothing_by_default(chart):
    assert made(chart).keys() == {
        "kubeflow-access-log-gateway",
        "kubeflow-access-log-own-waypoint",
    }


@pytest.mark.parametrize(
    ("mesh", "namespace"),
    [(Ambient(root_namespace="mesh-root"), "mesh-root"), (Sidecars(), "istio-system")],
    ids=["ambient", "sidecars"],
)
def test_the_whole_mesh_is_reached_from_the_root_namespace(chart, mesh, namespace):
    [(name, found)] = made(chart, proxies="mesh", mesh=mesh).items()

    assert (name, found["metadata"]["namespace"]) == ("kubeflow-access-log", namespace)
    assert found["spec"].keys() == {"accessLogging"}


def test_with_sidecars_istios_own_gateway_logs(chart):
    found = made(chart, mesh=Sidecars(ingress_namespace="ingress"))

    gateway = found["kubeflow-access-log-gateway"]
    assert gateway["metadata"]["namespace"] == "ingress"


def providers(config):
    told = istiod_values(config, PlatformPrerequisites())
    return {each["name"]: each for each in told["meshConfig"]["extensionProviders"]}


def labels(access, **settings):
    provider = providers(Config(logs=Logs(access=access), **settings))[PROVIDER]
    return provider["envoyFileAccessLog"]["logFormat"]["labels"]


def test_istiods_values_have_the_provider_where_something_logs():
    assert PROVIDER not in providers(Config())
    assert PROVIDER in providers(Config(logs=Logs(access=AccessLog())))


def test_a_line_names_the_user_only_if_asked_for():
    header = UserHeader(name="x-user")

    assert "user" not in labels(AccessLog())
    assert labels(AccessLog(users="named"), user_header=header)["user"] == "%REQ(X-USER)%"
