import re
from xml.etree import ElementTree as ET

import pytest

from constructs_lib.review.graph import Edge, Graph, Line, Node, graph_of, svg
from constructs_lib.review.graph.value import RELATIONS
from tests.environments import CONFIGS

TEXT = "{http://www.w3.org/2000/svg}text"


def words(drawing):
    return [text.text for text in ET.fromstring(drawing).iter(TEXT)]


@pytest.mark.parametrize("environment", CONFIGS)
def test_every_box_and_group_is_named(synthesis, environment):
    graph = graph_of(environment, synthesis.environments[environment])
    found = " ".join(words(svg(graph)))

    assert graph.title in found
    assert all(group in found for group in graph.groups)
    assert all(line.name.partition("-")[0] in found for n in graph.nodes for line in n.lines)


@pytest.mark.parametrize("environment", CONFIGS)
def test_the_legend_names_the_lines_that_are_drawn_and_no_other(synthesis, environment):
    graph = graph_of(environment, synthesis.environments[environment])
    drawn = {edge.relation for edge in graph.edges}
    legend = set(words(svg(graph)))

    assert {kind for kind, text in RELATIONS.items() if text in legend} == drawn


def test_every_colour_is_defined_for_light_and_for_dark():
    nodes = [
        Node(key=k, group="r", kind=k, lines=(Line(name=k),))
        for k in ("actor", "gateway", "workload", "waypoint", "data")
    ]
    edges = [Edge(source="actor", target="data", relation=relation) for relation in RELATIONS]
    drawing = svg(Graph(title="t", notes=(), nodes=tuple(nodes), edges=tuple(sorted(edges))))
    light, dark = re.findall(r"svg \{(.*?)\}", drawing, re.DOTALL)[:2]
    used = set(re.findall(r"var\((--[a-z]+)\)", drawing))

    assert (
        used
        == set(re.findall(r"--[a-z]+(?=:)", light))
        == set(re.findall(r"--[a-z]+(?=:)", dark))
    )


def test_names_are_no_markup():
    node = Node(key="n", group="<b>", kind="actor", lines=(Line(name="a & b"),))
    found = words(svg(Graph(title="<t>", notes=(), nodes=(node,), edges=())))

    assert {"<t>", "<b>", "a & b"} <= set(found)
