from typing import Any

import pytest

from constructs_lib.schemas import (
    CLUSTER_SERVING_RUNTIME,
    CLUSTER_STORAGE_CONTAINER,
    INFERENCE_SERVICE,
    serving_kinds,
)
from tests.schemas.validation import problems

IRIS = {"modelFormat": {"name": "sklearn"}, "storageUri": "s3://models/iris"}


def service(**predictor: Any) -> dict[str, Any]:
    return {
        "apiVersion": "serving.kserve.io/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": "iris", "namespace": "alice"},
        "spec": {"predictor": predictor},
    }


def runtime(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "serving.kserve.io/v1alpha1",
        "kind": "ClusterServingRuntime",
        "metadata": {"name": "own"},
        "spec": {"containers": [{"name": "kserve-container"}], **spec},
    }


def test_accepts_a_model_whose_container_kserve_names() -> None:
    assert problems(INFERENCE_SERVICE, service(model=IRIS)) == []


def test_accepts_a_probe_whose_port_kserve_fills_in() -> None:
    model = {**IRIS, "livenessProbe": {"tcpSocket": {}}}

    assert problems(INFERENCE_SERVICE, service(model=model)) == []


def test_fails_for_a_format_without_a_name() -> None:
    assert problems(INFERENCE_SERVICE, service(model={"modelFormat": {}})) == [
        'spec.predictor.model.modelFormat: "name" is a required property'
    ]


def test_fails_without_a_predictor() -> None:
    assert problems(INFERENCE_SERVICE, {**service(), "spec": {}}) == [
        'spec: "predictor" is a required property'
    ]


def test_fails_for_replicas_that_are_no_number() -> None:
    assert len(problems(INFERENCE_SERVICE, service(model=IRIS, minReplicas="one"))) == 1


def test_a_predictor_has_no_ephemeral_containers() -> None:
    spec = INFERENCE_SERVICE.schema("v1beta1")["properties"]["spec"]["properties"]

    assert "ephemeralContainers" not in spec["predictor"]["properties"]


def test_what_a_newer_controller_says_of_its_state_is_kept() -> None:
    status = INFERENCE_SERVICE.schema("v1beta1")["properties"]["status"]

    assert status["x-kubernetes-preserve-unknown-fields"] is True


@pytest.mark.parametrize("priority", [0, "first"])
def test_fails_for_a_priority_that_is_none(priority: object) -> None:
    formats = [{"name": "sklearn", "priority": priority}]

    assert len(problems(CLUSTER_SERVING_RUNTIME, runtime(supportedModelFormats=formats))) == 1


def test_a_storage_container_is_switched_off_beside_its_spec() -> None:
    assert "disabled" in CLUSTER_STORAGE_CONTAINER.schema("v1alpha1")["properties"]


NEWER = {kind.kind: kind for kind in serving_kinds("0.15.0")}


def test_a_model_on_several_nodes_has_workers_since_0_15() -> None:
    on_two = service(model=IRIS, workerSpec={"pipelineParallelSize": 2})
    halved = service(model=IRIS, workerSpec={"pipelineParallelSize": "half"})

    assert problems(NEWER["InferenceService"], on_two) == []
    assert len(problems(NEWER["InferenceService"], halved)) == 1


def test_0_13_knows_no_workers() -> None:
    spec = INFERENCE_SERVICE.schema("v1beta1")["properties"]["spec"]["properties"]

    assert "workerSpec" not in spec["predictor"]["properties"]


def test_a_cached_model_keeps_its_source() -> None:
    spec = NEWER["LocalModelCache"].schema("v1alpha1")["properties"]["spec"]

    assert spec["properties"]["sourceModelUri"]["x-kubernetes-validations"] == [
        {"message": "StorageUri is immutable", "rule": "self == oldSelf"}
    ]


def test_fails_for_a_cached_model_on_no_nodes() -> None:
    cache = {
        "apiVersion": "serving.kserve.io/v1alpha1",
        "kind": "LocalModelCache",
        "metadata": {"name": "llm"},
        "spec": {"modelSize": "10Gi", "nodeGroups": [], "sourceModelUri": "hf://a/b"},
    }

    assert len(problems(NEWER["LocalModelCache"], cache)) == 1
