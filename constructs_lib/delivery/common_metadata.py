"""Add labels and annotations to every object of an environment and to its pods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..kube import Object
from .overlay import ObjectsByComponent

_TEMPLATE: Final = ("spec", "template")
# The templates' metadata of a kind, as kustomize knows it.
_MADE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "Deployment": (_TEMPLATE,),
    "StatefulSet": (_TEMPLATE,),
    "DaemonSet": (_TEMPLATE,),
    "ReplicaSet": (_TEMPLATE,),
    "ReplicationController": (_TEMPLATE,),
    "Job": (_TEMPLATE,),
    "CronJob": (("spec", "jobTemplate"), ("spec", "jobTemplate", "spec", "template")),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonMetadata:
    """Labels and annotations that kustomize adds to every object and to every pod."""

    labels: Mapping[str, str]
    annotations: Mapping[str, str]

    def transformers(self) -> dict[str, Any]:
        """Return the fields of a kustomization."""
        # Not with includeTemplates: it also labels the claims of a StatefulSet, which cannot
        # be changed.
        fields = [
            {"kind": kind, "path": "/".join((*path, "metadata", "labels")), "create": True}
            for kind, paths in _MADE.items()
            for path in paths
        ]
        labels = [{"pairs": dict(self.labels), "fields": fields}]
        return {
            **({"labels": labels} if self.labels else {}),
            **({"commonAnnotations": dict(self.annotations)} if self.annotations else {}),
        }

    def on(self, by_component: ObjectsByComponent) -> ObjectsByComponent:
        """Return the objects as kustomize renders them.

        Raises ValueError for a label or annotation that an object already has: selectors and
        policies may depend on it.
        """
        if not self.labels and not self.annotations:
            return by_component
        return {
            component: [self._on(obj) for obj in objects]
            for component, objects in by_component.items()
        }

    def _on(self, obj: Object) -> Object:
        made = self._with(obj, obj)
        for path in _MADE.get(obj["kind"], ()):
            made = self._within(made, path, obj)
        return made

    def _within(self, part: Object, path: Sequence[str], obj: Object) -> Object:
        if not path:
            return self._with(part, obj)
        return {**part, path[0]: self._within(part[path[0]], path[1:], obj)}

    def _with(self, part: Object, obj: Object) -> Object:
        """Return an object, or its template, with the added metadata."""
        metadata = {**(part.get("metadata") or {})}
        for field, wanted in (("labels", self.labels), ("annotations", self.annotations)):
            there = metadata.get(field) or {}
            if taken := sorted(wanted.keys() & there.keys()):
                raise ValueError(
                    f"{field} of every object: {obj['kind']} {obj['metadata']['name']!r} "
                    f"has {taken[0]!r} already; choose a key of your own, such as "
                    f"'example.com/owner'"
                )
            if wanted:
                metadata[field] = {**there, **wanted}
        return {**part, "metadata": metadata}
