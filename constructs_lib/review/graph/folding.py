"""Fewer boxes and lines that say the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .value import Edge, Graph, Line, Node, Relation


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Net:
    """Lines of one kind from each of some boxes to each of others."""

    relation: Relation
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def folded(graph: Graph) -> Graph:
    """Return a graph in which workloads of a group that the same lines meet share one box."""
    together: dict[object, list[Node]] = {}
    for node in graph.nodes:
        # What keeps data, or is a way in, stands for itself.
        same = _meeting(graph.edges, node) if node.kind == "workload" else node.key
        together.setdefault((node.group, node.kind, same), []).append(node)
    box = {node.key: nodes[0].key for nodes in together.values() for node in nodes}
    return replace(
        graph,
        nodes=tuple(_together(nodes) for nodes in together.values()),
        edges=tuple(
            sorted(
                {
                    replace(edge, source=box[edge.source], target=box[edge.target])
                    for edge in graph.edges
                }
            )
        ),
    )


def nets(graph: Graph) -> list[Net]:
    """Return the lines of a graph in as few bundles as taking the largest first makes."""
    left = set(graph.edges)
    found = []
    while left:
        best = max(
            (_largest(relation, keys, left) for relation, keys in _candidates(left)),
            key=_weight,
        )
        found.append(best)
        left -= {
            Edge(source=source, target=target, relation=best.relation)
            for source in best.sources
            for target in best.targets
        }
    return sorted(found)


def _meeting(edges: Iterable[Edge], node: Node) -> frozenset[tuple[Relation, str, str]]:
    """Return the lines that meet a box, its own end left out."""
    return frozenset(
        (
            edge.relation,
            "" if edge.source == node.key else edge.source,
            "" if edge.target == node.key else edge.target,
        )
        for edge in edges
        if node.key in {edge.source, edge.target}
    )


def _together(nodes: list[Node]) -> Node:
    lines: list[Line] = sorted(line for node in nodes for line in node.lines)
    return replace(nodes[0], lines=tuple(lines))


def _candidates(edges: set[Edge]) -> Iterable[tuple[Relation, frozenset[str]]]:
    """Return sets of sources that some targets have in common."""
    callers: dict[tuple[Relation, str], set[str]] = {}
    for edge in edges:
        callers.setdefault((edge.relation, edge.target), set()).add(edge.source)
    found: set[tuple[Relation, frozenset[str]]] = set()
    for (relation, _), some in callers.items():
        for (other, _), others in callers.items():
            if relation == other and some & others:
                found.add((relation, frozenset(some & others)))
    # A box that calls many is one bundle too.
    found |= {(edge.relation, frozenset({edge.source})) for edge in edges}
    return found


def _largest(relation: Relation, sources: frozenset[str], edges: set[Edge]) -> Net:
    targets = {
        edge.target
        for edge in edges
        if all(Edge(source=s, target=edge.target, relation=relation) in edges for s in sources)
    }
    return Net(
        relation=relation, sources=tuple(sorted(sources)), targets=tuple(sorted(targets))
    )


def _weight(net: Net) -> tuple[int, str]:
    """Return by how much a bundle helps; the text makes the choice between equals one."""
    return len(net.sources) * len(net.targets), repr(net)
