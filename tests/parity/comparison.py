"""Two sets of objects, field by field; what differs on purpose stands in docs/."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from constructs_lib.kube import Object
from constructs_lib.releases import RELEASES, Release

from .fields import Leaves, identity, leaves, schemas

DIFFERENCES: Final = Path(__file__).parents[2] / "docs/differences.yaml"
_ABSENT: Final = object()


@dataclass(frozen=True)
class Comparison:
    """What came of it: how much was compared, and a sentence for each difference.

    explained: the places of docs/differences.yaml at which a difference was found.
    """

    objects: int
    fields: int
    schema_fields: int
    explained: AbstractSet[str]
    findings: tuple[str, ...]


def explanations(release: Release, releases: Sequence[Release] = RELEASES) -> AbstractSet[str]:
    """Return the places at which a release's base differs on purpose: objects, or fields.

    releases: from the oldest to the newest; an explanation is for each from its `since` to its
    `until`, both named, or for all before or after. Raises ValueError for an unknown name.
    """
    return {
        each["match"]
        for each in yaml.load(DIFFERENCES.read_text("utf-8"), yaml.CSafeLoader)
        if release in _explained(each, releases)
    }


def _explained(entry: Mapping[str, str], releases: Sequence[Release]) -> Sequence[Release]:
    names = [each.name for each in releases]
    first = names.index(entry.get("since", names[0]))
    return releases[first : names.index(entry.get("until", names[-1])) + 1]


def compare(
    ours: Mapping[str, Object], theirs: Mapping[str, Object], explained: AbstractSet[str]
) -> Comparison:
    """Compare objects by their identity with upstream's, whichever side has more."""
    fields = [leaves(obj) for obj in theirs.values()]
    of_schemas = [schema_fields(obj) for obj in theirs.values()]
    found = [
        place for name in ours.keys() | theirs.keys() for place in _unlike(name, ours, theirs)
    ]
    return Comparison(
        objects=len(theirs),
        fields=sum(map(len, fields)),
        schema_fields=sum(map(len, of_schemas)),
        explained=explained & {place for place, _ in found},
        findings=tuple(
            sorted(f"{place} {how}" for place, how in found if place not in explained)
        ),
    )


def _unlike(
    name: str, ours: Mapping[str, Object], theirs: Mapping[str, Object]
) -> Iterator[tuple[str, str]]:
    """Yield each place at which an object differs, and how."""
    if name not in ours:
        yield name, "is missing"
    elif name not in theirs:
        yield name, "is not upstream's"
    else:
        mine, other = (
            leaves(side[name]) | schema_fields(side[name]) for side in (ours, theirs)
        )
        for field in mine.keys() | other.keys():
            if repr(mine.get(field, _ABSENT)) != repr(other.get(field, _ABSENT)):
                yield f"{name}:{field}", _how(field, mine, other)


def _how(field: str, mine: Leaves, other: Leaves) -> str:
    if field not in mine:
        return f"is missing, upstream has {other[field]!r}"
    if field not in other:
        return f"is {mine[field]!r}, upstream has no such field"
    return f"is {mine[field]!r}, upstream has {other[field]!r}"


def schema_fields(obj: Object) -> Leaves:
    """Return the fields of a definition's schemas, each after its version."""
    return {
        f"schema {name.rpartition('/')[2]} {field}": value
        for name, schema in schemas(obj).items()
        for field, value in schema.items()
    }


def unselected(objects: Iterable[Object]) -> list[str]:
    """Return the Services and workloads whose selector picks no pod template."""
    found = list(objects)
    pods = [
        (
            obj["metadata"].get("namespace"),
            obj["spec"]["template"]["metadata"]["labels"].items(),
        )
        for obj in found
        if "template" in obj.get("spec", {}) and "selector" in obj["spec"]
    ]
    return [
        identity(obj)
        for obj in found
        if (wanted := _selector(obj))
        if not any(
            namespace == obj["metadata"].get("namespace") and wanted.items() <= labels
            for namespace, labels in pods
        )
    ]


def _selector(obj: Object) -> dict[str, str]:
    """Return the labels by which a Service or a workload picks pods, none of other kinds."""
    selector = (obj.get("spec") or {}).get("selector") or {}
    if obj["kind"] == "Service":
        return dict(selector)
    if obj["kind"] in ("Deployment", "StatefulSet", "DaemonSet"):
        return dict(selector["matchLabels"])
    return {}
