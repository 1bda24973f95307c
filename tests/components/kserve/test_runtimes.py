from dataclasses import replace

import pytest

from constructs_lib.accelerators import Devices, Nvidia
from constructs_lib.catalog import Images
from constructs_lib.config import (
    Cluster,
    ModelFormat,
    Models,
    NodeAffinity,
    OpenShift,
    PipelinesSettings,
    Pods,
    ServingRuntime,
    Toleration,
    WorkloadDefaults,
)
from constructs_lib.kube import objects_of
from constructs_lib.schemas import serving_kinds
from tests.schemas.validation import problems

from .conftest import AS_UPSTREAM, OF_0_15, OF_0_16, OF_0_18

RUNTIME = "ClusterServingRuntime"
SKLEARN = "kserve-sklearnserver"
CONFINED = {
    "runAsUser": 1000,
    "runAsNonRoot": True,
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}


@pytest.fixture
def runtime(find):
    """Return the spec of a runtime, and its one container."""

    def _runtime(name):
        spec = find("ClusterServingRuntime", name)["spec"]
        [container] = spec["containers"]
        return spec, container

    return _runtime


def test_a_runtime_is_confined_as_profiles_ask(make, runtime, ambient):
    make(defaults=ambient)
    _, container = runtime(SKLEARN)

    assert container["securityContext"] == CONFINED


def test_what_fetches_models_is_confined_as_well(make, find, ambient):
    make(defaults=ambient)
    spec = find("ClusterStorageContainer", "default")["spec"]

    assert spec["container"]["securityContext"] == CONFINED


def test_openshift_assigns_the_user_of_both(make, runtime, find, ambient):
    cluster = Cluster(distribution=OpenShift(version="4.19.0"))
    make(defaults=replace(ambient, cluster=cluster))
    _, container = runtime(SKLEARN)
    fetcher = find("ClusterStorageContainer", "default")["spec"]["container"]
    assigned = {key: value for key, value in CONFINED.items() if key != "runAsUser"}

    assert container["securityContext"] == fetcher["securityContext"] == assigned


def test_upstream_confines_neither(make, runtime, find):
    make(models=AS_UPSTREAM)

    assert "securityContext" not in runtime(SKLEARN)[1]
    assert (
        "securityContext"
        not in find("ClusterStorageContainer", "default")["spec"]["container"]
    )


def test_the_port_is_named_so_that_the_service_stays_as_it_is(make, runtime):
    make()

    assert runtime(SKLEARN)[1]["ports"] == [
        {"name": "http", "containerPort": 8080, "protocol": "TCP"}
    ]


def test_images_come_from_the_mirror(make, runtime):
    make(defaults=WorkloadDefaults(images=Images(registry="mirror.example.com/kubeflow")))

    assert runtime("kserve-tritonserver")[1]["image"] == (
        "mirror.example.com/kubeflow/nvidia/tritonserver:23.05-py3"
    )


def test_models_run_where_profiles_do(make, runtime):
    pods = Pods(
        node_selector={"pool": "models"},
        tolerations=(Toleration(key="gpu"),),
        pull_secrets=("mirror-login",),
        priority_class="tenants",
    )
    make(defaults=WorkloadDefaults(in_profiles=pods))
    spec, _ = runtime(SKLEARN)

    assert spec["nodeSelector"] == {"pool": "models"}
    assert spec["imagePullSecrets"] == [{"name": "mirror-login"}]
    # No runtime knows it.
    assert "priorityClassName" not in spec


def test_only_the_chosen_runtimes_are_there(make, chart):
    own = ServingRuntime(
        name="own", image="example.com/own:1", formats=(ModelFormat(name="own"),)
    )
    make(models=Models(runtimes=(own,)))
    names = [
        obj["metadata"]["name"]
        for obj in objects_of(chart)
        if obj["kind"] == "ClusterServingRuntime"
    ]

    assert names == ["own"]


@pytest.mark.parametrize("defaults", [WorkloadDefaults(), OF_0_15], ids=["0.13", "0.15"])
def test_the_api_server_takes_all_of_them(make, chart, defaults):
    make(defaults=defaults)
    known = serving_kinds(defaults.images.release.kserve)
    kinds = {
        kind.kind: kind for kind in known if kind.kind in (RUNTIME, "ClusterStorageContainer")
    }
    found = [obj for obj in objects_of(chart) if obj["kind"] in kinds]

    assert [problem for obj in found for problem in problems(kinds[obj["kind"]], obj)] == []
    assert len(found) == 11


