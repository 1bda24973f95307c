from typing import Any

import pytest

from constructs_lib.schemas import POD_DEFAULT
from tests.schemas.validation import problems

SELECTOR = {"matchLabels": {"access-ml-pipeline": "true"}}


def pod_default(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "kubeflow.org/v1alpha1",
        "kind": "PodDefault",
        "metadata": {"name": "access-ml-pipeline", "namespace": "me"},
        "spec": {"selector": SELECTOR, **spec},
    }


def test_accepts_a_selector_alone() -> None:
    assert problems(POD_DEFAULT, pod_default()) == []


def test_accepts_a_token_to_mount() -> None:
    token = {"path": "token", "expirationSeconds": 7200, "audience": "pipelines.kubeflow.org"}
    manifest = pod_default(
        desc="Allow access to Kubeflow Pipelines",
        env=[{"name": "KF_PIPELINES_SA_TOKEN_PATH", "value": "/token"}],
        volumes=[
            {"name": "token", "projected": {"sources": [{"serviceAccountToken": token}]}}
        ],
        volumeMounts=[{"name": "token", "mountPath": "/token", "readOnly": True}],
    )

    assert problems(POD_DEFAULT, manifest) == []


def test_accepts_a_sidecar() -> None:
    sidecar = {"name": "proxy", "image": "envoy", "ports": [{"containerPort": 8080}]}

    assert problems(POD_DEFAULT, pod_default(sidecars=[sidecar])) == []


def test_whoever_writes_a_pod_default_may_write_its_status() -> None:
    assert not POD_DEFAULT.status_subresource


def test_fails_without_selector() -> None:
    manifest = {**pod_default(), "spec": {}}

    assert problems(POD_DEFAULT, manifest) == ['spec: "selector" is a required property']


@pytest.mark.parametrize("field", ["initContainers", "sidecars"])
def test_fails_for_a_container_without_name(field: str) -> None:
    assert problems(POD_DEFAULT, pod_default(**{field: [{"image": "envoy"}]})) == [
        f'spec.{field}.0: "name" is a required property'
    ]


def test_fails_for_labels_that_are_no_text() -> None:
    assert problems(POD_DEFAULT, pod_default(labels={"mine": True})) == [
        'spec.labels.mine: true is not of type "string"'
    ]
