"""Merge equal patches of many objects into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ..kube import Object
from .overlay import ObjectsByComponent, ResourceId


def _of_pods(**fields: Any) -> Object:
    return {"spec": {"template": {"spec": fields}}}


# Patches by file name: the environment's hardening of every pod that upstream
# does not restrict, and of every account whose pods never call the API server.
SHARED: Final[Mapping[str, Object]] = MappingProxyType(
    {
        "pod-security": _of_pods(
            securityContext={
                "runAsNonRoot": True,
                "seccompProfile": {"type": "RuntimeDefault"},
            }
        ),
        "no-token": _of_pods(automountServiceAccountToken=False),
        "no-token-by-default": {"automountServiceAccountToken": False},
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPatches:
    """Patches by component without shared ones, and the shared ones by name."""

    patched: ObjectsByComponent
    shared: Mapping[str, Sequence[ResourceId]]


def share(patched: ObjectsByComponent) -> SharedPatches:
    """Remove the fields of SHARED from patches, and patches that are then empty."""
    shared: dict[str, list[ResourceId]] = {}
    rest: dict[str, list[Object]] = {}
    for component, patches in patched.items():
        for patch in patches:
            own = patch
            for name, body in SHARED.items():
                if _says(own, body):
                    shared.setdefault(name, []).append(ResourceId.of(patch))
                    own = _without(own, body)
            if _changes(own):
                rest.setdefault(component, []).append(own)
    return SharedPatches(patched=rest, shared=shared)


def _says(patch: Any, body: Any) -> bool:
    if not isinstance(body, dict):
        return bool(patch == body)
    return isinstance(patch, dict) and all(
        key in patch and _says(patch[key], value) for key, value in body.items()
    )


def _without(patch: Object, body: Object) -> Object:
    rest = dict(patch)
    for key, value in body.items():
        left = _without(patch[key], value) if isinstance(value, dict) else None
        if left:
            rest[key] = left
        else:
            del rest[key]
    return rest


def _changes(patch: Object) -> bool:
    said = patch.keys() - {"apiVersion", "kind", "metadata"}
    return bool(said or patch["metadata"].keys() - {"name", "namespace"})
