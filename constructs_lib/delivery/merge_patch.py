"""Compute merge patches between objects, as kustomize merges.

Kubernetes' own kinds are merged strategically: lists of named things item by item. Of other
kinds kustomize has no schema, and a list that changes is replaced whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..kube import Object, group_of

Keys = Mapping[str, tuple[str, ...]]

# The fields by which kustomize identifies items of a list; other lists are replaced.
_KEYS: Final[Keys] = {
    "containers": ("name",),
    "initContainers": ("name",),
    "env": ("name",),
    "volumes": ("name",),
    "volumeMounts": ("mountPath",),
    "imagePullSecrets": ("name",),
    "hostAliases": ("ip",),
    "topologySpreadConstraints": (),
    "webhooks": ("name",),
    "ports": ("containerPort", "port"),
}
_PORTS: Final = ("containerPort", "port")
# A list of pull secrets is merged in a pod but replaced whole in a ServiceAccount.
_ACCOUNT_KEYS: Final[Keys] = {"secrets": ("name",)}

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
    """Return the patch from `base` to `wanted`, or None if they are equal.

    Raises ValueError if their API versions differ: kustomize finds the object by its version.
    """
    if base["apiVersion"] != wanted["apiVersion"]:
        raise ValueError(
            f"{wanted['kind']} {wanted['metadata']['name']!r} is {base['apiVersion']!r} "
            f"in the base and {wanted['apiVersion']!r} here; a patch needs them equal"
        )
    patch = _mapping(base, wanted, keys_of(wanted))
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


def merged(base: Any, patch: Any, keys: Keys) -> Any:
    """Return `base` with a patch merged into it, as kustomize merges; None removes a key.

    keys: `keys_of` the object, which identify items of its lists.
    """
    if not isinstance(patch, Mapping):
        return patch
    made = dict(base) if isinstance(base, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            made.pop(key, None)
        elif key in keys and isinstance(value, Sequence) and isinstance(made.get(key), list):
            made[key] = _merged_items(made[key], value, names=keys[key], keys=keys)
        else:
            made[key] = merged(made.get(key), value, keys)
    return made


def _merged_items(
    base: list[Any], patch: Sequence[Any], *, names: Sequence[str], keys: Keys
) -> list[Any]:
    name = next((n for n in names if all(n in item for item in (*base, *patch))), None)
    if name is None:
        return list(patch)

    def known_by(item: Any) -> tuple[Any, ...]:
        # Ports of the same number with different protocols are different items.
        return (item[name], item.get("protocol", "TCP") if name in _PORTS else None)

    items = {known_by(item): item for item in base}
    for item in patch:
        key = known_by(item)
        items[key] = merged(items.get(key), item, keys)
    return list(items.values())


def keys_of(obj: Object) -> Keys:
    """Return the merged lists of an object's kind, with the fields that identify items."""
    if group_of(obj) not in _OWN_GROUPS:
        return {}
    return _ACCOUNT_KEYS if obj["kind"] == "ServiceAccount" else _KEYS


def _mapping(base: Object, wanted: Object, keys: Keys) -> Object:
    patch: Object = {key: None for key in base if key not in wanted}
    for key, value in wanted.items():
        if key not in base:
            patch[key] = value
        elif base[key] != value:
            patch[key] = _value(key, base[key], value, keys)
    return patch


def _value(key: str, base: Any, wanted: Any, keys: Keys) -> Any:
    if isinstance(base, dict) and isinstance(wanted, dict):
        return _mapping(base, wanted, keys)
    if key in keys and isinstance(base, list) and isinstance(wanted, list):
        return _items(base, wanted, names=keys[key], keys=keys)
    return wanted


def _items(
    base: list[Any], wanted: list[Any], *, names: Sequence[str], keys: Keys
) -> list[Any]:
    items = (*base, *wanted)
    name = next((n for n in names if all(n in item for item in items)), None)
    # A port with a protocol is identified by both.
    if name is None or any("protocol" in item for item in items):
        return [{"$patch": "replace"}, *wanted]
    before = {item[name]: item for item in base}
    after = {item[name]: item for item in wanted}
    if len(before) < len(base) or len(after) < len(wanted):
        return [{"$patch": "replace"}, *wanted]
    removed = [{name: key, "$patch": "delete"} for key in before if key not in after]
    changed = {
        key: {name: key, **_mapping(before[key], item, keys)} if key in before else item
        for key, item in after.items()
        if before.get(key) != item
    }
    # Items that a patch names come first, in its order; so it names those before a change.
    order = list(after)
    named = next(
        order[:count]
        for count in range(len(order) + 1)
        if changed.keys() <= set(order[:count])
        and order[count:] == [key for key in before if key in order[count:]]
    )
    return [*removed, *(changed.get(key, {name: key}) for key in named)]
