"""Write the placement of pods as JSON or YAML, for controllers that create the pods."""

from typing import Any

from ..config import Pods
from ..config.placement import affinity_spec


def placed(pods: Pods) -> dict[str, Any]:
    """Return the fields of a pod that say where it runs and how its images are pulled."""
    fields = {
        "imagePullSecrets": [{"name": secret} for secret in pods.pull_secrets or ()],
        "nodeSelector": dict(pods.node_selector or {}),
        "tolerations": [each.to_spec() for each in pods.tolerations or ()],
        "affinity": affinity_spec(pods.affinity or ()),
        "priorityClassName": pods.priority_class,
    }
    return {name: value for name, value in fields.items() if value}
