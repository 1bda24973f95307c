"""Refuse what would have Argo CD delete a definition, and with it every object of its kind."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..kube import Object

_CRD: Final = "CustomResourceDefinition"
# Argo CD writes these on what it may prune, and never on a definition: generateManifests of
# its reposerver/repository/repository.go.
_TRACKED: Final = ("argocd.argoproj.io/tracking-id", "app.kubernetes.io/instance")
_HOOK: Final = "argocd.argoproj.io/hook"
_OPTIONS: Final = "argocd.argoproj.io/sync-options"


def refuse_lost_definitions(objects: Iterable[Object]) -> None:
    """Raise ValueError for a definition that Argo CD would prune or make anew."""
    for obj in objects:
        if obj["kind"] != _CRD:
            continue
        metadata = obj["metadata"]
        annotations = metadata.get("annotations") or {}
        found = [*tracking(obj), *(key for key in (_HOOK,) if key in annotations)]
        if "Force=true" in annotations.get(_OPTIONS, ""):
            found.append("Force=true")
        if found:
            raise ValueError(
                f"{_CRD} {metadata['name']!r} has {found[0]!r}, by which Argo CD may delete "
                "it, and every object of its kind in every profile; leave that out of the "
                "patch"
            )


def tracking(obj: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the labels and annotations by which Argo CD prunes an object that left."""
    metadata = obj["metadata"]
    marks = {**(metadata.get("labels") or {}), **(metadata.get("annotations") or {})}
    return tuple(key for key in _TRACKED if key in marks)
