"""Read the pods that an object creates."""

from typing import Any, Final

from ...kube import Object
from ..change import at

_TEMPLATE: Final = ("spec", "template")
_MAKERS: Final = {
    ("apps", "DaemonSet"): _TEMPLATE,
    ("apps", "Deployment"): _TEMPLATE,
    ("apps", "StatefulSet"): _TEMPLATE,
    ("batch", "CronJob"): ("spec", "jobTemplate", *_TEMPLATE),
    ("batch", "Job"): _TEMPLATE,
}


def pod_of(group: str, kind: str, obj: Object | None) -> dict[str, Any] | None:
    """Return the spec of the pods that an object creates, or None if it creates none."""
    path = _MAKERS.get((group, kind))
    return None if path is None else at(obj, *path, "spec")


def containers_of(pod: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Return a pod's containers by name, its init containers first."""
    fields = ("initContainers", "containers")
    return {c["name"]: c for field in fields for c in (pod or {}).get(field) or []}
