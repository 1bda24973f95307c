"""istiod accepts the policy that closes every waypoint of a cluster."""

import pytest

from constructs_lib import Ambient, App, Chart
from constructs_lib.kube import objects_of
from constructs_lib.mesh import ClosedWaypoints


@pytest.fixture
def policy(cluster, istiod):
    """Return the policy, applied for this test only: other tests' waypoints are open."""
    chart = Chart(App(), "mesh", namespace="kubeflow")
    ClosedWaypoints(chart, "waypoints", mesh=Ambient())
    (written,) = objects_of(chart)
    cluster.apply([written])
    yield written
    cluster.delete(written)


def test_istiod_binds_it_to_the_class_of_waypoints(policy, istiod):
    metadata = policy["metadata"]

    said = istiod.conditions("authorizationpolicy", metadata["name"], metadata["namespace"])

    assert said["WaypointAccepted"]["status"] == "True"
