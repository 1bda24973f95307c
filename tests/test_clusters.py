"""What a kind of cluster changes in what Argo CD applies, and in what it is told."""

import pytest

from constructs_lib import Aks, Autopilot, Cluster, Config, Environment, Platform, Sidecars
from constructs_lib.platform import synthesize

pytestmark = pytest.mark.slow

LEFT_ALONE = "admissions.enforcer/disabled"
WEBHOOKS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")


def made(**decisions):
    platform = Platform(environments=(Environment("default", Config(**decisions)),))
    return synthesize(platform)


def annotations(synthesis):
    return [
        obj["metadata"].get("annotations", {})
        for objects in synthesis.environments["default"].values()
        for obj in objects
        if obj["kind"] in WEBHOOKS
    ]


def test_aks_leaves_every_webhook_alone():
    found = annotations(made(cluster=Cluster(distribution=Aks())))

    assert len(found) == 7
    assert [each[LEFT_ALONE] for each in found] == ["true"] * 7


def test_elsewhere_no_webhook_speaks_of_aks():
    assert [each for each in annotations(made()) if LEFT_ALONE in each] == []


@pytest.mark.parametrize(
    "field",
    [
        ".webhooks[]?.namespaceSelector.matchExpressions",
        ".spec.template.spec.containers[]?.resources",
    ],
)
def test_argo_cd_ignores_what_autopilot_writes_and_only_there(field):
    autopilot = made(cluster=Cluster(distribution=Autopilot()), mesh=Sidecars())

    assert field in autopilot.files["apps/kubeflow.yaml"]
    assert field not in made().files["apps/kubeflow.yaml"]
