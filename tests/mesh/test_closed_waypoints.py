import pytest

from constructs_lib import Ambient
from constructs_lib.kube import objects_of
from constructs_lib.mesh import ClosedWaypoints

NAME = "kubeflow-waypoints-default-deny"


def test_manifests(chart, yaml_snapshot):
    ClosedWaypoints(chart, "Waypoints", mesh=Ambient())

    assert objects_of(chart) == yaml_snapshot


def test_nobody_is_let_through(chart, find):
    ClosedWaypoints(chart, "Waypoints", mesh=Ambient())
    spec = find("AuthorizationPolicy", NAME)["spec"]

    assert (spec["action"], "rules" in spec) == ("ALLOW", False)


@pytest.mark.parametrize(
    ("mesh", "namespace"),
    [
        (Ambient(), "istio-system"),
        (Ambient(istiod_namespace="mesh"), "mesh"),
        (Ambient(istiod_namespace="mesh", root_namespace="mesh-root"), "mesh-root"),
    ],
)
def test_only_the_root_namespace_reaches_every_waypoint(chart, find, mesh, namespace):
    ClosedWaypoints(chart, "Waypoints", mesh=mesh)

    assert find("AuthorizationPolicy", NAME)["metadata"]["namespace"] == namespace
