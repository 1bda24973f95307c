"""Report changes that many objects share once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .fields import FieldChange
from .review import Action, Review, Reviewed
from .rules import Finding
from .severity import Severity

# From this number of objects on, one entry with a list is easier to read.
MANY: Final = 4
_CONTAINER: Final = re.compile(r"\b(containers|initContainers)\[[^\]]*\]")

_Key = tuple[tuple[str, ...], str, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Fields that change in the same way in the same objects, in any container."""

    fields: tuple[FieldChange, ...]
    places: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Objects with the same findings and without changed fields of their own."""

    action: Action
    places: tuple[str, ...]
    findings: tuple[Finding, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """An object with the fields that only it changes. shared: how many others it changes."""

    obj: Reviewed
    shared: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """A review with shared changes apart from the rest, which is by component."""

    shared: tuple[Shared, ...]
    groups: tuple[Group, ...]
    components: Mapping[str, tuple[Remaining, ...]]


def fold(review: Review) -> Folded:
    """Report changes that are the same in four objects or more once.

    An object with a change of its own is reported by itself, and so is every object with a
    warning or a danger.
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
    """Return the objects of every field that changes in many of them, sorted by path."""
    found: dict[_Key, list[Reviewed]] = {}
    for obj in objects:
        # An object counts once, even if two of its containers match.
        for key in dict.fromkeys(_key(obj, field) for field in obj.fields):
            found.setdefault(key, []).append(obj)
    return {key: found[key] for key in sorted(found) if len(found[key]) >= MANY}


def _by_objects(shared: Mapping[_Key, Iterable[Reviewed]]) -> tuple[Shared, ...]:
    """Return the fields, grouped by the objects that share them."""
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
