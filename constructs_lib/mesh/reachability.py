"""Which workloads of a closed namespace no policy opens."""

from collections.abc import Collection, Iterable
from typing import Final

from ..kube import Object

_WORKLOADS: Final = ("Deployment", "StatefulSet")


def check_reachable(objects: Iterable[Object], *, called_by_nobody: Collection[str]) -> None:
    """Refuse a workload that nothing may call, unless it is said that nobody does.

    called_by_nobody: names of Deployments and StatefulSets.
    Raises ValueError with the workload's name.
    """
    found = list(objects)
    selectors = [
        obj["spec"]["selector"]["matchLabels"]
        for obj in found
        if obj["kind"] == "AuthorizationPolicy"
        and obj["spec"].get("action", "ALLOW") == "ALLOW"
        and "selector" in obj["spec"]
    ]
    for obj in found:
        name = obj["metadata"]["name"]
        if obj["kind"] not in _WORKLOADS or name in called_by_nobody:
            continue
        labels = obj["spec"]["template"]["metadata"]["labels"]
        if not any(selector.items() <= labels.items() for selector in selectors):
            raise ValueError(
                f"no policy lets anyone call {name!r}, in a namespace closed by default; "
                f"give it an AccessPolicy or a WebhookPort, or say that nobody calls it"
            )
