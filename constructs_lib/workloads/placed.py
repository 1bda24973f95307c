"""Write the placement of pods as JSON or YAML, for controllers that create the pods."""

from typing import Any

from ..config import Pods
from ..config.placement import affinity_spec


def placed(pods: Pods) -> dict[str, Any]:
    """Return a pod's fields of placement and of image pulls."""
    fields = {
        "imagePullSecrets": [{"name": secret} for secret in pods.pull_secrets or ()],
        "nodeSelector": dict(pods.node_selector or {}),
        "tolerations": [each.to_spec() for each in pods.tolerations or ()],
        "affinity": affinity_spec(pods.affinity or ()),
        "priorityClassName": pods.priority_class,
    }
    return {name: value for name, value in fields.items() if value}
