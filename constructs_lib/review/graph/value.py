"""Define a graph of an environment: boxes, their groups, and who reaches what."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["actor", "gateway", "workload", "waypoint", "data"]
Relation = Literal["open", "guarded", "call", "settings", "webhook"]

RELATIONS: Final[dict[Relation, str]] = {
    "open": "ingress, without a login",
    "guarded": "page, with a login only",
    "call": "identity that a policy allows",
    "settings": "caller by its settings, of an open workload",
    "webhook": "API server calls a webhook",
}


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Line:
    """A name in a box, and notes on it."""

    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Node:
    """A box: one object, or several with the same callers and targets."""

    key: str
    group: str
    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Edge:
    """A line from a caller to its target."""

    source: str
    target: str
    relation: Relation


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """Boxes in the order of their groups, and sorted lines between them."""

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