def test_they_belong_to_no_namespace(make, find):
    make()

    assert find("ClusterServingRuntime", SKLEARN)["metadata"] == {"name": SKLEARN}


def test_models_are_fetched_with_the_profiles_key(make, runtime):
    make(store=PipelinesSettings())
    spec, _ = runtime(SKLEARN)

    assert spec["annotations"]["serving.kserve.io/storageSecretName"] == (
        "mlpipeline-minio-artifact"
    )


def test_without_one_no_secret_is_named_that_may_be_missing(make, runtime):
    make()
    spec, _ = runtime(SKLEARN)

    assert "serving.kserve.io/storageSecretName" not in spec["annotations"]


def test_a_runtime_with_an_accelerator_runs_on_its_nodes_alone(make, runtime, ambient):
    a100 = Nvidia("a100", node_labels={"pool": "a100"})
    fast = ServingRuntime(
        name="fast",
        image="example.com/fast:1",
        formats=(ModelFormat(name="onnx"),),
        accelerator=Devices(a100, 2),
    )
    users = Pods(
        node_selector={"pool": "users"},
        affinity=(NodeAffinity(key="disk", operator="Exists"),),
        tolerations=(Toleration(key="users"),),
    )
    make(Models(runtimes=(fast,)), defaults=replace(ambient, in_profiles=users))
    spec, container = runtime("fast")

    assert "affinity" not in spec
    assert spec["nodeSelector"] == {"pool": "a100"}
    assert [each["key"] for each in spec["tolerations"]] == ["users", "nvidia.com/gpu"]
    assert {kind: row["nvidia.com/gpu"] for kind, row in container["resources"].items()} == {
        "requests": "2",
        "limits": "2",
    }


@pytest.mark.parametrize(
    ("name", "user"), [(SKLEARN, None), ("kserve-tritonserver", 1000)], ids=["number", "name"]
)
def test_since_0_15_upstream_confines_runtimes(make, runtime, name, user):
    """With a user where the image has none that the kubelet could check."""
    make(models=AS_UPSTREAM, defaults=OF_0_15)
    context = runtime(name)[1]["securityContext"]

    assert (context["runAsNonRoot"], context["capabilities"]) == (True, {"drop": ["ALL"]})
    assert context.get("runAsUser") == user


def test_ours_confines_them_further(make, runtime, ambient):
    make(defaults=replace(ambient, images=OF_0_15.images))

    assert runtime(SKLEARN)[1]["securityContext"] == CONFINED


def test_large_models_share_memory_between_their_processes(make, runtime):
    make(defaults=OF_0_15)
    spec, container = runtime("kserve-huggingfaceserver")

    assert container["volumeMounts"] == [{"name": "devshm", "mountPath": "/dev/shm"}]
    assert spec["volumes"] == [{"name": "devshm", "emptyDir": {"medium": "Memory"}}]


@pytest.mark.parametrize(
    ("defaults", "fetched"),
    [(WorkloadDefaults(), False), (OF_0_15, True)],
    ids=["0.13", "0.15"],
)
def test_models_are_fetched_from_the_hub_since_0_15(make, find, defaults, fetched):
    make(defaults=defaults)
    formats = find("ClusterStorageContainer", "default")["spec"]["supportedUriFormats"]

    assert ({"prefix": "hf://"} in formats) is fetched


@pytest.mark.parametrize(
    ("defaults", "stated"),
    [(OF_0_16, None), (OF_0_18, {"serving.kserve.io/server-type": "mlserver"})],
    ids=["0.16", "0.18"],
)
def test_a_runtime_of_upstreams_names_its_server_since_0_18(make, find, defaults, stated):
    make(defaults=defaults)

    assert find(RUNTIME, "kserve-mlserver")["metadata"].get("annotations") == stated


def test_kserve_takes_the_server_of_a_runtime_of_ones_own_by_its_name(make, find):
    own = ServingRuntime(name="own", image="a:1", formats=(ModelFormat(name="own"),))
    make(models=Models(runtimes=(own,)), defaults=OF_0_18)

    assert "annotations" not in find(RUNTIME, "own")["metadata"]


def test_one_container_fetches_all_files_of_a_model_since_0_18(make, find):
    make(defaults=OF_0_18)

    assert find("ClusterStorageContainer", "default")["spec"]["supportsMultiModelDownload"]
