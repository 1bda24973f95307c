from typing import Any

import pytest

from constructs_lib.releases import RELEASES, V1_9_1, V1_10_2, Release
from constructs_lib.schemas import PYTORCH_JOB, TF_JOB, CustomResource, training_jobs
from tests.schemas.validation import problems

REPLICAS = {
    "JAXJob": "jaxReplicaSpecs",
    "MPIJob": "mpiReplicaSpecs",
    "MXJob": "mxReplicaSpecs",
    "PaddleJob": "paddleReplicaSpecs",
    "PyTorchJob": "pytorchReplicaSpecs",
    "TFJob": "tfReplicaSpecs",
    "XGBoostJob": "xgbReplicaSpecs",
}
POD = {"containers": [{"name": "main", "image": "train:1"}]}

every_kind = pytest.mark.parametrize(
    "resource",
    [kind for release in RELEASES for kind in training_jobs(release.training)],
    ids=lambda resource: f"{resource.kind} {resource.controller}",
)


def job(resource: CustomResource, *, worker: object = None, **spec: Any) -> dict[str, Any]:
    replicas = {"Worker": worker or {"replicas": 2, "template": {"spec": POD}}}
    needed = {"jobMode": "MXTrain"} if resource.kind == "MXJob" else {}
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": resource.kind,
        "metadata": {"name": "mine", "namespace": "me"},
        "spec": {REPLICAS[resource.kind]: replicas, **needed, **spec},
    }


@every_kind
def test_accepts_two_workers(resource: CustomResource) -> None:
    assert problems(resource, job(resource)) == []


@every_kind
def test_accepts_the_metadata_of_its_pods(resource: CustomResource) -> None:
    metadata = {"labels": {"team": "ml"}, "annotations": {"a": "b"}, "name": "worker"}
    worker = {"template": {"metadata": metadata, "spec": POD}}

    assert problems(resource, job(resource, worker=worker)) == []


@every_kind
def test_fails_without_replicas(resource: CustomResource) -> None:
    manifest = {**job(resource), "spec": {"jobMode": "MXTrain"}}

    assert problems(resource, manifest) == [
        f'spec: "{REPLICAS[resource.kind]}" is a required property'
    ]


@every_kind
def test_fails_for_a_number_of_workers_that_is_none(resource: CustomResource) -> None:
    assert len(problems(resource, job(resource, worker={"replicas": "two"}))) == 1


@every_kind
def test_fails_for_a_pod_without_containers(resource: CustomResource) -> None:
    place = f"spec.{REPLICAS[resource.kind]}.Worker.template.spec"
    manifest = job(resource, worker={"template": {"spec": {}}})

    assert problems(resource, manifest) == [f'{place}: "containers" is a required property']


@every_kind
def test_fails_for_labels_of_its_pods_that_are_no_text(resource: CustomResource) -> None:
    worker = {"template": {"metadata": {"labels": {"rank": 1}}, "spec": POD}}

    assert len(problems(resource, job(resource, worker=worker))) == 1


@every_kind
def test_runs_at_once_by_default(resource: CustomResource) -> None:
    spec = resource.schema("v1")["properties"]["spec"]["properties"]

    assert spec["runPolicy"]["properties"]["suspend"]["default"] is False


@every_kind
def test_a_queue_is_never_changed(resource: CustomResource) -> None:
    spec = resource.schema("v1")["properties"]["spec"]["properties"]
    scheduling = spec["runPolicy"]["properties"]["schedulingPolicy"]["properties"]
    [rule] = scheduling["queue"]["x-kubernetes-validations"]

    assert rule["rule"] == "self == oldSelf"


def test_a_rendezvous_is_known_by_the_name_that_the_operator_reads() -> None:
    spec = PYTORCH_JOB.schema("v1")["properties"]["spec"]["properties"]

    assert "rdzvId" in spec["elasticPolicy"]["properties"]


@pytest.mark.parametrize(
    ("release", "kinds"),
    [
        (V1_9_1, ["PaddleJob", "PyTorchJob"]),
        (V1_10_2, ["JAXJob", "PaddleJob", "PyTorchJob"]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_is_elastic_can_be_scaled(release: Release, kinds: list[str]) -> None:
    assert [each.kind for each in training_jobs(release.training) if each.scale] == kinds


@pytest.mark.parametrize(
    ("release", "known"), [(V1_9_1, False), (V1_10_2, True)], ids=["1.8.1", "1.9.2"]
)
def test_a_job_names_its_controller_where_the_operator_knows_that(
    release: Release, known: bool
) -> None:
    [kind] = (each for each in training_jobs(release.training) if each.kind == "PyTorchJob")
    spec = kind.schema("v1")["properties"]["spec"]["properties"]

    assert ("managedBy" in spec["runPolicy"]["properties"]) is known


def test_a_tf_job_may_end_with_its_first_worker() -> None:
    assert problems(TF_JOB, job(TF_JOB, successPolicy="AllWorkers")) == []
