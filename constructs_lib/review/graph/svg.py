"""Draw the graph as SVG, for light and dark browsers."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from .layout import LETTER, LINE, Box, Layout, Wire, layout_of, rows_of
from .value import RELATIONS, Graph, Node

# Every element has its light colours as attributes, which each renderer reads: librsvg and
# Inkscape support no CSS variables, and many no media queries. Dark colours are for browsers.
LIGHT: Final = {
    "ground": "#ffffff",
    "group": "#f3f5f8",
    "edge": "#c9d1dc",
    "ink": "#1f2733",
    "soft": "#586374",
    "workload": "#ffffff",
    "actor": "#e8ecf2",
    "gateway": "#fff1d6",
    "waypoint": "#ece5fb",
    "data": "#ddf1e7",
    "open": "#b26a00",
    "guarded": "#1a63c4",
    "call": "#5d6878",
    "settings": "#11806a",
    "webhook": "#b3327f",
}
DARK: Final = {
    "ground": "#12161d",
    "group": "#1a2029",
    "edge": "#3a4554",
    "ink": "#e8edf4",
    "soft": "#a3afbf",
    "workload": "#232b36",
    "actor": "#303a48",
    "gateway": "#45371a",
    "waypoint": "#372f51",
    "data": "#1d4034",
    "open": "#f0ac45",
    "guarded": "#74aefb",
    "call": "#97a3b4",
    "settings": "#4cc7a9",
    "webhook": "#ee82c2",
}
_MONO: Final = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_NAMES: Final = f'font-family="{_MONO}" font-size="10"'
_SANS: Final = "font-family=\"system-ui, 'DejaVu Sans', sans-serif\""
# The fonts of all texts but the names in boxes, which have the drawing's own.
_FONTS: Final = {
    "title": f'{_SANS} font-size="20" font-weight="600"',
    "group": f'{_SANS} font-size="12" font-weight="600"',
    "words": f'{_SANS} font-size="12"',
}
_DASHED: Final = {"settings", "webhook"}
_NOTE_LINE: Final = 18
_KINDS: Final = {
    "actor": "caller",
    "gateway": "gateway",
    "workload": "workload",
    "waypoint": "Service behind a waypoint",
    "data": "data store",
}
_READING: Final = (
    "Lines join only at dots. Workloads with the same callers and targets share a box.",
    "What no line and no note allows is denied. Calls to the API server are omitted.",
)


def svg(graph: Graph) -> str:
    """Return a graph as an SVG document: boxes in groups, lines and a legend."""
    layout = layout_of(graph)
    notes = (*graph.notes, *_READING)
    legend = layout.height
    height = legend + 68 + _NOTE_LINE * len(notes)
    size = f'viewBox="0 0 {layout.width} {height}" width="{layout.width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {_NAMES}>',
        f"  <title>{escape(graph.title)}</title>",
        f"  <style>{_dark()}</style>",
        f'  <rect {_paint(fill="ground")} width="100%" height="100%"/>',
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


def _dark() -> str:
    rules = (
        f".{what}-{name} {{ {what}: {colour}; }}"
        for name, colour in DARK.items()
        for what in ("fill", "stroke")
    )
    lines = "".join(f"\n      {rule}" for rule in rules)
    return f"@media (prefers-color-scheme: dark) {{{lines}\n  }}"


def _paint(**colours: str) -> str:
    """Return an element's colours: classes for dark mode, attributes for light mode."""
    names = " ".join(f"{what}-{name}" for what, name in colours.items())
    values = " ".join(f'{what}="{LIGHT[name]}"' for what, name in colours.items())
    return f'class="{names}" {values}'


def _floors(layout: Layout) -> Iterator[str]:
    for name, group in layout.groups.items():
        yield _rectangle(group, "group")
        yield _text(group.x + 10, group.y + 15, name, "group")


def _wire(wire: Wire) -> Iterator[str]:
    relation = wire.net.relation
    line = " ".join(f"M{x1} {y1}L{x2} {y2}" for x1, y1, x2, y2 in wire.parts)
    yield f"  <g {_paint(fill=relation)}>"
    yield f"    <title>{escape(_said(wire))}</title>"
    yield f"    {_line(line, relation)}"
    for x, y in wire.joints:
        yield f'    <circle cx="{x}" cy="{y}" r="2"/>'
    for x, y in wire.arrows:
        yield f'    <polygon points="{x},{y} {x - 7},{y - 3} {x - 7},{y + 3}"/>'
    yield "  </g>"


def _line(line: str, relation: str) -> str:
    dashes = ' stroke-dasharray="5 3"' if relation in _DASHED else ""
    return (
        f'<path {_paint(stroke=relation)} fill="none" stroke-width="1.6" '
        f'stroke-linejoin="round" stroke-linecap="round"{dashes} d="{line}"/>'
    )


def _said(wire: Wire) -> str:
    sources, targets = ", ".join(wire.net.sources), ", ".join(wire.net.targets)
    return f"{sources} → {targets}: {RELATIONS[wire.net.relation]}"


def _box(node: Node, box: Box) -> Iterator[str]:
    rows = rows_of(node)
    yield _rectangle(box, node.kind)
    first = box.y + (box.height - LINE * len(rows)) // 2 + 10
    for index, (row, is_name) in enumerate(rows):
        yield _text(box.x + 10, first + LINE * index, row, "name" if is_name else "note")


def _legend(graph: Graph, y: int) -> Iterator[str]:
    x = 24
    used = {edge.relation for edge in graph.edges}
    for relation, words in RELATIONS.items():
        if relation in used:
            yield "  " + _line(f"M{x} {y + 8}L{x + 26} {y + 8}", relation)
            yield _text(x + 32, y + 12, words, "words")
            x += 52 + _length(words)
    x, y = 24, y + 22
    for kind, words in _KINDS.items():
        if any(node.kind == kind for node in graph.nodes):
            yield _rectangle(Box(x=x, y=y + 2, width=16, height=12), kind)
            yield _text(x + 22, y + 12, words, "words")
            x += 42 + _length(words)


def _length(words: str) -> int:
    return int(len(words) * LETTER * 1.15)


def _rectangle(box: Box, fill: str) -> str:
    return (
        f'  <rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" '
        f'rx="5" {_paint(fill=fill, stroke="edge")}/>'
    )


def _text(x: int, y: int, words: str, style: str) -> str:
    colour = "ink" if style in ("title", "name") else "soft"
    font = f" {_FONTS[style]}" if style in _FONTS else ""
    return f'  <text x="{x}" y="{y}" {_paint(fill=colour)}{font}>{escape(words)}</text>'
