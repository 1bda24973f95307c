import pytest
from cdk8s import Chart

from constructs_lib.components.trainer.network import TrainerNetwork
from constructs_lib.kube import objects_of
from constructs_lib.reach.network import Pod, lets_through
from constructs_lib.releases import V26_03, V26_03_1

CANONICAL = "service.istio.io/canonical-name"
OF_RELEASES = {
    "26.03": (V26_03, {CANONICAL: "jobset-controller-manager"}),
    "26.03.1": (
        V26_03_1,
        {"app.kubernetes.io/name": "jobset", "control-plane": "controller-manager"},
    ),
}
EITHER_RELEASE = pytest.mark.parametrize(
    ("release", "labels"), OF_RELEASES.values(), ids=OF_RELEASES
)
OUTSIDE = Pod("", address="203.0.113.1")


@pytest.fixture
def policies(app):
    def _policies(release):
        chart = Chart(app, "trainer", namespace="kubeflow-system")
        TrainerNetwork(chart, "Network", release=release)
        return objects_of(chart)

    return _policies


@EITHER_RELEASE
def test_the_api_server_reaches_both_webhooks_and_no_other_port(policies, release, labels):
    made = policies(release)

    for pods in (labels, {CANONICAL: "trainer"}):
        webhook = Pod("kubeflow-system", pods)
        assert lets_through(made, OUTSIDE, webhook, 9443)
        assert not lets_through(made, OUTSIDE, webhook, 8443)


@EITHER_RELEASE
def test_the_namespace_talks_to_itself(policies, release, labels):
    here = Pod("kubeflow-system", labels)

    assert lets_through(policies(release), Pod("kubeflow-system"), here, 8443)
