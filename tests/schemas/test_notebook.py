from typing import Any

import pytest

from constructs_lib.schemas import NOTEBOOK
from tests.schemas.validation import problems

SERVER = {"name": "server", "image": "jupyter"}


def notebook(*, version: str = "v1", **pod: Any) -> dict[str, Any]:
    return {
        "apiVersion": f"kubeflow.org/{version}",
        "kind": "Notebook",
        "metadata": {"name": "mine", "namespace": "me"},
        "spec": {"template": {"spec": {"containers": [SERVER], **pod}}},
    }


def with_container(**fields: Any) -> dict[str, Any]:
    return notebook(containers=[{**SERVER, **fields}])


def with_status(**fields: Any) -> dict[str, Any]:
    status = {"conditions": [], "containerState": {}, "readyReplicas": 1}
    return {**notebook(), "status": {**status, **fields}}


@pytest.mark.parametrize("version", ["v1", "v1beta1", "v1alpha1"])
def test_accepts_a_server_in_every_version(version: str) -> None:
    assert problems(NOTEBOOK, notebook(version=version)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"resources": {"limits": {"cpu": 2, "memory": "1.5Gi", "nvidia.com/gpu": "1"}}},
        {"env": [{"name": "TOKEN", "valueFrom": {"secretKeyRef": {"key": "token"}}}]},
        {"volumeMounts": [{"name": "home", "mountPath": "/home/jovyan"}]},
        {"livenessProbe": {"httpGet": {"port": "http"}, "terminationGracePeriodSeconds": 5}},
        {"ports": [{"containerPort": 53}, {"containerPort": 53, "protocol": "UDP"}]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_accepts_what_containers_have(fields: dict[str, Any]) -> None:
    assert problems(NOTEBOOK, with_container(**fields)) == []


def test_accepts_what_pods_have() -> None:
    pod = notebook(
        serviceAccountName="default-editor",
        nodeSelector={"pool": "gpu"},
        tolerations=[{"key": "gpu", "operator": "Exists", "tolerationSeconds": 2**40}],
        volumes=[{"name": "home", "persistentVolumeClaim": {"claimName": "home"}}],
    )

    assert problems(NOTEBOOK, pod) == []


def test_accepts_a_status() -> None:
    status = with_status(containerState={"running": {"startedAt": "2025-03-01T12:00:00Z"}})

    assert problems(NOTEBOOK, status) == []


def test_fails_without_containers() -> None:
    assert problems(NOTEBOOK, notebook(containers=[])) == [
        "spec.template.spec.containers: [] has less than 1 item"
    ]


def test_fails_for_a_container_without_image() -> None:
    assert problems(NOTEBOOK, notebook(containers=[{"name": "server"}])) == [
        'spec.template.spec.containers.0: "image" is a required property'
    ]


def test_accepts_an_init_container_without_image() -> None:
    assert problems(NOTEBOOK, notebook(initContainers=[{"name": "first"}])) == []


@pytest.mark.parametrize("memory", ["1 Gi", "one", "1GiB", "1i", "", 1.5])
def test_fails_for_a_bad_quantity(memory: object) -> None:
    manifest = with_container(resources={"limits": {"memory": memory}})

    assert len(problems(NOTEBOOK, manifest)) == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("args", "--port=80", '"--port=80" is not of type "array"'),
        ("image", 1, '1 is not of type "string"'),
        ("tty", "yes", '"yes" is not of type "boolean"'),
        ("resources", [], '[] is not of type "object"'),
    ],
)
def test_fails_for_a_wrong_type(field: str, value: object, message: str) -> None:
    assert problems(NOTEBOOK, with_container(**{field: value})) == [
        f"spec.template.spec.containers.0.{field}: {message}"
    ]


def test_fails_for_a_number_of_more_than_32_bits() -> None:
    assert problems(NOTEBOOK, notebook(priority=2**31)) == [
        "spec.template.spec.priority: 2147483648 is greater than the maximum of 2147483647"
    ]


def test_fails_for_two_ports_alike() -> None:
    ports = [{"containerPort": 80}, {"containerPort": 80, "protocol": "TCP"}]

    [problem] = problems(NOTEBOOK, with_container(ports=ports))

    assert problem.endswith("ports: two items have the same containerPort and protocol")


def test_fails_for_a_status_without_container_state() -> None:
    status = with_status()
    del status["status"]["containerState"]

    assert problems(NOTEBOOK, status) == ['status: "containerState" is a required property']


def test_fails_for_a_time_that_is_none() -> None:
    status = with_status(containerState={"running": {"startedAt": "yesterday"}})

    assert problems(NOTEBOOK, status) == [
        'status.containerState.running.startedAt: "yesterday" is not a "date-time"'
    ]
