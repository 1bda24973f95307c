"""The graph as a drawing that a browser shows without help, in its light and its dark."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from .layout import LETTER, LINE, Box, Layout, Wire, layout_of, rows_of
from .value import RELATIONS, Graph, Node

_STYLE: Final = """
    svg { --ground: #ffffff; --box: #f3f5f8; --edge: #c9d1dc; --ink: #1f2733; --soft: #586374;
      --box: #ffffff; --actor: #e8ecf2; --gateway: #fff1d6; --waypoint: #ece5fb;
      --data: #ddf1e7;
      --open: #b26a00; --guarded: #1a63c4; --call: #5d6878; --settings: #11806a;
      --webhook: #b3327f; }
    @media (prefers-color-scheme: dark) { svg { --ground: #12161d; --box: #1a2029;
      --edge: #3a4554; --ink: #e8edf4; --soft: #a3afbf; --box: #232b36; --actor: #303a48;
      --gateway: #45371a; --waypoint: #372f51; --data: #1d4034;
      --open: #f0ac45; --guarded: #74aefb; --call: #97a3b4; --settings: #4cc7a9;
      --webhook: #ee82c2; } }
    text { font: 10px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
      fill: var(--ink); }
    .title { font: 600 20px system-ui, "DejaVu Sans", sans-serif; }
    .group { font: 600 12px system-ui, "DejaVu Sans", sans-serif; fill: var(--soft); }
    .words { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: var(--soft); }
    .note { fill: var(--soft); }
    .ground { fill: var(--ground); }
    .floor { fill: var(--box); stroke: var(--edge); }
    .box { stroke: var(--edge); }
    path { fill: none; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
    .settings path, .webhook path { stroke-dasharray: 5 3; }
"""
_NOTE_LINE: Final = 18
_KINDS: Final = {
    "actor": "who calls",
    "gateway": "gateway",
    "workload": "workload",
    "waypoint": "Service at a waypoint",
    "data": "keeps data",
}
_READING: Final = (
    "Lines join only at dots. Workloads that are reached and reach alike share a box.",
    "What no line and no note opens, nobody may call. Calls to the API server are left out.",
)


def svg(graph: Graph) -> str:
    """Return a graph as an SVG document: boxes in groups, lines, and what both mean."""
    layout = layout_of(graph)
    notes = (*graph.notes, *_READING)
    legend = layout.height
    height = legend + 68 + _NOTE_LINE * len(notes)
    size = f'viewBox="0 0 {layout.width} {height}" width="{layout.width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"  <title>{escape(graph.title)}</title>",
        f"  <style>{_STYLE}  </style>",
        '  <rect class="ground" width="100%" height="100%"/>',
        _text(24, 40, graph.title, "title"),
        *_floors(layout),
        *(line for wire in layout.wires for line in _wire(wire)),
        *(line for node in graph.nodes for line in _box(node, layout.boxes[node.key])),
        *_legend(graph, legend),
        *(
            _text(24, legend + 66 + _NOTE_LINE * index, note, "words")
            for index, note in enumerate(notes)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _floors(layout: Layout) -> Iterator[str]:
    for name, group in layout.groups.items():
        yield _rectangle(group, 'class="floor"')
        yield _text(group.x + 10, group.y + 15, name, "group")


def _wire(wire: Wire) -> Iterator[str]:
    colour = f"var(--{wire.net.relation})"
    line = " ".join(f"M{x1} {y1}L{x2} {y2}" for x1, y1, x2, y2 in wire.parts)
    yield f'  <g class="{wire.net.relation}" style="stroke: {colour}; fill: {colour}">'
    yield f"    <title>{escape(_said(wire))}</title>"
    yield f'    <path d="{line}"/>'
    for x, y in wire.joints:
        yield f'    <circle cx="{x}" cy="{y}" r="2" stroke="none"/>'
    for x, y in wire.arrows:
        yield f'    <polygon points="{x},{y} {x - 7},{y - 3} {x - 7},{y + 3}" stroke="none"/>'
    yield "  </g>"


def _said(wire: Wire) -> str:
    sources, targets = ", ".join(wire.net.sources), ", ".join(wire.net.targets)
    return f"{sources} → {targets}: {RELATIONS[wire.net.relation]}"


def _box(node: Node, box: Box) -> Iterator[str]:
    rows = rows_of(node)
    yield _rectangle(box, f'class="box" fill="var(--{_fill(node.kind)})"')
    first = box.y + (box.height - LINE * len(rows)) // 2 + 10
    for index, (row, is_name) in enumerate(rows):
        yield _text(box.x + 10, first + LINE * index, row, "" if is_name else "note")


def _fill(kind: str) -> str:
    return "box" if kind == "workload" else kind


def _legend(graph: Graph, y: int) -> Iterator[str]:
    x = 24
    used = {edge.relation for edge in graph.edges}
    for relation, words in RELATIONS.items():
        if relation in used:
            yield (
                f'  <g class="{relation}" style="stroke: var(--{relation})">'
                f'<path d="M{x} {y + 8}L{x + 26} {y + 8}"/></g>'
            )
            yield _text(x + 32, y + 12, words, "words")
            x += 52 + _length(words)
    x, y = 24, y + 22
    for kind, words in _KINDS.items():
        if any(node.kind == kind for node in graph.nodes):
            swatch = Box(x=x, y=y + 2, width=16, height=12)
            yield _rectangle(swatch, f'class="box" fill="var(--{_fill(kind)})"')
            yield _text(x + 22, y + 12, words, "words")
            x += 42 + _length(words)


def _length(words: str) -> int:
    return int(len(words) * LETTER * 1.15)


def _rectangle(box: Box, attributes: str) -> str:
    return (
        f'  <rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" '
        f'rx="5" {attributes}/>'
    )


def _text(x: int, y: int, words: str, style: str) -> str:
    of = f' class="{style}"' if style else ""
    return f'  <text x="{x}" y="{y}"{of}>{escape(words)}</text>'
