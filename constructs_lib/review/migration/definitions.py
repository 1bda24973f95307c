"""Count the custom resources of each kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ...delivery.overlay import ResourceId
from ...kube import Object

CRD: Final = "CustomResourceDefinition"


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Definition:
    """A kind of custom resources: how many each namespace has, and what prevents an update.

    names: of those deleted with the namespace, without those that another object owns.
    lost: versions in which objects are stored and that the new definition lacks.
    """

    name: str
    defined_anew: bool
    lost: tuple[str, ...]
    objects: tuple[tuple[str, int], ...]
    names: tuple[str, ...]

    def within(self, namespace: str) -> int:
        """Return how many are deleted with a namespace."""
        return dict(self.objects).get(namespace, 0)

    def beyond(self, namespace: str) -> int:
        """Return how many are outside a namespace and stay."""
        return sum(count for where, count in self.objects if where != namespace)


def custom_kinds(
    now: Mapping[ResourceId, Object], then: Mapping[ResourceId, Object]
) -> set[tuple[str, str]]:
    """Return the group and kind of the custom resources in the platform's API groups."""
    ours = {obj["spec"]["group"] for i, obj in then.items() if i.kind == CRD}
    definitions = [obj for i, obj in {**now, **then}.items() if i.kind == CRD]
    return {_kind(obj) for obj in definitions if obj["spec"]["group"] in ours}


def definitions_of(
    now: Mapping[ResourceId, Object],
    then: Mapping[ResourceId, Object],
    within: Iterable[ResourceId],
) -> tuple[Definition, ...]:
    """Return the existing definitions in the platform's API groups."""
    kinds = custom_kinds(now, then)
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for identity in now:
        kind = identity.group, identity.kind
        if kind in kinds:
            where = counts.setdefault(kind, {})
            where[identity.namespace] = where.get(identity.namespace, 0) + 1
    found = []
    for identity, obj in {**then, **now}.items():
        if identity.kind != CRD or identity not in now:
            continue
        kind = _kind(obj)
        if kind not in kinds:
            continue
        anew = then.get(identity)
        known = {version["name"] for version in anew["spec"]["versions"]} if anew else set()
        stored = obj.get("status", {}).get("storedVersions", ())
        found.append(
            Definition(
                name=identity.name,
                defined_anew=anew is not None,
                lost=tuple(v for v in stored if anew and v not in known),
                objects=tuple(sorted(counts.get(kind, {}).items())),
                names=tuple(sorted(i.name for i in within if (i.group, i.kind) == kind)),
            )
        )
    return tuple(sorted(found))


def resource_of(identity: ResourceId, now: Mapping[ResourceId, Object]) -> str:
    """Return kubectl's name for an object's kind."""
    for other, obj in now.items():
        if other.kind == CRD and _kind(obj) == (identity.group, identity.kind):
            return other.name
    return identity.kind.lower()


def _kind(definition: Object) -> tuple[str, str]:
    return definition["spec"]["group"], definition["spec"]["names"]["kind"]
