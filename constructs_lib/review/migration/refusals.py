"""Find changes that the API server would refuse in place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...delivery.overlay import ResourceId
from ...kube import Object

# Immutable fields by kind.
# Source: https://kubernetes.io/docs/reference/kubernetes-api/
_IMMUTABLE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "ClusterRoleBinding": (("roleRef",),),
    "DaemonSet": (("spec", "selector"),),
    "Deployment": (("spec", "selector"),),
    "PersistentVolumeClaim": (("spec", "storageClassName"), ("spec", "accessModes")),
    "RoleBinding": (("roleRef",),),
    "Secret": (("type",),),
    "StatefulSet": (("spec", "selector"), ("spec", "serviceName")),
}


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Changed:
    """An object that keeps its name, and its changed fields that are immutable."""

    identity: ResourceId
    fields: tuple[str, ...]


def changed(
    now: Mapping[ResourceId, Object], then: Mapping[ResourceId, Object]
) -> tuple[Changed, ...]:
    """Return the objects of both sides that the API server would refuse to change, sorted."""
    return tuple(
        Changed(identity=identity, fields=fields)
        for identity in sorted(now.keys() & then.keys())
        if (fields := tuple(_refused_fields(identity.kind, now[identity], then[identity])))
    )


def _refused_fields(kind: str, now: Object, then: Object) -> Iterator[str]:
    for path in _IMMUTABLE.get(kind, ()):
        before, after = _at(now, path), _at(then, path)
        # The API server defaults a field that one side omits.
        if None not in (before, after) and before != after:
            yield ".".join(path)
    # `Recreate` forbids the values that the API server defaulted for a rolling update.
    recreates = _at(then, ("spec", "strategy", "type")) == "Recreate"
    if recreates and _at(now, ("spec", "strategy", "rollingUpdate")):
        yield "spec.strategy"


def _at(obj: Object, path: tuple[str, ...]) -> Any:
    value: Any = obj
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
