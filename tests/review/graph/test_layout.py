"""Whatever an environment is made of, its picture can be read."""

from itertools import combinations

import pytest

from constructs_lib.review.graph import graph_of
from constructs_lib.review.graph.layout import LETTER, LINE, layout_of, rows_of
from tests.environments import CONFIGS


@pytest.fixture(params=CONFIGS)
def graph(request, synthesis):
    return graph_of(request.param, synthesis.environments[request.param])


@pytest.fixture
def layout(graph):
    return layout_of(graph)


def apart(one, other):
    return (
        one.right <= other.x
        or other.right <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
    )


def test_no_box_lies_on_another(layout):
    assert all(apart(*pair) for pair in combinations(layout.boxes.values(), 2))


def test_no_group_lies_on_another(layout):
    assert all(apart(*pair) for pair in combinations(layout.groups.values(), 2))


def test_every_box_is_in_its_group(graph, layout):
    for node in graph.nodes:
        box, group = layout.boxes[node.key], layout.groups[node.group]
        assert group.x < box.x < box.right < group.right
        assert group.y < box.y < box.bottom < group.bottom


def test_everything_is_in_the_frame(layout):
    for group in layout.groups.values():
        assert 0 < group.x < group.right < layout.width
        assert 0 < group.y < group.bottom < layout.height
    for wire in layout.wires:
        for x1, y1, x2, y2 in wire.parts:
            assert 0 < min(x1, x2) <= max(x1, x2) < layout.width
            assert 0 < min(y1, y2) <= max(y1, y2) < layout.height


def test_no_line_runs_behind_a_box(layout):
    for wire in layout.wires:
        for x1, y1, x2, y2 in wire.parts:
            for box in layout.boxes.values():
                assert (
                    max(x1, x2) <= box.x
                    or min(x1, x2) >= box.right
                    or max(y1, y2) <= box.y
                    or min(y1, y2) >= box.bottom
                )


def test_no_line_lies_on_one_of_another_bundle(layout):
    for one, other in combinations(layout.wires, 2):
        for first in one.parts:
            for second in other.parts:
                assert not together(first, second), (one.net, other.net)


def together(first, second):
    (ax, ay, bx, by), (cx, cy, dx, dy) = first, second
    if ay == by == cy == dy:
        return max(min(ax, bx), min(cx, dx)) < min(max(ax, bx), max(cx, dx))
    if ax == bx == cx == dx:
        return max(min(ay, by), min(cy, dy)) < min(max(ay, by), max(cy, dy))
    return False


def test_every_bundle_is_in_one_piece(layout):
    """Walk from part to part; each source and each target is met."""
    for wire in layout.wires:
        pieces = list(wire.parts)
        seen = [pieces.pop()]
        while joined := [p for p in pieces if any(meet(p, other) for other in seen)]:
            seen += joined
            pieces = [part for part in pieces if part not in joined]
        assert pieces == []
        assert len(wire.arrows) == len(wire.net.targets)


def meet(one, other):
    (ax, ay, bx, by), (cx, cy, dx, dy) = one, other
    return max(min(ax, bx), min(cx, dx)) <= min(max(ax, bx), max(cx, dx)) and max(
        min(ay, by), min(cy, dy)
    ) <= min(max(ay, by), max(cy, dy))


def test_arrows_end_at_their_boxes(layout):
    for wire in layout.wires:
        for target, (x, y) in zip(wire.net.targets, wire.arrows, strict=True):
            box = layout.boxes[target]
            assert x == box.x
            assert box.y < y < box.bottom


def test_words_fit_their_boxes(graph, layout):
    for node in graph.nodes:
        box, rows = layout.boxes[node.key], rows_of(node)
        assert max(len(row) for row, _ in rows) * LETTER < box.width
        assert len(rows) * LINE < box.height


def test_what_keeps_data_is_rightmost(graph, layout):
    right = max(box.x for box in layout.boxes.values())

    assert all(layout.boxes[n.key].x == right for n in graph.nodes if n.kind == "data")


def test_the_same_objects_give_the_same_picture(graph, layout):
    assert layout_of(graph) == layout
