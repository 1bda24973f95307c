"""Merge boxes and lines that connect alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .value import Edge, Graph, Line, Node, Relation


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Net:
    """Lines of one kind from each source to each target."""

    relation: Relation
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def folded(graph: Graph) -> Graph:
    """Return a graph in which workloads of a group with the same lines share one box."""
    together: dict[object, list[Node]] = {}
    for node in graph.nodes:
        # Data stores, gateways and other kinds keep a box of their own.
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
    """Return the lines of a graph as bundles, taking the largest first."""
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
    """Return the lines of a box, with its own end left empty."""
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
    """Return candidate sets of sources: those that targets share, and single sources."""
    callers: dict[tuple[Relation, str], set[str]] = {}
    for edge in edges:
        callers.setdefault((edge.relation, edge.target), set()).add(edge.source)
    found: set[tuple[Relation, frozenset[str]]] = set()
    for (relation, _), some in callers.items():
        for (other, _), others in callers.items():
            if relation == other and some & others:
                found.add((relation, frozenset(some & others)))
    # A box with many targets is a bundle too.
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
    """Return the number of lines in a bundle; its text breaks ties."""
    return len(net.sources) * len(net.targets), repr(net)
