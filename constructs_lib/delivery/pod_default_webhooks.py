"""Refuse two webhooks of PodDefaults, which would each change every pod of a profile."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..kube import Object

_KIND: Final = "MutatingWebhookConfiguration"
# Of the webhook of every release: main.go of components/admission-webhook in
# kubeflow/kubeflow, and of components/poddefaults-webhooks in kubeflow/dashboard.
_PATH: Final = "/apply-poddefault"


def refuse_two_pod_default_webhooks(objects: Iterable[Object]) -> None:
    """Raise ValueError for two configurations that have PodDefaults applied."""
    found = sorted(obj["metadata"]["name"] for obj in objects if applies_pod_defaults(obj))
    if len(found) > 1:
        raise ValueError(
            f"{_KIND}s {' and '.join(map(repr, found))} would each apply PodDefaults to every "
            "pod of a profile, and the second refuses pods to which the first has added "
            "volumes; leave all but the release's own out"
        )


def applies_pod_defaults(obj: Mapping[str, Any]) -> bool:
    """Return whether an object has PodDefaults applied to pods."""
    return obj["kind"] == _KIND and _PATH in _paths(obj)


def _paths(configuration: Mapping[str, Any]) -> Iterator[str]:
    for webhook in configuration.get("webhooks") or ():
        client = webhook["clientConfig"]
        path = (client.get("service") or {}).get("path") or client.get("url", "")
        yield f"/{path.rpartition('/')[2]}"
