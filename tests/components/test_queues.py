"""The objects of Kueue's kinds, of an environment and of its profiles."""

import runpy
from pathlib import Path

import pytest
import yaml
from cdk8s import Testing

from constructs_lib import Config
from constructs_lib.components.queues import WorkQueues
from constructs_lib.platform import synthesize

EXAMPLE = Path(__file__).parents[2] / "examples" / "accelerators.py"
PROJECT = "AppProject"


@pytest.fixture(scope="module")
def made():
    return synthesize(runpy.run_path(str(EXAMPLE))["platform"]())


@pytest.fixture(scope="module")
def local(made):
    file = made.files["kubeflow/profiles/team-vision.yaml"]
    [found] = [o for o in yaml.safe_load_all(file) if o["kind"] == "LocalQueue"]
    return found


def test_the_queues_of_the_example(made, local, yaml_snapshot):
    assert [*made.environments["default"]["queues"], local] == yaml_snapshot


def test_flavors_come_before_the_queues_that_name_them(made):
    waves = {
        obj["kind"]: int(
            obj["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-wave", 0)
        )
        for obj in made.environments["default"]["queues"]
    }

    assert waves["ResourceFlavor"] < waves["ClusterQueue"]


def test_argo_cd_may_apply_kueues_kinds(made):
    permitted = {
        (obj["metadata"]["name"], each["kind"])
        for obj in yaml.safe_load_all(made.files["apps/kubeflow.yaml"])
        if obj["kind"] == PROJECT
        for field in ("clusterResourceWhitelist", "namespaceResourceWhitelist")
        for each in obj["spec"].get(field, ())
        if each["group"] == "kueue.x-k8s.io"
    }

    assert permitted == {
        ("kubeflow", "ClusterQueue"),
        ("kubeflow", "ResourceFlavor"),
        ("kubeflow", "WorkloadPriorityClass"),
        ("kubeflow-profiles", "LocalQueue"),
    }


def test_a_config_without_queues_makes_none():
    with pytest.raises(ValueError, match="this config has no queues; set Config"):
        WorkQueues(Testing.chart(), "queues", config=Config())
