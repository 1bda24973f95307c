from typing import Any

import pytest

from constructs_lib import Pods, Resources
from constructs_lib.components.pvcviewer_controller import PvcViewerController
from constructs_lib.config import WorkloadDefaults

DEPLOYMENT = "pvcviewer-controller-manager"
CERTIFICATE = {"cert-manager.io/inject-ca-from": "kubeflow/pvcviewer-serving-cert"}


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> PvcViewerController:
        return PvcViewerController(chart, "Controller", **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("CustomResourceDefinition", "pvcviewers.kubeflow.org"),
        ("MutatingWebhookConfiguration", "pvcviewer-mutating-webhook-configuration"),
        ("ValidatingWebhookConfiguration", "pvcviewer-validating-webhook-configuration"),
    ],
)
def test_the_api_server_trusts_its_certificate(make, find, kind, name):
    make()

    assert find(kind, name)["metadata"]["annotations"] == CERTIFICATE


def test_its_kind_is_converted_by_its_own_webhook(make, find):
    make()
    conversion = find("CustomResourceDefinition", "pvcviewers.kubeflow.org")["spec"][
        "conversion"
    ]

    assert conversion["webhook"]["clientConfig"]["service"] == {
        "name": "pvcviewer-webhook-service",
        "namespace": "kubeflow",
        "path": "/convert",
    }


def test_a_sidecar_lets_the_api_server_pass(make, find):
    make()
    annotations = find("Deployment", DEPLOYMENT)["spec"]["template"]["metadata"]["annotations"]

    assert annotations["traffic.sidecar.istio.io/excludeInboundPorts"] == "9443"


def test_nothing_is_excluded_from_a_sidecar_that_is_not_there(make, find, ambient):
    make(defaults=ambient)
    annotations = find("Deployment", DEPLOYMENT)["spec"]["template"]["metadata"]["annotations"]

    assert annotations == {"kubectl.kubernetes.io/default-container": "manager"}


@pytest.mark.parametrize("replicas", [1, 2])
def test_elects_as_upstream_does_whether_alone_or_not(make, container, replicas):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=replicas)))

    assert container(DEPLOYMENT, "manager")["args"].count("--leader-elect") == 1


def test_the_metrics_proxy_is_one_that_can_be_pulled(make, container):
    make()

    assert container(DEPLOYMENT, "kube-rbac-proxy")["image"] == (
        "quay.io/brancz/kube-rbac-proxy:v0.13.1"
    )


def test_keeps_upstreams_resources_where_none_are_given(make, container):
    make()

    assert container(DEPLOYMENT, "manager")["resources"]["limits"] == {
        "cpu": "500m",
        "memory": "128Mi",
    }


def test_takes_the_environments_resources(make, container):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(defaults=WorkloadDefaults(resources=row))

    assert container(DEPLOYMENT, "manager")["resources"]["limits"] == {
        "cpu": "2",
        "memory": "2Gi",
    }


def test_runs_on_nodes_that_its_image_is_built_for(make, find):
    make()
    affinity = find("Deployment", DEPLOYMENT)["spec"]["template"]["spec"]["affinity"]
    [term] = affinity["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][
        "nodeSelectorTerms"
    ]

    assert [expression["key"] for expression in term["matchExpressions"]] == [
        "kubernetes.io/arch",
        "kubernetes.io/os",
    ]
