"""Lines of tables that stand anywhere: past the others where there is a way."""

from __future__ import annotations

from itertools import pairwise

import pytest

from erdapp.layout.detours import line_between
from erdapp.layout.graph import Edge, End
from erdapp.layout.placed import Box, Point

EDGE = Edge(
    source=0, target=1, source_row=0, target_row=0,
    child=End.ZERO_OR_MANY, parent=End.EXACTLY_ONE, label="",
)  # fmt: skip
CARD = Box(0, 0, 200, 100)
FACING = Box(600, 300, 200, 100)


def through(line: tuple[Point, ...], box: Box) -> bool:
    return any(
        min(x, to_x) < box.x + box.width
        and max(x, to_x) > box.x
        and min(y, to_y) < box.y + box.height
        and max(y, to_y) > box.y
        for (x, y), (to_x, to_y) in pairwise(line)
    )


def test_with_nothing_in_the_way_the_line_bends_in_the_middle() -> None:
    line = line_between(EDGE, (CARD, FACING))
    assert [x for x, _ in line] == [200, 400, 400, 600]


@pytest.mark.parametrize(
    "between",
    [
        Box(350, 0, 100, 400),
        Box(220, 100, 250, 300),
        Box(250, 20, 300, 400),
        Box(280, -50, 60, 120),
    ],
)
def test_a_card_in_the_way_is_passed_beside(between: Box) -> None:
    line = line_between(EDGE, (CARD, FACING, between))
    assert not through(line, between)
    assert line[0] == (200, 47) or line[0] == (0, 47)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))


def test_a_line_never_runs_along_under_its_own_cards() -> None:
    for target in (Box(100, 300, 200, 100), Box(-150, 140, 200, 100), Box(230, 20, 200, 100)):
        line = line_between(EDGE, (CARD, target, Box(205, 90, 20, 400)))
        inner = line[1:-1]
        assert not through(inner, CARD)
        assert not through(inner, target)


def test_where_there_is_no_free_way_the_fewest_are_passed() -> None:
    walls = tuple(Box(300 + 40 * n, -5_000, 20, 10_000) for n in range(3))
    line = line_between(EDGE, (CARD, FACING, *walls))
    assert (line[0][0], line[-1][0]) == (200, 600)


def test_a_table_that_refers_to_itself_has_its_loop_at_one_side() -> None:
    own = Edge(
        source=0, target=0, source_row=1, target_row=0,
        child=End.ZERO_OR_MANY, parent=End.EXACTLY_ONE, label="",
    )  # fmt: skip
    line = line_between(own, (CARD, FACING))
    assert [x for x, _ in line] == [200, 222, 222, 200]
