"""Draw the graph as Mermaid text, which GitHub and others render in Markdown."""

from collections.abc import Iterator
from typing import Final

from .folding import Net, nets
from .value import Graph, Node

_ARROWS: Final = {
    "open": "==>",
    "guarded": "-->",
    "call": "-->",
    "settings": "-.->",
    "webhook": "-.->",
}
_COLOURS: Final = {
    "open": "#b26a00",
    "guarded": "#1a63c4",
    "call": "#5d6878",
    "settings": "#11806a",
    "webhook": "#b3327f",
}
# Legible on light and dark pages: boxes set the colours of both fill and text.
_BOXES: Final = {
    "actor": "#e8ecf2",
    "gateway": "#fff1d6",
    "workload": "#ffffff",
    "waypoint": "#ece5fb",
    "data": "#ddf1e7",
}


def mermaid(graph: Graph) -> str:
    """Return a graph as the text of a Mermaid flowchart."""
    names = {node.key: f"n{index}" for index, node in enumerate(graph.nodes)}
    bundles = nets(graph)
    return "\n".join(
        [
            "---",
            f'title: "{graph.title}"',
            "---",
            "flowchart LR",
            *_groups(graph, names),
            *(f"  {_link(net, names)}" for net in bundles),
            *_styles(graph, bundles),
            "",
        ]
    )


def _groups(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    for index, (group, nodes) in enumerate(graph.groups.items()):
        yield f'  subgraph r{index}["{group}"]'
        for node in nodes:
            yield f"    {names[node.key]}{_box(node)}:::{node.kind}"
        yield "  end"


def _box(node: Node) -> str:
    text = "<br/>".join(part for line in node.lines for part in (line.name, *line.notes))
    return f'[("{text}")]' if node.kind == "data" else f'["{text}"]'


def _link(net: Net, names: dict[str, str]) -> str:
    sources = " & ".join(names[key] for key in net.sources)
    targets = " & ".join(names[key] for key in net.targets)
    return f"{sources} {_ARROWS[net.relation]} {targets}"


def _styles(graph: Graph, bundles: list[Net]) -> Iterator[str]:
    for kind, colour in _BOXES.items():
        if any(node.kind == kind for node in graph.nodes):
            yield f"  classDef {kind} fill:{colour},stroke:#8a96a6,color:#1f2733"
    first = 0
    for net in bundles:
        last = first + len(net.sources) * len(net.targets)
        links = ",".join(map(str, range(first, last)))
        yield f"  linkStyle {links} stroke:{_COLOURS[net.relation]}"
        first = last
