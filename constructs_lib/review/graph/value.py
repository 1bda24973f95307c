"""A graph of an environment: what there is, in which group, and who reaches what."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["actor", "gateway", "workload", "waypoint", "data"]
Relation = Literal["open", "guarded", "call", "settings", "webhook"]

RELATIONS: Final[dict[Relation, str]] = {
    "open": "way in, without a login",
    "guarded": "page, with a login only",
    "call": "identity that a policy lets in",
    "settings": "caller by its settings, of what is open to many",
    "webhook": "API server asks a webhook",
}


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Line:
    """A name in a box, and what is to know of it."""

    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Node:
    """A box: one thing, or several that nobody can tell apart by who reaches them."""

    key: str
    group: str
    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Edge:
    """A line from who calls to who is called."""

    source: str
    target: str
    relation: Relation


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """Boxes in the order of their groups, and the lines between them, sorted."""

    title: str
    notes: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def groups(self) -> dict[str, list[Node]]:
        """Return the boxes by their group, in order."""
        groups: dict[str, list[Node]] = {}
        for node in self.nodes:
            groups.setdefault(node.group, []).append(node)
        return groups
