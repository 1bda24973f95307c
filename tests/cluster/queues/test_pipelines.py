"""Argo's real workflow controller waits for pods that the real Kueue holds."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from ..client import connected
from ..processes import settled
from ..queued import SLICE, SPEECH, environment
from ..workflow_controller import workflow_controller
from .kueue import Queued

WORKFLOWS: Final = f"/apis/argoproj.io/v1alpha1/namespaces/{SPEECH.name}/workflows"
RIGHTS: Final = ("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")
GATE: Final = {"name": "kueue.x-k8s.io/admission"}


@pytest.fixture(scope="module")
def argo(cluster: Queued, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queued]:
    """Provide Argo's controller as the environment's Deployment runs it, with its account."""
    objects = environment("training", "pipelines")["pipelines"]
    server, folder = cluster.server, tmp_path_factory.mktemp("argo")
    server.define(
        obj
        for obj in objects
        if obj["kind"] == "CustomResourceDefinition" and obj["spec"]["group"] == "argoproj.io"
    )
    server.apply(
        obj
        for obj in objects
        if obj["kind"] in RIGHTS and obj["metadata"]["name"].startswith("argo")
    )
    with workflow_controller(server, objects, folder):
        yield cluster


def workflow(name: str, *steps: str) -> dict[str, Any]:
    """Return a Workflow of steps that may run together; each requests a slice of a GPU."""
    amounts = {"cpu": "1", "memory": "1Gi", SLICE.accelerator.resource: "1"}
    container = {
        "image": "registry.example.com/step:1",
        "command": ["train"],
        "resources": {"requests": amounts, "limits": amounts},
    }
    tasks = [{"name": each, "template": "step"} for each in steps]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": name, "namespace": SPEECH.name},
        "spec": {
            "entrypoint": "main",
            "serviceAccountName": "default",
            # As the compiler of Pipelines writes labels: the default is merged with them.
            "podMetadata": {"labels": {"pipelines.kubeflow.org/v2_component": "true"}},
            "templates": [
                {"name": "main", "dag": {"tasks": tasks}},
                {"name": "step", "container": container},
            ],
        },
    }


def phases(cluster: Queued, name: str) -> dict[str, str]:
    """Return the phases of a Workflow's steps, and its own."""
    status = cluster.server.read(f"{WORKFLOWS}/{name}").get("status", {})
    steps = status.get("nodes", {}).values()
    return {each["displayName"]: each["phase"] for each in steps}


def pods(cluster: Queued, name: str, phase: str) -> list[dict[str, Any]]:
    """Return the pods of a Workflow in a phase."""
    selector = f"labelSelector=workflows.argoproj.io/workflow={name}"
    path = f"/api/v1/namespaces/{SPEECH.name}/pods?{selector}"
    found = cluster.server.read(path)["items"]
    return [each for each in found if each["status"]["phase"] == phase]


def test_a_step_waits_for_another_until_that_ends(argo):
    with connected(argo.server) as client:
        answer = client.post(WORKFLOWS, workflow("pair", "one", "two"))
    assert answer.accepted, answer.reason

    def waiting() -> list[str]:
        return sorted(phase for step, phase in phases(argo, "pair").items() if step != "pair")

    assert settled(waiting, ["Pending", "Running"]) == ["Pending", "Running"]
    [held] = pods(argo, "pair", "Pending")
    assert GATE in held["spec"]["schedulingGates"]

    [first] = pods(argo, "pair", "Running")
    assert first["spec"]["nodeName"] == "a100-1g-5gb"
    argo.finish(first["metadata"]["name"], SPEECH.name, "main", "wait")

    assert settled(waiting, ["Running", "Succeeded"]) == ["Running", "Succeeded"]
    [second] = pods(argo, "pair", "Running")
    argo.finish(second["metadata"]["name"], SPEECH.name, "main", "wait")

    assert settled(lambda: phases(argo, "pair").get("pair"), "Succeeded") == "Succeeded"
    argo.server.kubectl("delete", "workflow", "pair", "-n", SPEECH.name)
