"""Which workloads of a closed namespace no policy opens."""

from collections.abc import Iterable
from typing import Final

from ..kube import Object

_WORKLOADS: Final = ("DaemonSet", "Deployment", "StatefulSet")


def unreachable(objects: Iterable[Object], *, namespace: str) -> list[str]:
    """Return the names of the workloads in a namespace that nothing may call.

    There are none in a namespace that no default deny closes: there anyone may.
    """
    here = [obj for obj in objects if obj["metadata"].get("namespace") == namespace]
    policies = [obj["spec"] for obj in here if _decides_at_pods(obj)]
    if all(spec.get("rules") or spec.get("selector") for spec in policies):
        return []
    opened = [
        spec.get("selector", {}).get("matchLabels", {})
        for spec in policies
        if spec.get("rules")
    ]
    return [
        obj["metadata"]["name"]
        for obj in here
        if obj["kind"] in _WORKLOADS
        and not any(labels.items() <= _labels(obj).items() for labels in opened)
    ]


def _decides_at_pods(obj: Object) -> bool:
    """Return whether an object is a policy that lets callers through to pods themselves."""
    return (
        obj["kind"] == "AuthorizationPolicy"
        and obj["spec"].get("action", "ALLOW") == "ALLOW"
        and "targetRefs" not in obj["spec"]
    )


def _labels(workload: Object) -> dict[str, str]:
    labels: dict[str, str] = workload["spec"]["template"].get("metadata", {}).get("labels", {})
    return labels
