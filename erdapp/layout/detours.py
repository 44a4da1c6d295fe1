"""The way of one line between cards that stand anywhere: orthogonal, past as few others as can be.

The viewer does the same when a table is dropped (`static/js/corners.js`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from erdapp.layout.graph import Edge
from erdapp.layout.placed import Box, Point
from erdapp.layout.ports import row_middle

STUB = 22.0
"""Px out of a card before the first bend."""
BESIDE = 14.0
"""Px between a card and a line that goes round it."""
Way = tuple[Point, ...]


class _Ends(NamedTuple):
    """Both cards, and the heights of the rows in them."""

    source: Box
    target: Box
    y: float
    to_y: float


class _Best(NamedTuple):
    """A way, and the cards that it passes through."""

    way: Way
    passed: list[Box]


def line_between(edge: Edge, boxes: Sequence[Box]) -> Way:
    """The shortest of the ways from row to row that pass the fewest of the boxes."""
    source, target = boxes[edge.source], boxes[edge.target]
    y, to_y = source.y + row_middle(edge.source_row), target.y + row_middle(edge.target_row)
    ends = _Ends(source, target, y, to_y)
    near = [box for box in boxes if _meet(box, _around(source, target))]
    best = _least(_plain(ends), near, ends)
    if not best.passed:
        return best.way
    return _least([best.way, *_round(ends, best.passed)], boxes, ends).way


def _plain(ends: _Ends) -> Iterator[Way]:
    """Out and in on the same side, or on the sides that face each other."""
    source, target, y, to_y = ends
    left, right = source.x, source.x + source.width
    to_left, to_right = target.x, target.x + target.width
    beyond, before = max(right, to_right) + STUB, min(left, to_left) - STUB
    yield (right, y), (beyond, y), (beyond, to_y), (to_right, to_y)
    yield (left, y), (before, y), (before, to_y), (to_left, to_y)
    if right + 2 * STUB <= to_left:
        for at in ((right + to_left) / 2, right + STUB, to_left - STUB):
            yield (right, y), (at, y), (at, to_y), (to_left, to_y)
    if to_right + 2 * STUB <= left:
        for at in ((left + to_right) / 2, left - STUB, to_right + STUB):
            yield (left, y), (at, y), (at, to_y), (to_right, to_y)


def _round(ends: _Ends, passed: Sequence[Box]) -> Iterator[Way]:
    """Above and below what is in the way."""
    source, target, y, to_y = ends
    above = min(box.y for box in passed) - BESIDE
    below = max(box.y + box.height for box in passed) + BESIDE
    for side, to_side, at in product((1, -1), (1, -1), (above, below)):
        x = source.x + (source.width if side > 0 else 0.0)
        to_x = target.x + (target.width if to_side > 0 else 0.0)
        out, back = x + side * STUB, to_x + to_side * STUB
        yield (x, y), (out, y), (out, at), (back, at), (back, to_y), (to_x, to_y)


def _least(ways: Iterable[Way], boxes: Sequence[Box], ends: _Ends) -> _Best:
    found = [_Best(way, [box for box in boxes if _passes(way, box, ends)]) for way in ways]
    return min(found, key=lambda best: (len(best.passed), _length(best.way)))


def _length(way: Way) -> float:
    return sum(
        abs(x - before_x) + abs(y - before_y) for (before_x, before_y), (x, y) in pairwise(way)
    )


def _passes(way: Way, box: Box, ends: _Ends) -> bool:
    """A line may touch its own cards at its ends only."""
    own = box is ends.source or box is ends.target
    return crosses(way[1:-1] if own else way, box)


def crosses(way: Way, box: Box) -> bool:
    """Whether a line runs through a box, not only along its border."""
    inner = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
    return any(_meet(inner, _run(*run)) for run in pairwise(way))


def _run(start: Point, stop: Point) -> Box:
    (x, y), (to_x, to_y) = start, stop
    return Box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))


def _meet(a: Box, b: Box) -> bool:
    beside = a.x <= b.x + b.width and b.x <= a.x + a.width
    return beside and a.y <= b.y + b.height and b.y <= a.y + a.height


def _around(a: Box, b: Box) -> Box:
    """Both cards with the room at their sides that a plain way may take."""
    x, y = min(a.x, b.x) - STUB, min(a.y, b.y)
    wide = max(a.x + a.width, b.x + b.width) + STUB - x
    return Box(x, y, wide, max(a.y + a.height, b.y + b.height) - y)
