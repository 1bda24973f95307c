import pytest

from constructs_lib.schemas import CLUSTER_TRAINING_RUNTIME, TRAIN_JOB, TRAINING_RUNTIME

from .validation import problems


def train_job(**spec):
    return {
        "apiVersion": "trainer.kubeflow.org/v1alpha1",
        "kind": "TrainJob",
        "metadata": {"name": "a"},
        "spec": {"runtimeRef": {"name": "torch-distributed"}, **spec},
    }


def test_a_job_needs_nothing_but_its_runtime():
    assert problems(TRAIN_JOB, train_job()) == []


@pytest.mark.parametrize(
    "spec",
    [
        {"runtimeRef": {}},
        {"runtimeRef": {"name": ""}},
        {"trainer": {"numNodes": "two"}},
        {"podTemplateOverrides": [{"spec": {}}]},
    ],
    ids=["no runtime", "an empty name", "nodes in words", "overrides of no job"],
)
def test_what_upstream_refuses_is_refused(spec):
    assert problems(TRAIN_JOB, train_job(**spec)) != []


def test_it_refers_to_a_runtime_of_the_cluster_by_default():
    spec = TRAIN_JOB.schema("v1alpha1")["properties"]["spec"]["properties"]

    assert spec["runtimeRef"]["properties"]["kind"]["default"] == "ClusterTrainingRuntime"


def test_its_name_is_a_label_of_dns():
    rules = TRAIN_JOB.schema("v1alpha1")["x-kubernetes-validations"]

    assert any("size(self.metadata.name) <= 63" in rule["rule"] for rule in rules)


def test_a_runtime_of_a_profile_says_what_one_of_the_cluster_says():
    same = [kind.schema("v1alpha1") for kind in (CLUSTER_TRAINING_RUNTIME, TRAINING_RUNTIME)]

    assert same[0] == same[1]
