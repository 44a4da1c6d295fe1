"""How good a picture is, in numbers: what tests demand and `bench/shape.py` prints."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from erdapp.layout.placed import Box, Placed, Point

_TOUCH = 0.5
_CELL = 600.0


class Quality(Struct, frozen=True, kw_only=True):
    """Counts over a whole picture; `covered` is the share of it that cards cover."""

    overlaps: int
    through_cards: int
    shared: int
    """Pairs of segments of different edges and ends that lie on each other."""
    crossings: int
    length: float
    covered: float
    shape: float
    """Width to height."""


def measure(placed: Placed, nets: Sequence[object]) -> Quality:
    """The quality of a placed picture. `nets` names for each edge what it may lie on."""
    area = sum(box.width * box.height for box in placed.boxes)
    crossings, shared = _meetings(placed, nets)
    return Quality(
        overlaps=_overlaps(placed.boxes),
        through_cards=_passed(placed.lines, placed.boxes),
        shared=shared,
        crossings=crossings,
        length=sum(_length(a, b) for line in placed.lines for a, b in _segments(line)),
        covered=area / (placed.width * placed.height),
        shape=placed.width / placed.height,
    )


def _overlaps(boxes: Sequence[Box]) -> int:
    order = sorted(boxes, key=lambda box: box.x)
    found = 0
    for place, box in enumerate(order):
        for other in order[place + 1 :]:
            if other.x >= box.x + box.width:
                break
            found += other.y < box.y + box.height and box.y < other.y + other.height
    return found


def _segments(line: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(itertools.pairwise(line))


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _passed(lines: Sequence[Sequence[Point]], boxes: Sequence[Box]) -> int:
    """Lines of which any part lies inside a card, the two ends at borders aside."""
    cells: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        for cell in _cells(box.x, box.y, box.x + box.width, box.y + box.height):
            cells.setdefault(cell, []).append(box)
    return sum(
        any(_inside(a, b, cells) for a, b in itertools.pairwise(line)) for line in lines if line
    )


def _cells(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    for column in range(int(left // _CELL), int(right // _CELL) + 1):
        for row in range(int(top // _CELL), int(bottom // _CELL) + 1):
            yield column, row


def _inside(a: Point, b: Point, cells: Mapping[tuple[int, int], Sequence[Box]]) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return any(
        right > box.x + _TOUCH
        and left < box.x + box.width - _TOUCH
        and bottom > box.y + _TOUCH
        and top < box.y + box.height - _TOUCH
        for cell in _cells(left, top, right, bottom)
        for box in cells.get(cell, ())
    )


def _meetings(placed: Placed, nets: Sequence[object]) -> tuple[int, int]:
    """Crossings of horizontal with vertical segments, and segments on each other."""
    flat: list[tuple[float, float, float, object]] = []
    upright: list[tuple[float, float, float, object]] = []
    for line, net in zip(placed.lines, nets, strict=True):
        for (ax, ay), (bx, by) in _segments(line):
            if ay == by:
                flat.append((ay, min(ax, bx), max(ax, bx), net))
            else:
                upright.append((ax, min(ay, by), max(ay, by), net))
    upright.sort(key=lambda item: item[0])
    places = [item[0] for item in upright]
    crossings = 0
    for y, left, right, net in flat:
        for _, low, high, other in upright[bisect_right(places, left) : bisect_left(places, right)]:
            crossings += low < y < high and net != other
    return crossings, _shared(flat) + _shared(upright)


def _shared(segments: list[tuple[float, float, float, object]]) -> int:
    order = sorted(segments, key=lambda item: item[:3])
    found = 0
    for place, (at, low, high, net) in enumerate(order):
        for there, other_low, other_high, other in order[place + 1 :]:
            if there - at > 1.0:
                break
            found += net != other and min(high, other_high) - max(low, other_low) > 2.0
    return found
