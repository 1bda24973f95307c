"""Pods of the notebooks' form are scheduled on the accelerator's node and nowhere else."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from constructs_lib import Config, Quota
from constructs_lib.accelerators import Accelerator, AnyAccelerator, Devices, Nvidia
from constructs_lib.catalog import Images
from constructs_lib.components.spawner_form import spawner_form
from tests.accelerators import KNOWN

from .api_server import ApiServer, new_namespace
from .api_server import api_server as running_api_server
from .client import Object, connected
from .processes import settled
from .servers import NODE, PLAYED, controllers, pods

# Two models of one resource, on nodes of their own.
MODELS = {name: Nvidia(name, node_labels={"example.com/gpu": name}) for name in ("l4", "l40s")}
OFFERED = {name: each for name, (each, *_) in KNOWN.items()} | MODELS


def node(name: str, accelerator: Accelerator) -> Object:
    """Return a node that has devices for two pods of the form's largest number."""
    amounts = {"cpu": "64", "memory": "256Gi", "pods": "100", accelerator.resource: "16"}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": f"node-{name}",
            "annotations": PLAYED,
            "labels": dict(accelerator.node_labels),
        },
        "spec": {
            "taints": [
                {"key": each.key, "value": each.value or "present", "effect": each.effect}
                for each in accelerator.tolerations
            ]
        },
        "status": {"allocatable": amounts, "capacity": amounts},
    }


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server with a scheduler, a plain node, and one of each accelerator."""
    folder = tmp_path_factory.mktemp("accelerated")
    with running_api_server(folder) as server, controllers(server), pods(server):
        server.apply(node(name, each.accelerator) for name, each in OFFERED.items())
        yield server


def answered(
    kind: AnyAccelerator, *, vendor: bool = True, group: bool = True, taint: bool = True
) -> dict[str, Any]:
    """Return the pod that upstream's web app makes of a user's answers.

    Source: set_notebook_gpus, set_notebook_affinity and set_notebook_tolerations in
    components/crud-web-apps/jupyter/backend/apps/common/form.py of kubeflow/kubeflow v1.9.2.
    """
    form = yaml.safe_load(spawner_form(Config(accelerators=(kind,)).notebook_form, Images()))[
        "spawnerFormDefaults"
    ]
    [offered] = form["gpus"]["value"]["vendors"]
    count = str(max(kind.accelerator.counts))
    container = {"name": "nb", "image": "nb", "resources": {}}
    if vendor:
        container["resources"] = {"limits": {offered["limitsKey"]: count}}
    spec: dict[str, Any] = {"containers": [container]}
    if group:
        spec["affinity"] = form["affinityConfig"]["options"][0]["affinity"]
    if taint:
        spec["tolerations"] = form["tolerationGroup"]["options"][0]["tolerations"]
    return spec


def created(server: ApiServer, name: str, spec: Mapping[str, Any]) -> str:
    """Create a pod, and return its path."""
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}
    path = "/api/v1/namespaces/default/pods"
    with connected(server) as client:
        answer = client.post(path, pod)
    assert answer.accepted, answer.reason
    return f"{path}/{name}"


def place(server: ApiServer, path: str) -> str | None:
    node = server.read(path)["spec"].get("nodeName")
    return str(node) if node else None


def why_pending(server: ApiServer, path: str) -> str | None:
    conditions = server.read(path).get("status", {}).get("conditions", [])
    return next((str(c.get("reason")) for c in conditions if c["status"] == "False"), None)


@pytest.mark.parametrize("name", OFFERED)
def test_a_notebook_runs_on_the_node_of_its_accelerator(nodes, name):
    path = created(nodes, f"nb-{name}", answered(OFFERED[name]))

    assert settled(lambda: place(nodes, path), f"node-{name}") == f"node-{name}"


@pytest.mark.parametrize("name", OFFERED)
def test_a_notebook_that_does_not_tolerate_the_taint_waits(nodes, name):
    path = created(nodes, f"shy-{name}", answered(OFFERED[name], taint=False))

    assert settled(lambda: why_pending(nodes, path), "Unschedulable") == "Unschedulable"
    assert place(nodes, path) is None


def test_a_notebook_without_an_accelerator_keeps_off_these_nodes(nodes):
    plain = answered(Nvidia("a100"), vendor=False, group=False, taint=False)
    path = created(nodes, "plain", plain)

    assert settled(lambda: place(nodes, path), NODE) == NODE


def test_a_quota_of_an_accelerator_refuses_one_device_more(nodes):
    kind = Nvidia("a100", mig="1g.5gb")
    limit = Quota(accelerators=(Devices(kind, 4),)).limits
    quota = {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "devices", "namespace": "limited"},
        "spec": {"hard": dict(limit)},
    }
    nodes.apply([new_namespace("limited"), quota])
    path = "/api/v1/namespaces/limited/resourcequotas/devices"
    settled(lambda: nodes.read(path).get("status", {}).get("hard"), dict(limit))
    settled(lambda: len(nodes.read("/api/v1/namespaces/limited/serviceaccounts")["items"]), 1)

    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "many"},
        "spec": answered(kind),
    }
    with connected(nodes) as client:
        answer = client.post("/api/v1/namespaces/limited/pods", pod)

    assert "exceeded quota: devices, requested: requests.nvidia.com/mig-1g.5gb=8" in (
        answer.reason
    )
