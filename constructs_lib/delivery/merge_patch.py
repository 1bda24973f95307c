"""What must be merged into one object to make it another, as kustomize merges.

Kubernetes' own kinds are merged strategically: lists of named things item by item. Of other
kinds kustomize has no schema, and a list that changes is replaced whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..kube import Object

# The field by which kustomize knows the items of a list.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "containers": ("name",),
    "initContainers": ("name",),
    "env": ("name",),
    "volumes": ("name",),
    "volumeMounts": ("mountPath",),
    "imagePullSecrets": ("name",),
    "webhooks": ("name",),
    "ports": ("containerPort", "port"),
}

_OWN_GROUPS: Final = frozenset(
    {
        "",
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apps",
        "autoscaling",
        "batch",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
    }
)


def merge_patch(base: Object, wanted: Object) -> Object | None:
    """Return the patch that makes `wanted` of `base`, None where they are equal.

    Raises ValueError where the two have different API versions: kustomize finds the object
    to patch by it.
    """
    if base["apiVersion"] != wanted["apiVersion"]:
        raise ValueError(
            f"{wanted['kind']} {wanted['metadata']['name']!r} is {base['apiVersion']!r} "
            f"in the base and {wanted['apiVersion']!r} here; a patch needs them equal"
        )
    group, slash, _ = base["apiVersion"].partition("/")
    strategic = not slash or group in _OWN_GROUPS
    patch = _mapping(base, wanted, strategic=strategic)
    if not patch:
        return None
    identity = {
        field: wanted["metadata"][field]
        for field in ("name", "namespace")
        if field in wanted["metadata"]
    }
    return {
        "apiVersion": wanted["apiVersion"],
        "kind": wanted["kind"],
        "metadata": {**patch.pop("metadata", {}), **identity},
        **patch,
    }


def _mapping(base: Object, wanted: Object, *, strategic: bool) -> Object:
    patch: Object = {key: None for key in base if key not in wanted}
    for key, value in wanted.items():
        if key not in base:
            patch[key] = value
        elif base[key] != value:
            patch[key] = _value(key, base[key], value, strategic=strategic)
    return patch


def _value(key: str, base: Any, wanted: Any, *, strategic: bool) -> Any:
    if isinstance(base, dict) and isinstance(wanted, dict):
        return _mapping(base, wanted, strategic=strategic)
    if strategic and key in _KEYS and isinstance(base, list) and isinstance(wanted, list):
        return _items(_KEYS[key], base, wanted)
    return wanted


def _items(keys: Sequence[str], base: list[Any], wanted: list[Any]) -> list[Any]:
    name = next((key for key in keys if all(key in item for item in (*base, *wanted))), None)
    if name is None:
        return [{"$patch": "replace"}, *wanted]
    before = {item[name]: item for item in base}
    after = {item[name]: item for item in wanted}
    if len(before) < len(base) or len(after) < len(wanted):
        return [{"$patch": "replace"}, *wanted]
    removed = [{name: key, "$patch": "delete"} for key in before if key not in after]
    changed = [
        {name: key, **_mapping(before[key], item, strategic=True)} if key in before else item
        for key, item in after.items()
        if before.get(key) != item
    ]
    return [*removed, *changed]
