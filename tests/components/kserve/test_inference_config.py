from dataclasses import replace

import pytest

from constructs_lib import S3, Metacontroller, PipelinesSettings
from constructs_lib.catalog import Images
from constructs_lib.config import Hosts, Models, WorkloadDefaults

from .conftest import AS_UPSTREAM, OF_0_15, OF_0_15_2, OF_0_16

MIRROR = "mirror.example.com/kubeflow"


def test_models_are_served_by_deployments(make, setting):
    make()

    assert setting("deploy") == {"defaultDeploymentMode": "RawDeployment"}


def test_the_mode_has_its_newer_name_since_0_16(make, setting):
    make(defaults=OF_0_16)

    assert setting("deploy") == {"defaultDeploymentMode": "Standard"}


def test_an_image_may_be_a_model_since_0_15_2(make, setting):
    make(defaults=OF_0_15_2)
    storage = setting("storageInitializer")

    assert (storage["enableModelcar"], storage["uidModelcar"]) == (True, 1010)


@pytest.mark.parametrize(
    ("defaults", "stated"), [(OF_0_15_2, True), (OF_0_16, False)], ids=["0.15.2", "0.16"]
)
def test_a_claim_is_mounted_directly_without_a_setting_since_0_16(
    make, setting, defaults, stated
):
    make(defaults=defaults)

    assert ("enableDirectPvcVolumeMount" in setting("storageInitializer")) is stated


@pytest.mark.parametrize(
    ("models", "known"), [(Models(), False), (AS_UPSTREAM, True)], ids=["raw", "upstream"]
)
def test_only_routes_of_kserves_own_have_a_template_of_paths(make, setting, models, known):
    make(models=models, defaults=OF_0_16)

    assert ("pathTemplate" in setting("ingress")) is known


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


BUNDLED = PipelinesSettings()
AMAZON = S3(bucket="models", region="eu-central-1")
OTHER = S3(bucket="models", region="any", endpoint="s3.example.com", port=9000)
INSIDE = replace(OTHER, endpoint="store.storage.svc", tls=False)


@pytest.mark.parametrize(
    ("store", "reached"),
    [
        (BUNDLED, ("minio-service.kubeflow.svc.cluster.local:9000", "0", "")),
        (replace(BUNDLED, object_store=AMAZON), ("", "", "eu-central-1")),
        (replace(BUNDLED, object_store=OTHER), ("s3.example.com:9000", "1", "any")),
        (replace(BUNDLED, object_store=INSIDE), ("store.storage.svc:9000", "0", "any")),
    ],
    ids=["bundled", "amazon", "other", "inside"],
)
def test_models_are_fetched_from_the_store_of_pipelines(make, setting, store, reached):
    make(store=store)
    s3 = setting("credentials")["s3"]

    assert (s3["s3Endpoint"], s3["s3UseHttps"], s3["s3Region"]) == reached
    assert (s3["s3AccessKeyIDName"], s3["s3SecretAccessKeyName"]) == ("accesskey", "secretkey")


def test_without_it_a_model_names_its_own_store(make, setting):
    make()
    s3 = setting("credentials")["s3"]

    assert (s3["s3Endpoint"], s3["s3AccessKeyIDName"]) == ("", "AWS_ACCESS_KEY_ID")


def test_since_0_15_models_get_their_least_resources_from_it(make, setting):
    make(defaults=OF_0_15)

    assert setting("inferenceService")["resource"]["memoryRequest"] == "2Gi"


def test_since_0_15_pods_keep_the_token_of_their_account(make, setting):
    make(defaults=OF_0_15)

    assert setting("security") == {"autoMountServiceAccountToken": True}


def test_since_0_15_no_route_is_made_and_no_model_kept_on_a_node(make, setting):
    make(defaults=OF_0_15)

    assert setting("ingress")["enableGatewayApi"] is False
    assert setting("localModel")["enabled"] is False


def test_what_keeps_models_on_nodes_would_come_from_the_mirror(make, setting):
    images = replace(OF_0_15.images, registry=MIRROR)
    make(defaults=replace(OF_0_15, images=images))

    assert setting("localModel")["defaultJobImage"] == (
        f"{MIRROR}/kserve/storage-initializer:v0.15.0"
    )


@pytest.mark.parametrize(("https", "scheme"), [(True, "https"), (False, "http")])
def test_the_url_of_a_model_with_a_host_is_that_of_its_route(
    make, setting, chart, https, scheme
):
    hosts = Hosts("models.example.com")
    beside = Metacontroller(chart, "Metacontroller", defaults=WorkloadDefaults())
    make(models=Models(exposure=hosts), metacontroller=beside, https=https)
    ingress = setting("ingress")

    assert ingress["domainTemplate"] == "{{ .Name }}--{{ .Namespace }}.{{ .IngressDomain }}"
    assert (ingress["ingressDomain"], ingress["urlScheme"]) == ("models.example.com", scheme)
