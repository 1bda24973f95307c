from typing import Any

import pytest

from constructs_lib.schemas import TENSORBOARD
from tests.schemas.validation import problems


def tensorboard(spec: dict[str, Any], status: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "apiVersion": "tensorboard.kubeflow.org/v1alpha1",
        "kind": "Tensorboard",
        "metadata": {"name": "mine", "namespace": "me"},
        "spec": spec,
        **({"status": status} if status else {}),
    }


def test_accepts_logs_on_a_volume() -> None:
    assert problems(TENSORBOARD, tensorboard({"logspath": "pvc://logs/run-1"})) == []


def test_accepts_a_status() -> None:
    condition = {"deploymentState": "Available", "lastProbeTime": "2025-03-01T12:00:00Z"}
    status = {"conditions": [condition], "readyReplicas": 1}

    assert problems(TENSORBOARD, tensorboard({"logspath": "gs://logs"}, status)) == []


def test_fails_without_logs() -> None:
    assert problems(TENSORBOARD, tensorboard({})) == [
        'spec: "logspath" is a required property'
    ]


@pytest.mark.parametrize("logspath", [1, None, ["pvc://logs"]])
def test_fails_for_logs_that_are_no_path(logspath: object) -> None:
    assert len(problems(TENSORBOARD, tensorboard({"logspath": logspath}))) == 1


def test_fails_for_a_status_without_replicas() -> None:
    manifest = tensorboard({"logspath": "gs://logs"}, {"conditions": []})

    assert problems(TENSORBOARD, manifest) == [
        'status: "readyReplicas" is a required property'
    ]
