import pytest
from cdk8s import Chart

from constructs_lib.components.trainer.public_version import PublicVersion
from constructs_lib.kube import objects_of
from constructs_lib.releases import V26_03_1

NAME = "kubeflow-trainer-public"


@pytest.fixture
def made(app):
    chart = Chart(app, "trainer", namespace="kubeflow-system")
    PublicVersion(chart, "Public", facts=V26_03_1.trainer)
    return {obj["kind"]: obj for obj in objects_of(chart)}


def test_it_tells_the_version_of_trainer(made):
    assert made["ConfigMap"]["data"] == {"kubeflow_trainer_version": "v2.2.0"}


def test_everyone_who_is_logged_in_reads_this_config_map_alone(made):
    [rule] = made["Role"]["rules"]
    [group] = made["RoleBinding"]["subjects"]

    assert (rule["resources"], rule["resourceNames"]) == (["configmaps"], [NAME])
    assert set(rule["verbs"]) == {"get", "list", "watch"}
    assert (group["kind"], group["name"]) == ("Group", "system:authenticated")
