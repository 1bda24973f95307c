from dataclasses import replace

import pytest

from constructs_lib.config import Models, WorkloadDefaults
from constructs_lib.kube import objects_of

from .conftest import NEWER

NAME = "kserve-localmodel-controller-manager"
EVERY_RIGHT = Models(controller_rights="upstream")


@pytest.fixture
def deployments(chart):
    def _deployments():
        return {
            obj["metadata"]["name"]: obj
            for obj in objects_of(chart)
            if obj["kind"] == "Deployment"
        }

    return _deployments


def test_models_are_kept_on_nodes_with_upstreams_rights(make, deployments):
    make(models=EVERY_RIGHT, defaults=NEWER)

    assert NAME in deployments()


@pytest.mark.parametrize(
    ("models", "defaults"),
    [(Models(), NEWER), (EVERY_RIGHT, WorkloadDefaults())],
    ids=["own rights", "0.13"],
)
def test_nothing_may_write_every_volume_with(make, chart, deployments, models, defaults):
    make(models=models, defaults=defaults)
    written = {
        resource
        for obj in objects_of(chart)
        for rule in obj.get("rules") or ()
        for resource in rule["resources"]
    }

    assert NAME not in deployments()
    assert "persistentvolumes" not in written


def test_upstream_ships_no_agent_to_the_agents_account(make, chart):
    make(models=EVERY_RIGHT, defaults=NEWER)

    assert "DaemonSet" not in {obj["kind"] for obj in objects_of(chart)}


def test_a_roles_labels_are_not_those_of_its_account(make, find):
    make(models=EVERY_RIGHT, defaults=NEWER)

    assert find("ServiceAccount", NAME)["metadata"]["labels"].keys() - find(
        "ClusterRole", "kserve-localmodel-manager-role"
    )["metadata"]["labels"].keys() == {
        "app.kubernetes.io/instance",
        "app.kubernetes.io/managed-by",
    }


def test_it_is_confined_as_every_pod(make, deployments, ambient):
    make(models=EVERY_RIGHT, defaults=replace(ambient, images=NEWER.images))
    pod = deployments()[NAME]["spec"]["template"]["spec"]
    [manager] = pod["containers"]

    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert manager["securityContext"]["readOnlyRootFilesystem"] is True
