"""Parallel lines of one strip in the order that crosses least, on as few tracks as possible."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

CLEAR = 8.0
"""Lines of one track keep this apart, end to end."""
NEAR = 5.0
"""Two lines closer than this look like one."""
MOST = 160
"""Where more lines than this lie beside each other they are sorted only, to stay bounded."""


class Line(Struct):
    """A line along a strip with its pins: (position along the strip, side −1 or +1)."""

    pins: list[tuple[float, int]]

    @property
    def low(self) -> float:
        return min(at for at, _ in self.pins)

    @property
    def high(self) -> float:
        return max(at for at, _ in self.pins)


def assign(lines: Sequence[Line]) -> tuple[list[int], int]:
    """The track of each line, 0 nearest to side −1, and how many tracks there are.

    A line of no length gets track 0 and takes no room.
    """
    spans = [(line.low, line.high) for line in lines]
    found = [0] * len(lines)
    count = 0
    for bunch in _bunches(spans):
        done: list[tuple[float, float, int]] = []
        for place in _ordered(lines, spans, bunch):
            low, high = spans[place]
            track = 0
            for other_low, other_high, other in done:
                if other >= track and other_low < high + CLEAR and low < other_high + CLEAR:
                    track = other + 1
            found[place] = track
            done.append((low, high, track))
            count = max(count, track + 1)
    return found, count


def _bunches(spans: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Lines that lie beside each other, directly or by way of others."""
    real = [place for place, (low, high) in enumerate(spans) if high - low >= 1]
    real.sort(key=lambda place: spans[place])
    bunches: list[list[int]] = []
    reached = float("-inf")
    for place in real:
        low, high = spans[place]
        if low >= reached + CLEAR:
            bunches.append([])
        bunches[-1].append(place)
        reached = max(reached, high)
    return bunches


def _ordered(
    lines: Sequence[Line], spans: Sequence[tuple[float, float]], bunch: list[int]
) -> list[int]:
    if len(bunch) == 1:
        return bunch
    order = sorted(bunch, key=lambda n: (_lean(lines[n]), spans[n]))
    if len(order) > MOST:
        return order
    pins = {place: _sides(lines[place], spans[place]) for place in order}
    price: dict[tuple[int, int], int] = {}
    by_low = sorted(order, key=lambda n: spans[n])
    for at, a in enumerate(by_low):
        until = spans[a][1] + CLEAR
        for b in by_low[at + 1 :]:
            if spans[b][0] >= until:
                break
            price[a, b] = _crossings(pins[a], pins[b])
            price[b, a] = _crossings(pins[b], pins[a])
    for _ in range(3):
        if not sum(_sift(order, node, price) for node in list(order)):
            break
    return order


def _lean(line: Line) -> float:
    """Lines with most pins at side −1 first."""
    return sum(side for _, side in line.pins) / len(line.pins)


class _Sides(NamedTuple):
    """The sorted pins of a line on each side, and the span in which it meets others."""

    left: list[float]
    right: list[float]
    low: float
    high: float


def _sides(line: Line, span: tuple[float, float]) -> _Sides:
    left = sorted({at for at, side in line.pins if side < 0})
    right = sorted({at for at, side in line.pins if side > 0})
    return _Sides(left, right, span[0] - NEAR, span[1] + NEAR)


def _crossings(a: _Sides, b: _Sides) -> int:
    """How often the two cross, or run into each other, with `a` nearer to side −1."""
    total = bisect_left(a.right, b.high) - bisect_right(a.right, b.low)
    total += bisect_left(b.left, a.high) - bisect_right(b.left, a.low)
    for at in a.right if len(a.right) < len(b.left) else b.left:
        others = b.left if len(a.right) < len(b.left) else a.right
        total += 2 * (bisect_left(others, at + NEAR) - bisect_right(others, at - NEAR))
    return total


def _sift(order: list[int], node: int, price: dict[tuple[int, int], int]) -> bool:
    """Move one line to its best place among the others; whether that was another place."""
    place = order.index(node)
    rest = order[:place] + order[place + 1 :]
    now = sum(price.get((node, other), 0) for other in rest)
    costs = [now]
    for other in rest:
        now += price.get((other, node), 0) - price.get((node, other), 0)
        costs.append(now)
    best = min(range(len(costs)), key=lambda at: (costs[at], abs(at - place)))
    if costs[best] >= costs[place]:
        return False
    order[:] = [*rest[:best], node, *rest[best:]]
    return True
