"""Room in the columns for the lines that pass between cards."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.layout.align import Limits
from erdapp.layout.columns import GAP, Field, settle
from erdapp.layout.pack import Shelf
from erdapp.layout.route import MARGIN, Gap, Net, Route
from erdapp.layout.stack import BETWEEN, FRAME, FRAME_HEAD, LABEL

PITCH = 12.0
"""Between parallel lines."""
MOST_GAP = 220.0
"""A gap grows no further for its lines: in a dense picture these move closer together."""


def make_room(field: Field, shelves: Sequence[Shelf], routes: Sequence[Route]) -> None:
    """Widen gaps for the lines that pass them, and let the cards settle again."""
    nets: dict[Gap, set[Net]] = {}
    for route in routes:
        for stop in route.stops:
            if isinstance(stop, Gap):
                nets.setdefault(stop, set()).add(route.net)
    touched: set[int] = set()
    for gap, lines in nets.items():
        shelf = shelves[gap.shelf]
        touched.add(gap.shelf)
        column = shelf.columns[gap.column]
        if 0 < gap.place < len(column):
            extra = min(MOST_GAP, 2 * MARGIN + (len(lines) - 1) * PITCH) - GAP
            node = column[gap.place]
            shelf.room[node] = max(extra, shelf.room.get(node, 0.0), 0.0)
    for number in sorted(touched):
        shelf = shelves[number]
        if shelf.units:
            _push_down(field, shelf)
        else:
            limits = _limits(field, shelf)
            settle(field, shelf.columns, shelf.tops, room=shelf.room, limits=limits, sweeps=4)
    for shelf in shelves:
        shelf.tops.update({node: float(round(top)) for node, top in shelf.tops.items()})


def _limits(field: Field, shelf: Shelf) -> Limits:
    """The height of the shelf as it was, and half at each end of what a column gains in room."""
    gained = max(sum(max(0.0, shelf.room.get(n, 0.0)) for n in c) for c in shelf.columns)
    low = min(shelf.tops.values()) - gained / 2
    high = max(top + field.heights[node] for node, top in shelf.tops.items()) + gained / 2
    return low, high + GAP


def _push_down(field: Field, shelf: Shelf) -> None:
    """Units one after the other, each whole below those that stand above it in its columns."""
    column_of = {node: place for place, column in enumerate(shelf.columns) for node in column}
    heads = {label.nodes: FRAME_HEAD if label.framed else LABEL for label in shelf.labels}
    framed = {label.nodes for label in shelf.labels if label.framed}
    floor: dict[int, float] = {}
    for unit in sorted(shelf.units, key=lambda unit: min(shelf.tops[node] for node in unit)):
        columns: dict[int, list[int]] = {}
        for node in unit:
            columns.setdefault(column_of[node], []).append(node)
        for column in columns.values():
            column.sort(key=lambda node: shelf.tops[node])
        titled = unit in heads
        first = min(shelf.tops[node] for node in unit) - heads.get(unit, 0.0)
        shift = max(
            floor[place] + BETWEEN - (first if titled else shelf.tops[column[0]])
            if place in floor
            else 0.0
            for place, column in columns.items()
        )
        lows = {
            place: _moved(field, shelf, column, max(0.0, shift))
            for place, column in columns.items()
        }
        if titled:
            low = max(lows.values()) + (FRAME if unit in framed else 0.0)
            lows = dict.fromkeys(columns, low)
        floor.update(lows)


def _moved(field: Field, shelf: Shelf, column: Sequence[int], shift: float) -> float:
    """Cards of one column moved down by `shift`, and farther where one needs more room above; the
    bottom of the last."""
    last: float | None = None
    for node in column:
        top = shelf.tops[node] + shift
        if last is not None:
            top = max(top, last + GAP + shelf.room.get(node, 0.0))
        shelf.tops[node] = top
        last = top + field.heights[node]
    assert last is not None
    return last
