"""Where pods run that somebody else makes of a text: JSON and YAML of a pod's own fields."""

from typing import Any

from ..config import Pods


def placed(pods: Pods) -> dict[str, Any]:
    """Return the fields of a pod that say where it runs and how its images are pulled."""
    tolerations = [
        {
            "key": each.key,
            "effect": each.effect,
            **(
                {"operator": "Exists"}
                if each.value is None
                else {"operator": "Equal", "value": each.value}
            ),
        }
        for each in pods.tolerations or ()
    ]
    fields = {
        "imagePullSecrets": [{"name": secret} for secret in pods.pull_secrets or ()],
        "nodeSelector": dict(pods.node_selector or {}),
        "tolerations": tolerations,
    }
    return {name: value for name, value in fields.items() if value}
