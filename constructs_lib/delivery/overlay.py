"""Compute the overlay of an environment by comparison with the base."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..kube import Object, group_of
from .merge_patch import merge_patch

ObjectsByComponent = Mapping[str, list[Object]]


@dataclass(frozen=True, order=True, slots=True)
class ResourceId:
    """The identity of an object in a cluster, without the API version."""

    group: str
    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, obj: Object) -> "ResourceId":
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
    """New objects and patches by component, and the objects that the environment lacks."""

    added: ObjectsByComponent
    patched: ObjectsByComponent
    removed: tuple[ResourceId, ...]


def compare(
    base: ObjectsByComponent,
    wanted: ObjectsByComponent,
    *,
    unwanted: Iterable[ResourceId] = (),
) -> Overlay:
    """Return the overlay that turns the base's objects into `wanted`.

    unwanted: objects to remove although this base lacks them, since another base has them.
    Raises ValueError if two objects of one side have the same identity.
    """
    before, after = _by_identity(base), _by_identity(wanted)
    added: dict[str, list[Object]] = {}
    patched: dict[str, list[Object]] = {}
    for identity, (component, obj) in after.items():
        if identity not in before:
            added.setdefault(component, []).append(obj)
        elif patch := merge_patch(before[identity][1], obj):
            patched.setdefault(component, []).append(patch)
    removed = (key for key in before if key not in after)
    return Overlay(added=added, patched=patched, removed=(*removed, *unwanted))


def _by_identity(by_component: ObjectsByComponent) -> dict[ResourceId, tuple[str, Object]]:
    found: dict[ResourceId, tuple[str, Object]] = {}
    for component, obj in _objects(by_component):
        identity = ResourceId.of(obj)
        if identity in found:
            raise ValueError(
                f"{identity.kind} {identity.name!r} is created twice, in "
                f"{found[identity][0]!r} "
                f"and in {component!r}; two objects need two names"
            )
        found[identity] = (component, obj)
    return found


def _objects(by_component: ObjectsByComponent) -> Iterator[tuple[str, Object]]:
    for component, objects in by_component.items():
        yield from ((component, obj) for obj in objects)


def targets(identities: Iterable[ResourceId]) -> list[dict[str, str]]:
    """Return kustomize targets that select exactly these objects, one for each kind."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for identity in sorted(identities):
        key = (identity.group, identity.kind, identity.namespace)
        names.setdefault(key, []).append(identity.name)
    return [
        {
            **({"group": group} if group else {}),
            "kind": kind,
            # A regular expression that kustomize anchors; names contain only dots to escape.
            "name": "|".join(found).replace(".", r"\."),
            **({"namespace": namespace} if namespace else {}),
        }
        for (group, kind, namespace), found in names.items()
    ]
