"""Lay out boxes in a grid and lines in the channels between them, in pixels.

Every bundle of lines has one vertical trunk in each channel that it needs, and one
horizontal spine between two lanes if it needs more than one channel. Each has its own track,
so no line overlaps another or runs behind a box.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .columns import Grid, grid_of
from .folding import Net, nets
from .value import Graph, Node

LETTER: Final = 6.0
LINE: Final = 14
STEP: Final = 8
TITLE: Final = 64
_PADDING: Final = 10
_TRACK: Final = 9
_MARGIN: Final = 24
_ROOM: Final = 12
_ROOM_TITLE: Final = 22
_APART: Final = 16
_LONGEST: Final = 26
_MEETING: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return its bottom edge."""
        return self.y + self.height


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """A bundle of lines: straight parts, the tips of arrows, and joints."""

    net: Net
    parts: tuple[tuple[int, int, int, int], ...]
    arrows: tuple[tuple[int, int], ...]
    joints: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The geometry of a picture."""

    width: int
    height: int
    groups: Mapping[str, Box]
    boxes: Mapping[str, Box]
    wires: tuple[Wire, ...]


def rows_of(node: Node) -> list[tuple[str, bool]]:
    """Return the rows of a box and whether each is a name; long names are split."""
    rows: list[tuple[str, bool]] = []
    for line in node.lines:
        rows += [(part, True) for part in _broken(line.name)]
        rows += [(part, False) for note in line.notes for part in _broken(note)]
    return rows


def layout_of(graph: Graph) -> Layout:
    """Return the positions of everything; the same graph gives the same layout."""
    return _Drawing(graph).layout()


def _broken(text: str) -> list[str]:
    if len(text) <= _LONGEST:
        return [text]
    space = text.rfind(" ", 0, _LONGEST) + 1 or text.rfind("-", 0, _LONGEST) + 1
    if not space:
        return [text]
    return [text[:space].rstrip(), *_broken(text[space:])]


class _Drawing:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.grid: Grid = grid_of(graph)
        self.nets = nets(graph)
        self.column_count = max(self.grid.columns.values()) + 1
        self.lane_count = max(self.grid.lanes.values()) + 1
        self.lane_of = {node.key: self.grid.lanes[node.group] for node in graph.nodes}
        self.trunks = {c: self._trunks(c) for c in range(self.column_count + 1)}
        self.gutter_of = {net: self._gutter(net) for net in self.nets}

    def layout(self) -> Layout:
        stacks = self._stacks()
        lefts, ends = self._columns()
        tops, heights = self._lanes(stacks)
        boxes: dict[str, Box] = {}
        for (lane, column), nodes in stacks.items():
            width = self._width(column)
            y = tops[lane] + _snapped((heights[lane] - self._height(nodes)) / 2)
            for node in nodes:
                height = self._box_height(node)
                boxes[node.key] = Box(x=lefts[column], y=y, width=width, height=height)
                y += height + _APART
        groups = {
            group: self._group([boxes[node.key] for node in nodes])
            for group, nodes in self.graph.groups.items()
        }
        return Layout(
            width=ends[-1] + _MARGIN,
            height=tops[-1] + heights[-1] + _ROOM + _MARGIN,
            groups=groups,
            boxes=boxes,
            wires=tuple(self._wires(boxes, lefts, tops)),
        )

    def _group(self, boxes: list[Box]) -> Box:
        left, top = min(b.x for b in boxes) - _ROOM, min(b.y for b in boxes) - _ROOM_TITLE
        return Box(
            x=left,
            y=top,
            width=max(b.right for b in boxes) + _ROOM - left,
            height=max(b.bottom for b in boxes) + _ROOM - top,
        )

    # Channels and gutters

    def _channels(self, net: Net) -> set[int]:
        """Return the channels of a bundle; channel n is left of column n."""
        columns = self.grid.columns
        return {columns[key] + 1 for key in net.sources} | {columns[k] for k in net.targets}

    def _trunks(self, channel: int) -> list[Net]:
        return [net for net in self.nets if channel in self._channels(net)]

    def _gutter(self, net: Net) -> int | None:
        """Return the gutter of a bundle's spine; gutter n is above lane n."""
        if len(self._channels(net)) == 1:
            return None
        lanes = [self.lane_of[key] for key in (*net.sources, *net.targets)]
        return min(
            range(self.lane_count),
            key=lambda gutter: (sum(abs(lane + 0.5 - gutter) for lane in lanes), gutter),
        )

    def _spines(self, gutter: int) -> list[Net]:
        return [net for net in self.nets if self.gutter_of[net] == gutter]

    def _gutter_height(self, gutter: int) -> int:
        return _snapped(_APART + _TRACK * len(self._spines(gutter)))

    # Boxes

    def _stacks(self) -> dict[tuple[int, int], list[Node]]:
        stacks: dict[tuple[int, int], list[Node]] = {}
        for node in self.graph.nodes:
            place = self.lane_of[node.key], self.grid.columns[node.key]
            stacks.setdefault(place, []).append(node)
        for _ in range(4):
            heights = {
                node.key: lane * 100 + index / len(nodes)
                for (lane, _), nodes in stacks.items()
                for index, node in enumerate(nodes)
            }
            for nodes in stacks.values():
                nodes.sort(key=lambda node: (self._pull(node, heights), node.key))
        return stacks

    def _pull(self, node: Node, heights: Mapping[str, float]) -> float:
        around = [
            heights[edge.source if edge.target == node.key else edge.target]
            for edge in self.graph.edges
            if node.key in {edge.source, edge.target}
        ]
        return sum(around) / len(around) if around else 1e6

    def _width(self, column: int) -> int:
        longest = max(
            len(row)
            for node in self.graph.nodes
            if self.grid.columns[node.key] == column
            for row, _ in rows_of(node)
        )
        return _snapped(longest * LETTER + 2 * _PADDING)

    def _box_height(self, node: Node) -> int:
        left = sum(node.key in net.targets for net in self.nets)
        right = sum(node.key in net.sources for net in self.nets)
        text = len(rows_of(node)) * LINE + 2 * _PADDING
        return _snapped(max(text, (max(left, right) + 1) * STEP))

    def _height(self, nodes: list[Node]) -> int:
        return sum(map(self._box_height, nodes)) + _APART * (len(nodes) - 1)

    def _columns(self) -> tuple[list[int], list[int]]:
        lefts: list[int] = []
        ends: list[int] = []
        x = _MARGIN
        for column in range(self.column_count):
            x += 2 * _ROOM + _TRACK * len(self.trunks[column])
            lefts.append(x)
            x += self._width(column)
            ends.append(x)
        ends[-1] += _ROOM + _TRACK * (len(self.trunks[self.column_count]) + 1)
        return lefts, ends

    def _lanes(
        self, stacks: Mapping[tuple[int, int], list[Node]]
    ) -> tuple[list[int], list[int]]:
        tops: list[int] = []
        heights: list[int] = []
        y = TITLE
        for lane in range(self.lane_count):
            y += self._gutter_height(lane) + _ROOM_TITLE
            tops.append(_snapped(y))
            heights.append(
                max(self._height(nodes) for (at, _), nodes in stacks.items() if at == lane)
            )
            y = tops[-1] + heights[-1] + _ROOM
        return tops, heights

    # Lines

    def _wires(
        self, boxes: Mapping[str, Box], lefts: list[int], tops: list[int]
    ) -> list[Wire]:
        ports = self._ports(boxes)
        return [self._wire(net, boxes, ports, lefts, tops) for net in self.nets]

    def _ports(self, boxes: Mapping[str, Box]) -> dict[tuple[Net, str, bool], int]:
        """Return where lines leave and enter boxes, at different heights on the two sides."""
        ports: dict[tuple[Net, str, bool], int] = {}
        for key, box in boxes.items():
            for leaving in (True, False):
                here = [n for n in self.nets if key in (n.sources if leaving else n.targets)]
                here.sort(key=lambda net: (self._middle(net, key, boxes), net))
                first = _snapped((box.height - STEP * (len(here) - 1)) / 2)
                for index, net in enumerate(here):
                    y = box.y + first + STEP * index - (0 if leaving else STEP // 2)
                    ports[net, key, leaving] = y
        return ports

    def _middle(self, net: Net, key: str, boxes: Mapping[str, Box]) -> float:
        others = [boxes[other].y for other in (*net.sources, *net.targets) if other != key]
        return sum(others) / len(others)

    def _wire(
        self,
        net: Net,
        boxes: Mapping[str, Box],
        ports: Mapping[tuple[Net, str, bool], int],
        lefts: list[int],
        tops: list[int],
    ) -> Wire:
        trunk = {
            channel: self._trunk_x(net, channel, lefts) for channel in self._channels(net)
        }
        at: dict[int, list[int]] = {channel: [] for channel in trunk}
        parts: list[tuple[int, int, int, int]] = []
        arrows: list[tuple[int, int]] = []
        for key in net.sources:
            channel, y = self.grid.columns[key] + 1, ports[net, key, True]
            at[channel].append(y)
            parts.append((boxes[key].right, y, trunk[channel], y))
        for key in net.targets:
            channel, y = self.grid.columns[key], ports[net, key, False]
            at[channel].append(y)
            parts.append((trunk[channel], y, boxes[key].x, y))
            arrows.append((boxes[key].x, y))
        if (gutter := self.gutter_of[net]) is not None:
            y = self._spine_y(net, gutter, tops)
            for heights in at.values():
                heights.append(y)
            parts.append((min(trunk.values()), y, max(trunk.values()), y))
        parts += [(x, min(at[c]), x, max(at[c])) for c, x in trunk.items()]
        return Wire(
            net=net, parts=tuple(parts), arrows=tuple(arrows), joints=tuple(_joints(parts))
        )

    def _trunk_x(self, net: Net, channel: int, lefts: list[int]) -> int:
        trunks = self.trunks[channel]
        if channel < self.column_count:
            return lefts[channel] - _ROOM - _TRACK * (len(trunks) - trunks.index(net)) + 4
        right = lefts[-1] + self._width(self.column_count - 1)
        return right + _ROOM + _TRACK * (trunks.index(net) + 1)

    def _spine_y(self, net: Net, gutter: int, tops: list[int]) -> int:
        spines = self._spines(gutter)
        below = tops[gutter] - _ROOM_TITLE - _APART // 2
        return below - _TRACK * (len(spines) - 1 - spines.index(net))


def _joints(parts: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Return the points where three or more parts meet."""
    ends = {point for x1, y1, x2, y2 in parts for point in ((x1, y1), (x2, y2))}
    found = []
    for x, y in sorted(ends):
        directions = set()
        for x1, y1, x2, y2 in parts:
            if y1 == y2 == y and min(x1, x2) <= x <= max(x1, x2):
                directions |= {"left"} if x > min(x1, x2) else set()
                directions |= {"right"} if x < max(x1, x2) else set()
            if x1 == x2 == x and min(y1, y2) <= y <= max(y1, y2):
                directions |= {"up"} if y > min(y1, y2) else set()
                directions |= {"down"} if y < max(y1, y2) else set()
        if len(directions) >= _MEETING:
            found.append((x, y))
    return found


def _snapped(length: float) -> int:
    """Return a length rounded up to a whole number of steps."""
    return -int(-length // STEP) * STEP
