import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import WorkloadDefaults

from .conftest import AS_UPSTREAM

MIRROR = "mirror.example.com/kubeflow"


def test_models_are_served_by_deployments(make, setting):
    make()

    assert setting("deploy") == {"defaultDeploymentMode": "RawDeployment"}


def test_upstream_serves_them_by_knative(make, setting):
    make(models=AS_UPSTREAM)

    assert setting("deploy") == {"defaultDeploymentMode": "Serverless"}


@pytest.mark.parametrize("key", ["disableIngressCreation", "disableIstioVirtualHost"])
def test_no_model_makes_a_way_in_of_its_own(make, setting, key):
    make()

    assert setting("ingress")[key] is True


def test_the_gateway_is_named_as_kserve_insists(make, setting, ambient):
    make(defaults=ambient)
    ingress = setting("ingress")

    assert (ingress["ingressGateway"], ingress["ingressService"]) == (
        "kubeflow/kubeflow-gateway",
        "istio-ingressgateway.kubeflow.svc.cluster.local",
    )


def test_nothing_is_logged_to_a_broker_that_is_not_there(make, setting):
    make()

    assert "defaultUrl" not in setting("logger")


def test_an_explainer_has_a_fixed_version(make, setting):
    make()

    assert setting("explainers")["art"]["defaultImageVersion"] == "v0.13.1"


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("agent", "kserve/agent:v0.13.1"),
        ("batcher", "kserve/agent:v0.13.1"),
        ("logger", "kserve/agent:v0.13.1"),
        ("router", "kserve/router:v0.13.1"),
        ("storageInitializer", "kserve/storage-initializer:v0.13.1"),
    ],
)
def test_what_is_added_to_pods_comes_from_the_mirror(make, setting, key, path):
    make(defaults=WorkloadDefaults(images=Images(registry=MIRROR)))

    assert setting(key)["image"] == f"{MIRROR}/{path}"


def test_a_claim_is_mounted_without_a_container_that_copies_it(make, setting):
    make()

    assert setting("storageInitializer")["enableDirectPvcVolumeMount"] is True
