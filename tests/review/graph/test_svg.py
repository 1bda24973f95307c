import re
from xml.etree import ElementTree as ET

import pytest

from constructs_lib.review.graph import Edge, Graph, Line, Node, graph_of, svg
from constructs_lib.review.graph.svg import DARK, LIGHT
from constructs_lib.review.graph.value import RELATIONS
from tests.environments import CONFIGS

NS = "{http://www.w3.org/2000/svg}"
TEXT = f"{NS}text"
SHAPES = {f"{NS}{shape}" for shape in ("rect", "text", "path", "circle", "polygon")}


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


@pytest.fixture
def everything():
    """Return a drawing with every kind of box and of line."""
    nodes = [
        Node(key=k, group="r", kind=k, lines=(Line(name=k, notes=("note",)),))
        for k in ("actor", "gateway", "workload", "waypoint", "data")
    ]
    edges = [Edge(source="actor", target="data", relation=relation) for relation in RELATIONS]
    return svg(Graph(title="t", notes=("n",), nodes=tuple(nodes), edges=tuple(sorted(edges))))


def test_every_colour_has_a_light_and_a_dark_value():
    assert LIGHT.keys() == DARK.keys()


def test_every_shape_names_its_colours_without_a_stylesheet(everything):
    def painted(element, inherited):
        fill = element.get("fill") or inherited
        if element.tag in SHAPES:
            yield element.tag, fill
        for child in element:
            yield from painted(child, fill)

    assert [tag for tag, fill in painted(ET.fromstring(everything), None) if not fill] == []


def test_every_text_has_a_font_without_a_stylesheet(everything):
    drawing = ET.fromstring(everything)

    assert drawing.get("font-family")
    assert drawing.get("font-size")


def test_no_colour_depends_on_a_css_variable(everything):
    assert "var(" not in everything


def test_every_colour_that_is_drawn_has_a_rule_for_the_dark(everything):
    drawing = ET.fromstring(everything)
    used = {name for each in drawing.iter() for name in each.get("class", "").split()}
    rules = set(re.findall(r"\.([a-z-]+) \{", drawing.find(f"{NS}style").text))  # type: ignore[union-attr]

    assert used - rules == set()


def test_names_are_no_markup():
    node = Node(key="n", group="<b>", kind="actor", lines=(Line(name="a & b"),))
    found = words(svg(Graph(title="<t>", notes=(), nodes=(node,), edges=())))

    assert {"<t>", "<b>", "a & b"} <= set(found)
