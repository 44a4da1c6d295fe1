"""Coordinates of hand-made arrangements: gaps, trunks, gutters, loops."""

from __future__ import annotations

from erdapp.layout.columns import GAP, Field, Link, field
from erdapp.layout.ends import End
from erdapp.layout.graph import Edge
from erdapp.layout.pack import Label, Shelf
from erdapp.layout.place import place
from erdapp.layout.placed import Placed, Title
from erdapp.layout.ports import row_middle
from erdapp.layout.quality import measure
from erdapp.layout.route import net_of


def edge(source: int, target: int, row: int = 1, parent: End = End.EXACTLY_ONE) -> Edge:
    return Edge(
        source=source,
        target=target,
        source_row=row,
        target_row=0,
        child=End.ZERO_OR_MANY,
        parent=parent,
        label="",
    )


def cards(count: int, edges: list[Edge]) -> Field:
    links = [
        Link(e.source, e.target, row_middle(e.source_row), row_middle(e.target_row)) for e in edges
    ]
    return field([200.0] * count, [120.0] * count, links)


def shelf(*columns: list[int]) -> Shelf:
    tops = {node: 160.0 * at for column in columns for at, node in enumerate(column)}
    return Shelf([list(column) for column in columns], tops, [], {})


def drawn(shelves: list[Shelf], edges: list[Edge]) -> Placed:
    count = sum(len(column) for own in shelves for column in own.columns)
    placed = place(cards(count, edges), shelves, edges)
    found = measure(placed, [net_of(e) for e in edges])
    assert (found.overlaps, found.through_cards, found.shared) == (0, 0, 0)
    return placed


def test_a_line_passes_a_column_between_its_cards() -> None:
    placed = drawn([shelf([0], [1, 2, 3], [4])], [edge(4, 0)])
    assert placed.lines[0][0][0] == placed.boxes[4].x
    assert placed.lines[0][-1][0] == placed.boxes[0].x + placed.boxes[0].width


def test_a_gap_widens_for_the_lines_that_pass() -> None:
    edges = [edge(4 + n, n) for n in range(4)]
    placed = drawn([shelf([0, 1, 2, 3], [8, 9], [4, 5, 6, 7])], edges)
    upper, lower = placed.boxes[8], placed.boxes[9]
    assert lower.y - (upper.y + upper.height) >= GAP


def test_edges_to_one_key_share_a_trunk() -> None:
    placed = drawn([shelf([0], [1, 2, 3])], [edge(1, 0), edge(2, 0), edge(3, 0)])
    trunks = {line[1][0] for line in placed.lines if len(line) > 2}
    assert len(trunks) == 1
    assert len({line[-1] for line in placed.lines}) == 1


def test_different_ends_at_one_key_dock_apart() -> None:
    edges = [edge(1, 0), edge(2, 0, parent=End.ZERO_OR_ONE)]
    placed = drawn([shelf([0], [1, 2])], edges)
    assert placed.lines[0][-1] != placed.lines[1][-1]


def test_edges_between_shelves_run_in_the_gutter() -> None:
    shelves = [shelf([0, 1], [2]), shelf([3], [4, 5]), shelf([6], [7])]
    edges = [edge(3, 0), edge(5, 2), edge(4, 1), edge(6, 2), edge(0, 7)]
    placed = drawn(shelves, edges)
    bottom = max(placed.boxes[n].y + 120 for n in (0, 1, 2))
    top = min(placed.boxes[n].y for n in (3, 4, 5))
    for line in placed.lines[:3]:
        assert any(bottom < y < top for _, y in line)


def test_a_self_reference_loops_at_the_right() -> None:
    placed = drawn([shelf([0])], [edge(0, 0)])
    box, line = placed.boxes[0], placed.lines[0]
    assert line[0][0] == line[-1][0] == box.x + box.width
    assert all(x >= box.x + box.width for x, _ in line)


def test_titles_stand_above_their_cards() -> None:
    own = shelf([0], [1])
    own.labels.append(Label("Views (2)", (0, 1)))
    placed = drawn([own], [])
    assert placed.titles == (Title("Views (2)", (0, 1), placed.boxes[0].x, placed.boxes[0].y),)
    assert placed.boxes[0].y > 36
