"""What can go wrong between a release and the one before it, as data for the plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Object = Mapping[str, Any]
Objects = Mapping[tuple[str, str], Object]

Part = Literal["lacking", "first", "anew", "lost", "data", "after"]
"""Where the plan prints a hazard: what the platform lacks, what is done by hand before the
sync, what stops or is made anew, what users lose, which data changes, what is done once the
sync is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """An environment before and after: its objects by kind and name, and some settings.

    mirrored: whether it pulls images from registries of its own. server_side: whether Argo CD
    applies it server-side.
    """

    before: Objects
    after: Objects
    mirrored: bool = False
    server_side: bool = True

    @classmethod
    def of(
        cls,
        before: Iterable[Object],
        after: Iterable[Object],
        *,
        mirrored: bool = False,
        server_side: bool = True,
    ) -> "Sides":
        """Return the sides of two lists of objects."""
        return cls(
            before=_by_name(before),
            after=_by_name(after),
            mirrored=mirrored,
            server_side=server_side,
        )


class Condition(Protocol):
    """When a hazard concerns an environment."""

    def holds(self, sides: Sides) -> bool:
        """Return whether it concerns an environment with these sides."""


@dataclass(frozen=True, slots=True)
class Stays:
    """An object is on both sides."""

    kind: str
    name: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        key = self.kind, self.name
        return key in sides.before and key in sides.after


@dataclass(frozen=True, slots=True)
class Leaves:
    """An object is on the old side only."""

    kind: str
    name: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        key = self.kind, self.name
        return key in sides.before and key not in sides.after


@dataclass(frozen=True, slots=True)
class Arrives:
    """An object is on the new side only."""

    kind: str
    name: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        key = self.kind, self.name
        return key not in sides.before and key in sides.after


@dataclass(frozen=True, slots=True)
class Differs:
    """A field of an object on both sides has another value, or only one of them has it.

    now: what the object is called on the new side, if that has none of the old name.
    """

    kind: str
    name: str
    path: tuple[str, ...]
    now: str = ""

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        before = sides.before.get((self.kind, self.name))
        after = sides.after.get((self.kind, self.name), sides.after.get((self.kind, self.now)))
        if before is None or after is None:
            return False
        return bool(_at(before, self.path) != _at(after, self.path))


@dataclass(frozen=True, slots=True)
class Has:
    """A field of an object of the new side has a value."""

    kind: str
    name: str
    path: tuple[str, ...]
    value: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        obj = sides.after.get((self.kind, self.name))
        return obj is not None and bool(_at(obj, self.path) == self.value)


@dataclass(frozen=True, slots=True)
class Lacks:
    """No object of the new side has this kind and name."""

    kind: str
    name: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        return (self.kind, self.name) not in sides.after


@dataclass(frozen=True, slots=True)
class OtherImages:
    """An object on both sides has other images."""

    kind: str
    name: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        if not Stays(self.kind, self.name).holds(sides):
            return False
        before, after = sides.before[self.kind, self.name], sides.after[self.kind, self.name]
        return set(_images(before)) != set(_images(after))


@dataclass(frozen=True, slots=True)
class PullsFrom:
    """A pod of the new side has an image of a registry that no pod of the old side had."""

    registry: str

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        return any(
            image.partition("/")[0] == self.registry
            for image in images(sides.after) - images(sides.before)
        )


@dataclass(frozen=True, slots=True)
class IsMirrored:
    """The environment pulls images from registries of its own, and some are new."""

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        return sides.mirrored and bool(images(sides.after) - images(sides.before))


@dataclass(frozen=True, slots=True)
class IsAppliedByClient:
    """Argo CD applies the environment client-side."""

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        return not sides.server_side


@dataclass(frozen=True, slots=True)
class All:
    """Each of several conditions holds."""

    conditions: tuple[Condition, ...]

    def holds(self, sides: Sides) -> bool:
        """Return whether this is so for these sides."""
        return all(condition.holds(sides) for condition in self.conditions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hazard:
    """What a release changes that its objects alone do not settle.

    name: a short title; in a step over several releases the plan prints the newest hazard of
    each name. when: which environments it concerns. part: where the plan prints it. what: what
    happens, in whole sentences. link: the thread that reports it. back_up: what to save
    before, if anything. commands: what is typed, in order. seen: how to see that it worked;
    None where nothing shows it. back: the way back; None where reverting the commit is all.
    back_commands: what is typed for it. irreversible: whether there is none but a copy.
    by_hand: whether somebody has to do or decide something. held: whether Argo CD would undo
    the commands, and waits until the merge. restored: whether the way back is walked after
    the revert and before Argo CD goes on, which would start the old server on new data.
    """

    name: str
    when: Condition
    part: Part
    what: str
    link: str
    back_up: str | None = None
    commands: tuple[str, ...] = ()
    seen: str | None = None
    back: str | None = None
    back_commands: tuple[str, ...] = ()
    irreversible: bool = False
    by_hand: bool = True
    held: bool = False
    restored: bool = False


def images(objects: Objects) -> frozenset[str]:
    """Return the images of all containers below these objects."""
    return frozenset(image for obj in objects.values() for image in _images(obj.get("spec")))


def _images(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for field, item in value.items():
            if field == "image" and isinstance(item, str):
                yield item
            else:
                yield from _images(item)
    elif isinstance(value, list):
        for item in value:
            yield from _images(item)


def _by_name(objects: Iterable[Object]) -> Objects:
    return {(obj["kind"], obj["metadata"]["name"]): obj for obj in objects}


def _at(value: Any, path: Iterable[str]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
