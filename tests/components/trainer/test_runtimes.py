from dataclasses import replace

import pytest

from constructs_lib.catalog import Images
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_11_0, V26_03_1
from constructs_lib.schemas import CLUSTER_TRAINING_RUNTIME, trainer_kinds
from tests.schemas.validation import problems

KIND = CLUSTER_TRAINING_RUNTIME.kind


@pytest.fixture
def runtimes(make, chart, ambient):
    def _runtimes(**settings):
        make(defaults=replace(ambient, **settings))
        return {o["metadata"]["name"]: o for o in objects_of(chart) if o["kind"] == KIND}

    return _runtimes


def jobs(runtime):
    return runtime["spec"]["template"]["spec"]["replicatedJobs"]


def containers(runtime):
    return [
        container
        for job in jobs(runtime)
        for container in job["template"]["spec"]["template"]["spec"]["containers"]
    ]


def test_each_is_what_its_kind_accepts(runtimes):
    found = runtimes()

    assert [problems(CLUSTER_TRAINING_RUNTIME, each) for each in found.values()] == [[]] * 6


def test_newer_ones_are_what_their_kind_accepts(runtimes):
    kind, *_ = trainer_kinds(V26_03_1.trainer)
    found = runtimes(images=Images(release=V26_03_1))

    assert [problems(kind, each) for each in found.values()] == [[]] * 8


def test_newer_ones_need_no_claim_of_the_profile(runtimes):
    spec = runtimes(images=Images(release=V26_03_1))["torchtune-llama3.2-1b"]["spec"]
    [policy] = spec["template"]["spec"]["volumeClaimPolicies"]

    assert [claim["metadata"]["name"] for claim in policy["templates"]] == ["initializer"]
    assert "persistentVolumeClaim" not in str(spec)


def test_none_has_a_namespace(runtimes):
    assert not any("namespace" in each["metadata"] for each in runtimes().values())


def test_their_images_come_from_the_mirror(runtimes):
    images = Images(registry="mirror.example.com", release=V1_11_0)
    named = {c["image"] for each in runtimes(images=images).values() for c in containers(each)}

    assert len(named) == 6
    assert all(image.startswith("mirror.example.com/") for image in named)


def test_a_model_is_tuned_after_its_inputs_are_there(runtimes):
    last = jobs(runtimes()["torchtune-qwen2.5-1.5b"])[-1]

    assert last["dependsOn"] == [
        {"name": "dataset-initializer", "status": "Complete"},
        {"name": "model-initializer", "status": "Complete"},
    ]


def test_the_launcher_ends_a_job_of_mpi(runtimes):
    spec = runtimes()["deepspeed-distributed"]["spec"]["template"]["spec"]

    assert spec["successPolicy"]["targetReplicatedJobs"] == ["launcher"]
