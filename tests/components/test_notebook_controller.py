from datetime import timedelta
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib import Ambient, Culling, Pods
from constructs_lib.components.notebook_controller import NotebookController
from constructs_lib.config import WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import objects_of
from constructs_lib.workloads.workload import CHECKSUM

NAME = "notebook-controller"
DEPLOYMENT = f"{NAME}-deployment"
CONFIG = f"{NAME}-config"
LEASES = "coordination.k8s.io"


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> NotebookController:
        return NotebookController(chart, "Controller", gateway=gateway, **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_notebooks_are_kept_by_default(make, find):
    make()

    assert find("ConfigMap", CONFIG)["data"]["ENABLE_CULLING"] == "false"


def test_idle_notebooks_are_stopped_where_they_are_to_be(make, find):
    make(
        culling=Culling(
            enabled=True, idle=timedelta(hours=1), check_every=timedelta(minutes=5)
        )
    )
    settings = find("ConfigMap", CONFIG)["data"]

    assert {key: settings[key] for key in settings if "CUL" in key or "IDLE" in key} == {
        "ENABLE_CULLING": "true",
        "CULL_IDLE_TIME": "60",
        "IDLENESS_CHECK_PERIOD": "5",
    }


def test_routes_of_notebooks_bind_to_the_platforms_gateway(make, find):
    make()

    assert find("ConfigMap", CONFIG)["data"]["ISTIO_GATEWAY"] == "kubeflow/kubeflow-gateway"


def test_reads_every_setting(make, find, container):
    make()
    read = {variable["name"] for variable in container(DEPLOYMENT, "manager")["env"]}

    assert read == find("ConfigMap", CONFIG)["data"].keys()


def test_its_pods_roll_when_culling_changes(ambient):
    def checksum(culling: Culling) -> str:
        chart = Chart(App(), "test", namespace="kubeflow")
        gateway = KubeflowGateway(chart, "Gateway", mesh=Ambient())
        NotebookController(
            chart, "Controller", gateway=gateway, defaults=ambient, culling=culling
        )
        [deployment] = [obj for obj in objects_of(chart) if obj["kind"] == "Deployment"]
        return str(deployment["spec"]["template"]["metadata"]["annotations"][CHECKSUM])

    assert checksum(Culling()) != checksum(Culling(enabled=True))


def test_elects_nobody_while_it_is_alone(make, container):
    make()

    assert "args" not in container(DEPLOYMENT, "manager")


def test_elects_one_of_several(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert container(DEPLOYMENT, "manager")["args"] == ["--enable-leader-election"]


@pytest.mark.parametrize(("replicas", "allowed"), [(1, False), (2, True)])
def test_may_hold_the_lease_that_upstream_forgot_where_it_needs_one(
    make, find, replicas, allowed
):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=replicas)))
    rules = find("Role", f"{NAME}-leader-election-role")["rules"]

    assert any(rule["apiGroups"] == [LEASES] for rule in rules) is allowed


def test_leaves_the_number_of_pods_open_as_upstream_does(make, find):
    make()

    assert "replicas" not in find("Deployment", DEPLOYMENT)["spec"]


def test_viewers_cannot_create(make, find):
    make()
    rules = find("ClusterRole", f"{NAME}-kubeflow-notebooks-view")["rules"]

    assert all("create" not in rule["verbs"] for rule in rules)


def test_runs_as_a_number_since_its_image_runs_as_root(make, container, ambient):
    make(defaults=ambient)

    assert container(DEPLOYMENT, "manager")["securityContext"]["runAsUser"] == 1000
