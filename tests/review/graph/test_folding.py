import pytest

from constructs_lib.review.graph import Edge, Graph, Line, Node, graph_of
from constructs_lib.review.graph.folding import folded, nets
from tests.environments import CONFIGS


def node(key, **changes):
    return Node(
        key=key, lines=(Line(name=key),), **{"group": "r", "kind": "workload"} | changes
    )


def graph(nodes, *edges):
    return Graph(
        title="t",
        notes=(),
        nodes=tuple(nodes),
        edges=tuple(Edge(source=s, target=t, relation="call") for s, t in edges),
    )


def boxes(made):
    return [[line.name for line in node.lines] for node in made.nodes]


def test_workloads_that_the_same_lines_meet_share_a_box():
    made = folded(graph(map(node, "abc"), ("a", "c"), ("b", "c")))

    assert boxes(made) == [["a", "b"], ["c"]]
    assert [(edge.source, edge.target) for edge in made.edges] == [("a", "c")]


@pytest.mark.parametrize(
    ("second", "edges"),
    [
        (node("b", group="other"), []),
        (node("b", kind="data"), []),
        (node("b"), [("a", "b")]),
        (node("b"), [("b", "c")]),
    ],
    ids=["another group", "another kind", "one calls the other", "one calls somebody"],
)
def test_others_do_not(second, edges):
    assert ["a", "b"] not in boxes(folded(graph([node("a"), second, node("c")], *edges)))


def test_a_bundle_joins_what_has_callers_in_common():
    made = graph(map(node, "abxy"), *[(s, t) for s in "ab" for t in "xy"], ("c", "x"))

    assert [(net.sources, net.targets) for net in nets(made)] == [
        (("a", "b"), ("x", "y")),
        (("c",), ("x",)),
    ]


@pytest.mark.parametrize("environment", CONFIGS)
def test_bundles_are_each_line_once(synthesis, environment):
    made = graph_of(environment, synthesis.environments[environment])
    told = [
        Edge(source=source, target=target, relation=net.relation)
        for net in nets(made)
        for source in net.sources
        for target in net.targets
    ]

    assert sorted(told) == list(made.edges)
