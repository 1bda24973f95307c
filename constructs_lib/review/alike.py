"""What changes alike in many objects, told once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .fields import FieldChange
from .review import Action, Review, Reviewed
from .rules import Finding
from .severity import Severity

# From so many objects on a list of them says more than each of them by itself.
MANY: Final = 4
_CONTAINER: Final = re.compile(r"\b(containers|initContainers)\[[^\]]*\]")

_Key = tuple[tuple[str, ...], str, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Fields that differ in the same many objects in the same way, whatever the container."""

    fields: tuple[FieldChange, ...]
    places: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Many objects of which the same is found, and no field is left that is not shared."""

    action: Action
    places: tuple[str, ...]
    findings: tuple[Finding, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """An object, its fields those that are its own. shared: how many others it has."""

    obj: Reviewed
    shared: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """A review, with what many objects have alike apart from the rest, by component."""

    shared: tuple[Shared, ...]
    groups: tuple[Group, ...]
    components: Mapping[str, tuple[Remaining, ...]]


def fold(review: Review) -> Folded:
    """Tell once what is the same in four objects or more.

    An object is told by itself where something of it is its own, and always where it asks for
    thought: a warning and a danger are never in a list.
    """
    shared = _shared(review.objects)
    rest = [_without(obj, shared) for obj in review.objects]
    alike: dict[tuple[Action, tuple[str, ...], tuple[Finding, ...]], list[Remaining]] = {}
    for each in rest:
        if not each.obj.fields and each.obj.severity < Severity.WARNING:
            alike.setdefault(_kind(each.obj), []).append(each)
    groups = {kind: found for kind, found in alike.items() if len(found) >= MANY}
    components: dict[str, tuple[Remaining, ...]] = {}
    for each in rest:
        if each not in groups.get(_kind(each.obj), ()):
            found = components.get(each.obj.component, ())
            components[each.obj.component] = (*found, each)
    return Folded(
        shared=_by_objects(shared),
        groups=tuple(
            Group(
                action=action,
                places=places,
                findings=findings,
                titles=tuple(each.obj.title for each in found),
            )
            for (action, places, findings), found in groups.items()
        ),
        components=components,
    )


def _kind(obj: Reviewed) -> tuple[Action, tuple[str, ...], tuple[Finding, ...]]:
    return obj.action, obj.places, obj.findings


def _shared(objects: Iterable[Reviewed]) -> dict[_Key, list[Reviewed]]:
    """Return the objects of every field that differs in many of them, sorted by its path."""
    found: dict[_Key, list[Reviewed]] = {}
    for obj in objects:
        # Two containers of one pod are one object.
        for key in dict.fromkeys(_key(obj, field) for field in obj.fields):
            found.setdefault(key, []).append(obj)
    return {key: found[key] for key in sorted(found) if len(found[key]) >= MANY}


def _by_objects(shared: Mapping[_Key, Iterable[Reviewed]]) -> tuple[Shared, ...]:
    """Return the fields, those of the same objects together."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[FieldChange]] = {}
    for (places, path, text, _), objects in shared.items():
        titles = tuple(obj.title for obj in objects)
        found.setdefault((places, titles), []).append(FieldChange(path, text))
    return tuple(
        Shared(fields=tuple(fields), places=places, titles=titles)
        for (places, titles), fields in found.items()
    )


def _key(obj: Reviewed, field: FieldChange) -> _Key:
    return obj.places, _CONTAINER.sub(r"\1[*]", field.path), field.text, field.values


def _without(obj: Reviewed, shared: Mapping[_Key, object]) -> Remaining:
    own = tuple(field for field in obj.fields if _key(obj, field) not in shared)
    return Remaining(obj=replace(obj, fields=own), shared=len(obj.fields) - len(own))
