from typing import Any

import pytest

from constructs_lib.schemas import PVC_VIEWER
from tests.schemas.validation import problems


def pvc_viewer(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "kubeflow.org/v1alpha1",
        "kind": "PVCViewer",
        "metadata": {"name": "mine", "namespace": "me"},
        "spec": {"pvc": "home", **spec},
    }


def with_container(**fields: Any) -> dict[str, Any]:
    return pvc_viewer(podSpec={"containers": [{"name": "main", **fields}]})


def test_accepts_a_volume_alone() -> None:
    assert problems(PVC_VIEWER, pvc_viewer()) == []


@pytest.mark.parametrize("port", [8080, "http"])
def test_accepts_a_port_by_number_and_by_name(port: object) -> None:
    assert problems(PVC_VIEWER, pvc_viewer(networking={"targetPort": port})) == []


def test_accepts_a_pod_of_kubernetes_1_29() -> None:
    manifest = with_container(lifecycle={"preStop": {"sleep": {"seconds": 5}}})

    assert problems(PVC_VIEWER, manifest) == []


def test_viewers_use_read_write_once_volumes_as_others_do_by_default() -> None:
    spec = PVC_VIEWER.schema("v1alpha1")["properties"]["spec"]["properties"]

    assert spec["rwoScheduling"]["default"] is False


def test_fails_without_volume() -> None:
    manifest = {**pvc_viewer(), "spec": {}}

    assert problems(PVC_VIEWER, manifest) == ['spec: "pvc" is a required property']


def test_fails_for_a_pod_without_containers() -> None:
    assert problems(PVC_VIEWER, pvc_viewer(podSpec={})) == [
        'spec.podSpec: "containers" is a required property'
    ]


def test_fails_for_a_port_that_is_neither_number_nor_name() -> None:
    assert len(problems(PVC_VIEWER, pvc_viewer(networking={"targetPort": True}))) == 1


def test_fails_for_a_sleep_that_is_no_number() -> None:
    manifest = with_container(lifecycle={"preStop": {"sleep": {"seconds": "5s"}}})

    [problem] = problems(PVC_VIEWER, manifest)

    assert problem.endswith('preStop.sleep.seconds: "5s" is not of type "integer"')


def test_fails_for_two_claims_of_a_name() -> None:
    claims = {"resources": {"claims": [{"name": "gpu"}, {"name": "gpu"}]}}

    assert problems(PVC_VIEWER, with_container(**claims)) == [
        "spec.podSpec.containers.0.resources.claims: two items have the same name"
    ]
