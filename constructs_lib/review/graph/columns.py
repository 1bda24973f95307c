"""Place boxes: the column by the distance from the edge, the lane by the group."""

from collections.abc import Mapping
from dataclasses import dataclass

from .value import Edge, Graph, Node

Rooms = Mapping[str, list[Node]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The column of each box and the lane of each group."""

    columns: Mapping[str, int]
    lanes: Mapping[str, int]


def grid_of(graph: Graph) -> Grid:
    """Return a place for every box: callers on the left, data stores on the right.

    Groups share a lane if their columns do not overlap and lines connect them.
    """
    columns = _columns(graph)
    return Grid(columns=columns, lanes=_lanes(graph, columns))


def _columns(graph: Graph) -> dict[str, int]:
    edges = _forward(graph)
    columns = {node.key: 0 if node.kind == "actor" else 1 for node in graph.nodes}
    for _ in graph.nodes:
        for edge in edges:
            after = columns[edge.source] + 1
            columns[edge.target] = max(columns[edge.target], after)
    last = max(columns.values())
    columns |= {node.key: last for node in graph.nodes if node.kind == "data"}
    actors = {node.key for node in graph.nodes if node.kind == "actor"}
    called = {edge.target for edge in edges if edge.source not in actors}
    waiting = []
    for node in graph.nodes:
        targets = [columns[edge.target] for edge in edges if edge.source == node.key]
        # A box that only actors call comes right before its first target.
        if node.key not in called | actors and node.kind != "data":
            if targets:
                columns[node.key] = min(targets) - 1
            else:
                waiting.append(node)
    for node in waiting:
        others = [n for n in graph.groups[node.group] if n not in waiting]
        columns[node.key] = min((columns[other.key] for other in others), default=1)
    return columns


def _forward(graph: Graph) -> list[Edge]:
    """Return the edges without those that close a cycle."""
    kept: list[Edge] = []
    for node in graph.nodes:
        for edge in graph.edges:
            if edge.source == node.key and not _leads(kept, edge.target, edge.source):
                kept.append(edge)
    return kept


def _leads(edges: list[Edge], start: str, end: str) -> bool:
    seen, todo = set[str](), [start]
    while todo:
        key = todo.pop()
        if key == end:
            return True
        if key not in seen:
            seen.add(key)
            todo += [edge.target for edge in edges if edge.source == key]
    return False


def _lanes(graph: Graph, columns: Mapping[str, int]) -> dict[str, int]:
    group_of = {node.key: node.group for node in graph.nodes}
    spans = {
        group: (min(found), max(found))
        for group, nodes in graph.groups.items()
        for found in [[columns[node.key] for node in nodes]]
    }
    lanes: dict[str, int] = {}
    for group, (first, last) in spans.items():
        weights: dict[int, int] = {}
        for edge in graph.edges:
            ends = {group_of[edge.source], group_of[edge.target]}
            for other in ends - {group}:
                if group in ends and other in lanes:
                    weights[lanes[other]] = weights.get(lanes[other], 0) + 1
        free = [
            lane
            for lane in weights or set(lanes.values())
            if all(
                last < spans[other][0] or first > spans[other][1]
                for other, taken in lanes.items()
                if taken == lane
            )
        ]
        new = max(lanes.values(), default=-1) + 1
        lanes[group] = (
            min(free, key=lambda lane: (-weights.get(lane, 0), lane)) if free else new
        )
    return lanes
