"""Edges that are a chip with the other table's name, because a line would only be noise.

In a large picture that is an edge from one region to another when it leads to a hub, or farther
than a reader's eye follows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from erdapp.layout.columns import CHANNEL, Field
from erdapp.layout.escape import one_line
from erdapp.layout.graph import Edge, Node
from erdapp.layout.metrics import fit, width
from erdapp.layout.pack import Shelf
from erdapp.layout.placed import Box, Chip
from erdapp.layout.ports import row_middle
from erdapp.layout.route import Route, Seat
from erdapp.layout.stack import BETWEEN

FAR = 2400.0
"""Longer lines lead to where no screen shows both ends."""
STUB, BESIDE = 24.0, 12.0
"""From the card to the chip, with room for the end of the edge; and free beside the chip."""
HIGH, TEXT_X, SIZE, WIDEST = 18.0, 18.0, 10.5, 120.0
"""A chip's height, where its text starts, the text's size and how wide it may be."""
NO_CHIPS: Mapping[int, float] = MappingProxyType({})


class Docked(Struct, frozen=True):
    """A chip at a row of a card, `inset` px away from the card."""

    edge: int
    node: int
    row: int
    right: bool
    width: float
    inset: float


def chip_text(source: Node, target: Node) -> str:
    """The name of a table as a chip at another one says it."""
    same = source.name.schema == target.name.schema
    return fit(one_line(target.name.name if same else str(target.name)), WIDEST, SIZE, 500)


def chip_width(source: Node, target: Node) -> float:
    return float(math.ceil(TEXT_X + width(chip_text(source, target), SIZE, 500) + 8.0))


def chipped(
    field: Field,
    shelves: Sequence[Shelf],
    edges: Sequence[Edge],
    region_of: Sequence[int],
    hubs: frozenset[int],
) -> frozenset[int]:
    """The edges, by number, that are drawn as chips."""
    spots = _spots(field, shelves)
    found: set[int] = set()
    for number, edge in enumerate(edges):
        if region_of[edge.source] == region_of[edge.target]:
            continue
        (x, y), (to_x, to_y) = spots[edge.source], spots[edge.target]
        if edge.target in hubs or abs(x - to_x) + abs(y - to_y) > FAR:
            found.add(number)
    taken = {(edges[number].source, edges[number].source_row) for number in found}
    return frozenset(n for n, e in enumerate(edges) if (e.source, e.source_row) in taken)


def _spots(field: Field, shelves: Sequence[Shelf]) -> dict[int, tuple[float, float]]:
    """About where each card will stand."""
    spots: dict[int, tuple[float, float]] = {}
    y = 0.0
    for shelf in shelves:
        x, low = 0.0, min(shelf.tops.values())
        for column in shelf.columns:
            for node in column:
                spots[node] = (x, y + shelf.tops[node] - low)
            x += max(field.widths[node] for node in column) + CHANNEL
        y += max(t + field.heights[n] for n, t in shelf.tops.items()) - low + BETWEEN
    return spots


def dock_chips(
    edges: Sequence[Edge],
    chips: Mapping[int, float],
    lined: Sequence[Edge],
    routes: Sequence[Route],
) -> list[Docked]:
    """A side for every chip: the right one, unless only there a line comes to the same row."""
    busy: set[tuple[int, int, bool]] = set()
    for edge, route in zip(lined, routes, strict=True):
        busy.add((edge.source, edge.source_row, route.source_right))
        busy.add((edge.target, edge.target_row, route.target_right))
    found: list[Docked] = []
    reach: dict[tuple[int, int, bool], float] = {}
    for number in sorted(chips):
        edge = edges[number]
        spot = (edge.source, edge.source_row)
        right = (*spot, True) not in busy or (*spot, False) in busy
        inset = reach.get((*spot, right), STUB)
        found.append(Docked(number, *spot, right, chips[number], inset))
        reach[*spot, right] = inset + chips[number] + 4.0
    return found


def reaches(
    docks: Sequence[Docked],
    seats: Mapping[int, Seat],
    shelves: Sequence[Shelf],
    widths: Sequence[float],
    card_widths: Sequence[float],
) -> dict[tuple[int, int, bool], float]:
    """How far chips reach beside a column, by shelf, column and whether at its right. `widths` are
    those that cards need, `card_widths` those that they get."""
    found: dict[tuple[int, int, bool], float] = {}
    widest = [[max(widths[n] for n in column) for column in shelf.columns] for shelf in shelves]
    for chip in docks:
        seat = seats[chip.node]
        key = (seat.shelf, seat.column, chip.right)
        inside = widest[seat.shelf][seat.column] - card_widths[chip.node]
        reach = chip.inset + chip.width + BESIDE - (inside if chip.right else 0.0)
        found[key] = max(found.get(key, 0.0), reach)
    return found


def standing(docked: Docked, box: Box) -> Chip:
    """The chip at its card's place."""
    x = box.x + (box.width if docked.right else 0.0)
    y = box.y + row_middle(docked.row)
    return Chip(docked.edge, x, y, docked.right, docked.width, docked.inset)
