"""Nodes with accelerators, and where the scheduler puts pods."""

from constructs_lib.accelerators import Accelerator

from .api_server import ApiServer
from .client import Object
from .servers import PLAYED


def node(name: str, accelerator: Accelerator, *, devices: int = 16) -> Object:
    """Return a node with an accelerator's labels, taints and devices.

    devices: their number, by default enough for two pods of the form's largest.
    """
    amounts = {
        "cpu": "64",
        "memory": "256Gi",
        "pods": "100",
        accelerator.resource: str(devices),
    }
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
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


def place(server: ApiServer, path: str) -> str | None:
    """Return the node of a pod, by the pod's path; None while it has none."""
    node = server.read(path)["spec"].get("nodeName")
    return str(node) if node else None


def why_pending(server: ApiServer, path: str) -> str | None:
    """Return why the scheduler has no node for a pod."""
    conditions = server.read(path).get("status", {}).get("conditions", [])
    return next((str(c.get("reason")) for c in conditions if c["status"] == "False"), None)
