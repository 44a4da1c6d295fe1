"""Tables that were put elsewhere: lines follow, nothing is cut off."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from erdapp.layout import Group, PictureOptions, draw, places
from erdapp.layout.detours import crosses, line_between
from erdapp.layout.graph import Graph
from erdapp.layout.picture import Composition, compose
from erdapp.layout.ports import row_middle
from erdapp.schema import Name
from tests.layout.shop import SHOP

PLAIN = compose(SHOP, PictureOptions())


def put(**spots: tuple[float, float]) -> Composition:
    return compose(SHOP, PictureOptions(moved=tuple(spots.items())))


def number(graph: Graph, name: str) -> int:
    return [node.name.name for node in graph.nodes].index(name)


def test_a_moved_table_stands_where_it_was_put_and_the_others_stay() -> None:
    found = put(orders=(1500.0, 900.0))
    at = number(found.graph, "orders")
    box = found.placed.boxes[at]
    assert (box.x, box.y) == (1500.0, 900.0)
    assert found.placed.boxes[:at] == PLAIN.placed.boxes[:at]
    assert (found.placed.width, found.placed.height) >= (box.x + box.width, box.y + box.height)


def test_its_lines_end_at_its_rows_and_the_others_are_as_before() -> None:
    found = put(orders=(1500.0, 900.0))
    at = number(found.graph, "orders")
    for edge, line, before in zip(
        found.graph.edges, found.placed.lines, PLAIN.placed.lines, strict=True
    ):
        if at not in (edge.source, edge.target):
            assert line == before
            continue
        for end, node, row in ((line[0], edge.source, edge.source_row), (
            line[-1], edge.target, edge.target_row,
        )):  # fmt: skip
            box = found.placed.boxes[node]
            assert end[1] == box.y + row_middle(row)
            assert end[0] in (box.x, box.x + box.width)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))


def test_lines_of_others_go_round_a_table_that_was_put_on_them() -> None:
    found = put(sales=(250.0, 380.0))  # between addresses and customers, where lines of orders pass
    box = found.placed.boxes[number(found.graph, "sales")]
    dx, dy = box.x - 250, box.y - 380  # all of the picture is shifted for a line that goes outside
    before = [tuple((x + dx, y + dy) for x, y in line) for line in PLAIN.placed.lines]
    under = [line for line in before if crosses(line, box)]
    assert len(under) == 3
    assert not any(crosses(line, box) for line in found.placed.lines)
    assert set(before) - set(found.placed.lines) == set(under)


def test_the_title_of_a_block_stands_above_where_its_tables_were_put() -> None:
    title, other = PLAIN.placed.titles
    names = [str(PLAIN.graph.nodes[node].name) for node in title.nodes]
    found = put(**{name: (1500.0, 900.0 + 400 * n) for n, name in enumerate(names)})
    assert found.placed.titles == (replace(title, x=1500.0, y=900.0), other)
    assert put(orders=(1500.0, 900.0)).placed.titles == PLAIN.placed.titles


def test_a_table_put_to_the_left_and_above_shifts_the_whole() -> None:
    found = put(orders=(-500.0, -300.0))
    orders, users = (number(found.graph, name) for name in ("orders", "customers"))
    box, other, before = (
        found.placed.boxes[orders], found.placed.boxes[users], PLAIN.placed.boxes[users],
    )  # fmt: skip
    assert box.x > 0
    assert box.y > 0
    assert (other.x - box.x, other.y - box.y) == (before.x + 500, before.y + 300)
    assert min(x for line in found.placed.lines for x, _ in line) > 0


def test_a_line_between_tables_above_each_other_stays_on_one_side() -> None:
    found = put(orders=(0.0, 0.0), customers=(0.0, 900.0))
    at, to = number(found.graph, "orders"), number(found.graph, "customers")
    edge = next(e for e in found.graph.edges if (e.source, e.target) == (at, to))
    line = line_between(edge, found.placed.boxes)
    assert line[1][0] == line[2][0]
    assert line[1][0] < min(line[0][0], line[3][0]) or line[1][0] > max(line[0][0], line[3][0])


def test_a_table_that_is_not_drawn_moves_nothing() -> None:
    assert put(nothing=(5.0, 5.0)).placed == PLAIN.placed
    options = PictureOptions(focus=Name("", "customers"), moved=(("products", (9.0, 9.0)),))
    assert draw(SHOP, options).svg == draw(SHOP, replace(options, moved=())).svg


def test_the_drawing_says_the_places() -> None:
    svg = draw(SHOP, PictureOptions(moved=(("orders", (1500.0, 900.0)),))).svg
    assert places(svg)["orders"].x == 1500
    wide = re.search(r'viewBox="0 0 (\d+)', svg)
    assert wide
    assert int(wide[1]) >= 1700


def test_the_frame_of_a_group_follows_its_table_and_the_others_stay() -> None:
    told = tuple(
        (table.full_name, "people" if table.name in ("customers", "addresses") else "sales")
        for table in SHOP.tables
    )
    options = PictureOptions(group=Group.FOLDER, folders=told)
    found = compose(SHOP, replace(options, moved=(("orders", (1800.0, 1400.0)),)))
    after, plain = (
        {frame.title: frame.box for frame in placed.frames}
        for placed in (found.placed, compose(SHOP, options).placed)
    )
    box = found.placed.boxes[number(found.graph, "orders")]
    sales = after["sales"]
    assert sales.x + sales.width > box.x + box.width
    assert sales.y + sales.height > box.y + box.height
    assert after["people"] == plain["people"]
    assert found.placed.height >= sales.y + sales.height


def test_a_frame_put_over_the_left_border_shifts_the_whole() -> None:
    told = tuple((table.full_name, table.name[:1]) for table in SHOP.tables)
    moved = (("orders", (-500.0, -300.0)),)
    options = PictureOptions(group=Group.FOLDER, folders=told, moved=moved)
    frames = compose(SHOP, options).placed.frames
    assert min(frame.box.x for frame in frames) > 0
    assert min(frame.box.y for frame in frames) > 0
