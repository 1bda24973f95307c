"""What an environment changes in the base, found by comparing the two."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..kube import Object, group_of
from .merge_patch import merge_patch

Units = Mapping[str, list[Object]]


@dataclass(frozen=True, order=True, slots=True)
class Identity:
    """What makes an object itself in a cluster; the API version does not."""

    group: str
    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, obj: Object) -> "Identity":
        """Return an object's identity."""
        metadata = obj["metadata"]
        return cls(
            group=group_of(obj),
            kind=obj["kind"],
            namespace=metadata.get("namespace", ""),
            name=metadata["name"],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlay:
    """New objects and patches by unit, and the objects that the environment lacks."""

    added: Units
    patched: Units
    removed: tuple[Identity, ...]


def compare(base: Units, wanted: Units, *, unwanted: Iterable[Identity] = ()) -> Overlay:
    """Return what makes the `wanted` objects of the base's.

    unwanted: what is removed although this base lacks it, because another one has it.
    Raises ValueError where two objects of one side have the same identity.
    """
    before, after = _by_identity(base), _by_identity(wanted)
    added: dict[str, list[Object]] = {}
    patched: dict[str, list[Object]] = {}
    for identity, (unit, obj) in after.items():
        if identity not in before:
            added.setdefault(unit, []).append(obj)
        elif patch := merge_patch(before[identity][1], obj):
            patched.setdefault(unit, []).append(patch)
    removed = (key for key in before if key not in after)
    return Overlay(added=added, patched=patched, removed=(*removed, *unwanted))


def _by_identity(units: Units) -> dict[Identity, tuple[str, Object]]:
    found: dict[Identity, tuple[str, Object]] = {}
    for unit, obj in _objects(units):
        identity = Identity.of(obj)
        if identity in found:
            raise ValueError(
                f"{identity.kind} {identity.name!r} is made twice, in {found[identity][0]!r} "
                f"and in {unit!r}; two objects need two names"
            )
        found[identity] = (unit, obj)
    return found


def _objects(units: Units) -> Iterator[tuple[str, Object]]:
    for unit, objects in units.items():
        yield from ((unit, obj) for obj in objects)


def targets(identities: Iterable[Identity]) -> list[dict[str, str]]:
    """Return kustomize targets that find exactly these objects, one for each kind."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for identity in sorted(identities):
        key = (identity.group, identity.kind, identity.namespace)
        names.setdefault(key, []).append(identity.name)
    return [
        {
            **({"group": group} if group else {}),
            "kind": kind,
            # An expression, of which kustomize matches the whole; dots are all it can hold.
            "name": "|".join(found).replace(".", r"\."),
            **({"namespace": namespace} if namespace else {}),
        }
        for (group, kind, namespace), found in names.items()
    ]
