from dataclasses import replace

import pytest

from constructs_lib import Ambient, Hardening, Pods, Sidecars, Toleration
from constructs_lib.access import ServiceAccount
from constructs_lib.config import DEFAULT_ROW, WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.workloads import RESTRICTED, Container, SinglePod

CONTAINER = Container(
    name="app", image="app:1", restricted=replace(RESTRICTED, user=1000, read_only_root=True)
)


@pytest.fixture
def make(chart):
    def _make(**defaults):
        SinglePod(
            chart,
            "SinglePod",
            name="app",
            account=ServiceAccount(chart, "ServiceAccount", name="app-account", labels={}),
            containers=[CONTAINER],
            defaults=WorkloadDefaults(**defaults),
            selector={"app": "app"},
            injected=False,
        )

    return _make


def test_default_manifests(make, chart, yaml_snapshot):
    make()

    assert objects_of(chart) == yaml_snapshot


def test_manifests_with_everything_set(make, chart, yaml_snapshot):
    make(
        pods=Pods(
            node_selector={"zone": "a"},
            tolerations=(Toleration(key="spot"),),
            pull_secrets=("mirror",),
        ),
        resources=DEFAULT_ROW,
        hardening=Hardening(),
        mesh=Ambient(),
    )

    assert objects_of(chart) == yaml_snapshot


def test_it_stays_one_pod_whatever_the_environments_replicas(make, find):
    make(pods=Pods(replicas=3))

    assert find("StatefulSet", "app")["spec"]["replicas"] == 1


def test_one_pod_has_no_disruption_budget(make, chart):
    make(pods=Pods(replicas=3), hardening=Hardening())

    assert "PodDisruptionBudget" not in {obj["kind"] for obj in objects_of(chart)}


def test_its_pod_says_whether_a_sidecar_is_injected(make, find):
    make(mesh=Sidecars())
    template = find("StatefulSet", "app")["spec"]["template"]

    assert template["metadata"]["annotations"] == {"sidecar.istio.io/inject": "false"}
