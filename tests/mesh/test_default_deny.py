import pytest

from constructs_lib.kube import objects_of
from constructs_lib.mesh import DefaultDeny


@pytest.fixture(autouse=True)
def default_deny(chart):
    return DefaultDeny(chart, "DefaultDeny")


def test_manifests(chart, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_nobody_may_call_anything(find):
    assert find("AuthorizationPolicy", "default-deny")["spec"] == {}


def test_nobody_may_speak_in_plain_text(find):
    assert find("PeerAuthentication", "default")["spec"]["mtls"] == {"mode": "STRICT"}


def test_probes_of_the_node_reach_every_pod(find):
    spec = find("NetworkPolicy", "allow-ambient-kubelet-probes")["spec"]

    assert spec["podSelector"] == {}
    assert {"ipBlock": {"cidr": "169.254.7.127/32"}} in spec["ingress"][0]["from"]
