import pytest
from cdk8s import Chart

from constructs_lib.kube import objects_of
from constructs_lib.mesh import AmbientProbes, SameNamespace
from constructs_lib.reach.network import Pod, lets_through


@pytest.mark.parametrize(
    ("address", "enters"), [("169.254.7.127", True), ("203.0.113.1", False)]
)
def test_a_node_probes_captured_pods_by_its_own_address(app, address, enters):
    chart = Chart(app, "auth", namespace="auth")
    SameNamespace(chart, "Network")
    AmbientProbes(chart, "Probes")

    node = Pod("", address=address)
    assert lets_through(objects_of(chart), node, Pod("auth"), 5556) is enters
