from typing import Any

import pytest

from constructs_lib import Pods, Resources
from constructs_lib.catalog import Images
from constructs_lib.components.tensorboard_controller import TensorboardController
from constructs_lib.config import WorkloadDefaults

NAME = "tensorboard-controller"
DEPLOYMENT = f"{NAME}-deployment"
CONFIG = f"{NAME}-config"


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> TensorboardController:
        return TensorboardController(chart, "Controller", gateway=gateway, **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_tensorboards_run_upstreams_image_by_default(make, find):
    make()

    assert find("ConfigMap", CONFIG)["data"]["TENSORBOARD_IMAGE"] == (
        "tensorflow/tensorflow:2.5.1"
    )


def test_tensorboards_run_the_image_of_the_environment_from_its_mirror(make, find):
    make(
        image="tensorflow/tensorflow:2.17.0",
        defaults=WorkloadDefaults(images=Images(registry="mirror.example.com/kubeflow")),
    )

    assert find("ConfigMap", CONFIG)["data"]["TENSORBOARD_IMAGE"] == (
        "mirror.example.com/kubeflow/tensorflow/tensorflow:2.17.0"
    )


@pytest.mark.parametrize(("chosen", "text"), [(True, "True"), (False, "False")])
def test_tensorboards_start_where_their_volume_is_in_words_of_python(make, find, chosen, text):
    make(schedule_on_volume_node=chosen)

    assert find("ConfigMap", CONFIG)["data"]["RWO_PVC_SCHEDULING"] == text


def test_routes_of_tensorboards_bind_to_the_platforms_gateway(make, find):
    make()

    assert find("ConfigMap", CONFIG)["data"]["ISTIO_GATEWAY"] == "kubeflow/kubeflow-gateway"


def test_the_metrics_proxy_is_one_that_can_be_pulled(make, container):
    make()

    assert container(DEPLOYMENT, "kube-rbac-proxy")["image"] == (
        "quay.io/brancz/kube-rbac-proxy:v0.8.0"
    )


def test_the_metrics_proxy_keeps_its_own_resources(make, container):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
    make(defaults=WorkloadDefaults(resources=row))
    proxy = container(DEPLOYMENT, "kube-rbac-proxy")["resources"]

    assert proxy["requests"] == {"cpu": "5m", "memory": "64Mi"}


def test_the_controller_gets_the_components_resources_undivided(make, container):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
    make(defaults=WorkloadDefaults(resources=row))

    assert container(DEPLOYMENT, "manager")["resources"]["requests"] == {
        "cpu": "1",
        "memory": "1Gi",
    }


def test_elects_nobody_while_it_is_alone(make, container):
    make()

    assert "--leader-elect" not in container(DEPLOYMENT, "manager")["args"]


def test_elects_one_of_several(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert container(DEPLOYMENT, "manager")["args"][-1] == "--leader-elect"


def test_keeps_upstreams_user(make, find, ambient):
    make(defaults=ambient)
    pod = find("Deployment", DEPLOYMENT)["spec"]["template"]["spec"]

    assert pod["securityContext"]["runAsUser"] == 999


def test_metrics_are_for_those_who_may_see_them(make, find):
    make()
    [rule] = find("ClusterRole", f"{NAME}-metrics-reader")["rules"]

    assert rule == {"nonResourceURLs": ["/metrics"], "verbs": ["get"]}
