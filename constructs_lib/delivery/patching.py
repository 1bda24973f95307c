"""Apply an environment's patches to its objects."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, Final

import jsonpatch
import jsonpointer

from ..config import Patch, Target
from ..kube import Object
from ..workloads import CHECKSUM
from .merge_patch import keys_of, merged
from .overlay import ObjectsByComponent, ResourceId

_NOTHING: Final = object()


def patched(by_component: ObjectsByComponent, patches: Sequence[Patch]) -> ObjectsByComponent:
    """Return the objects after the patches, applied in order.

    Raises ValueError for a target without an object, for a missing path, and for a value that
    every object already has, with the nearest names.
    """
    for patch in patches:
        found = [
            obj
            for objects in by_component.values()
            for obj in objects
            if _is_meant(obj, patch.target)
        ]
        if not found:
            raise ValueError(_nothing_found(patch.target, by_component))
        made = [_applied(obj, patch) for obj in found]
        _check_effect(patch, found, made)
        new = {ResourceId.of(obj): obj for obj in made}
        settings = [each for each in made if each["kind"] == "ConfigMap"]
        by_component = {
            component: [_rolled(new.get(ResourceId.of(obj), obj), settings) for obj in objects]
            for component, objects in by_component.items()
        }
    return by_component


def _rolled(obj: Object, settings: Sequence[Object]) -> Object:
    """Return a workload with a new checksum if it reads one of these ConfigMaps.

    The checksum restarts its pods, as for any change of their configuration.
    """
    template = (obj.get("spec") or {}).get("template") or {}
    annotations = (template.get("metadata") or {}).get("annotations") or {}
    if CHECKSUM not in annotations:
        return obj
    read = [each for each in settings if _reads(template["spec"], obj, each)]
    if not read:
        return obj
    text = json.dumps([annotations[CHECKSUM], *(each["data"] for each in read)])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    change = {"spec": {"template": {"metadata": {"annotations": {CHECKSUM: digest}}}}}
    rolled: Object = merged(obj, change, keys_of(obj))
    return rolled


def _reads(pod: Object, obj: Object, settings: Object) -> bool:
    """Return whether a pod names a ConfigMap of its namespace."""
    here = settings["metadata"].get("namespace") == obj["metadata"].get("namespace")
    name = json.dumps(settings["metadata"]["name"])
    return here and f'"name": {name}' in json.dumps(pod)


def _is_meant(obj: Object, target: Target) -> bool:
    identity = ResourceId.of(obj)
    return (
        identity.kind == target.kind
        and target.name in (None, identity.name)
        and target.namespace in (None, identity.namespace)
        and target.group in (None, identity.group)
    )


def _nothing_found(target: Target, by_component: ObjectsByComponent) -> str:
    every = [ResourceId.of(obj) for objects in by_component.values() for obj in objects]
    names = {each.name for each in every if each.kind == target.kind}
    kinds = {each.kind for each in every}
    if target.kind not in kinds:
        return f"patch of {target} finds no object; {_nearest(target.kind, kinds)}"
    return f"patch of {target} finds no object; {_nearest(target.name or '', names)}"


def _nearest(word: str, words: set[str]) -> str:
    close = get_close_matches(word, sorted(words), n=3, cutoff=0.4)
    return (
        f"nearest are {', '.join(close)}" if close else f"known are {', '.join(sorted(words))}"
    )


def _applied(obj: Object, patch: Patch) -> Object:
    if patch.merge is not None:
        _check_removed(obj, patch.merge, patch.target)
        _check_shape(obj, patch.merge, patch.target)
        made: Object = merged(obj, patch.merge, keys_of(obj))
        return made
    try:
        changed: Object = jsonpatch.apply_patch(obj, [dict(each) for each in patch.json])
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as problem:
        raise ValueError(
            f"patch of {patch.target} does not fit {obj['kind']} {obj['metadata']['name']!r}: "
            f"{problem}{_there(obj, patch.json)}"
        ) from None
    return changed


def _there(obj: Object, operations: Sequence[Mapping[str, Any]]) -> str:
    """Return the keys at the point where the first path of the operations ends too early."""
    for operation in operations:
        here: Any = obj
        *parents, last = operation["path"].split("/")[1:]
        for number, part in enumerate([*parents, last]):
            wanted = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(here, dict):
                break
            if wanted not in here and not (part == last and operation["op"] == "add"):
                place = "/".join(parents[:number]) or "the object"
                return f"; {place} has {', '.join(here)}"
            here = here.get(wanted)
    return ""


def _check_removed(obj: Object, merge: Mapping[str, Any], target: Target) -> None:
    for path in _paths(merge):
        here, value = _at(obj, path[:-1]), _at(merge, path)
        if value is None and isinstance(here, dict) and path[-1] not in here:
            raise ValueError(
                f"patch of {target} removes {'.'.join(path)!r}, which is not there; "
                f"{_nearest(path[-1], set(here))}"
            )
        if value is None and here is _NOTHING:
            raise ValueError(
                f"patch of {target} removes {'.'.join(path)!r}, which is not there"
            )


def _check_shape(
    obj: Mapping[str, Any], merge: Mapping[str, Any], target: Target, *above: str
) -> None:
    """Refuse a mapping or a list where the object has another shape, and the reverse."""
    for key, new in merge.items():
        old = obj.get(key)
        if new is None or old is None:
            continue
        if _shape(new) != _shape(old):
            raise ValueError(
                f"patch of {target} must have {_shape(old)} at {'.'.join((*above, key))!r}, "
                f"as there is, got {new!r}"
            )
        if isinstance(old, Mapping):
            _check_shape(old, new, target, *above, key)


def _shape(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else "a single value"


def _check_effect(patch: Patch, before: Sequence[Object], after: Sequence[Object]) -> None:
    """Refuse a patch that, as a whole or at some path, leaves every object unchanged."""
    if list(before) == list(after):
        raise ValueError(
            f"patch of {patch.target} changes nothing: all objects already match it"
        )
    for path in _paths(patch.merge or {}):
        values = [
            (_at(old, path), _at(new, path)) for old, new in zip(before, after, strict=True)
        ]
        if all(old == new for old, new in values):
            raise ValueError(
                f"patch of {patch.target} changes nothing at {'.'.join(path)!r}: "
                f"it is {values[0][0]!r} already"
            )


def _paths(merge: Mapping[str, Any], *above: str) -> Iterator[tuple[str, ...]]:
    for key, value in merge.items():
        if isinstance(value, Mapping) and value:
            yield from _paths(value, *above, key)
        else:
            yield (*above, key)


def _at(value: Any, path: Sequence[str]) -> Any:
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return _NOTHING
        value = value[key]
    return deepcopy(value)
