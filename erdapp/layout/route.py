"""Which way each edge takes: through channels between columns, gaps between cards and gutters
between shelves, never through a card. Coordinates come later, in `place`.

Edges to the same key are one net: they share tracks, so that a much-referenced table gets a trunk
with branches instead of a bundle of lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from erdapp.layout.graph import Edge
from erdapp.layout.pack import Shelf

MARGIN = 14.0
"""Between a card and a line that passes it."""
FEW = 16
"""Columns with so few gaps are looked at whole."""


class Net(NamedTuple):
    """Edges that end alike at one row: they may lie on each other."""

    target: int
    row: int
    end: str
    mark: str


class Channel(NamedTuple):
    """A vertical strip of a shelf, left of the column of the same number."""

    shelf: int
    place: int


class Gap(NamedTuple):
    """A horizontal strip of a column, above the card of the same number."""

    shelf: int
    column: int
    place: int


class Gutter(NamedTuple):
    """A horizontal strip over the whole width, above the shelf of the same number."""

    place: int


Stop = Gap | Gutter


class Route(Struct, frozen=True):
    """From the child's row to the parent's: channels with the stops between them."""

    edge: int
    net: Net
    source_right: bool
    target_right: bool
    channels: tuple[Channel, ...]
    stops: tuple[Stop, ...]


class Seat(NamedTuple):
    """Where a card stands."""

    shelf: int
    column: int
    place: int


def seats(shelves: Sequence[Shelf]) -> dict[int, Seat]:
    return {
        node: Seat(s, c, p)
        for s, shelf in enumerate(shelves)
        for c, column in enumerate(shelf.columns)
        for p, node in enumerate(column)
    }


def net_of(edge: Edge) -> Net:
    return Net(edge.target, edge.target_row, edge.parent.value, edge.mark.value)


class Router:
    """Routes edges one after the other; later ones join the trunks of earlier ones."""

    def __init__(self, shelves: Sequence[Shelf], heights: Sequence[float]) -> None:
        self._shelves = shelves
        self._heights = heights
        self._seats = seats(shelves)
        self._used: dict[Gap, set[Net]] = {}
        self._load: dict[Channel, set[Net]] = {}
        self._free: dict[tuple[int, int], list[tuple[float, float]]] = {}
        self._taken: dict[tuple[int, int, Net], set[int]] = {}

    def route(self, place: int, edge: Edge, source_y: float, target_y: float) -> Route:
        """The way of one edge whose ends are at these heights of their shelves."""
        source, target = self._seats[edge.source], self._seats[edge.target]
        net = net_of(edge)
        if source.shelf != target.shelf:
            route = self._over_shelves(place, net, source, target)
        elif source.column == target.column:
            route = self._same_column(place, edge, net, source)
        else:
            route = self._along(place, net, source, target, source_y, target_y)
        for channel in route.channels:
            self._load.setdefault(channel, set()).add(net)
        for stop in route.stops:
            if isinstance(stop, Gap):
                self._used.setdefault(stop, set()).add(net)
        return route

    def _same_column(self, place: int, edge: Edge, net: Net, seat: Seat) -> Route:
        left, right = Channel(seat.shelf, seat.column), Channel(seat.shelf, seat.column + 1)
        last = len(self._shelves[seat.shelf].columns)
        to_right = edge.source == edge.target or self._crowd(right, net, last) <= self._crowd(
            left, net, last
        )
        return Route(place, net, to_right, to_right, (right if to_right else left,), ())

    def _crowd(self, channel: Channel, net: Net, last: int) -> float:
        load = self._load.get(channel, set())
        outer = 1.5 if channel.place in (0, last) else 0.0
        return len(load) + outer - (3.0 if net in load else 0.0)

    def _along(
        self, place: int, net: Net, source: Seat, target: Seat, source_y: float, target_y: float
    ) -> Route:
        right = target.column > source.column
        step = 1 if right else -1
        at = Channel(source.shelf, source.column + (1 if right else 0))
        channels, stops, y = [at], list[Stop](), source_y
        for column in range(source.column + step, target.column, step):
            gap, y = self._gap(source.shelf, column, net, y, target_y)
            stops.append(gap)
            at = Channel(source.shelf, column + (1 if right else 0))
            channels.append(at)
        return Route(place, net, right, not right, tuple(channels), tuple(stops))

    def _gap(
        self, shelf: int, column: int, net: Net, here: float, there: float
    ) -> tuple[Gap, float]:
        """The gap of the column that costs the least way, and the height at which to pass it."""
        gaps = self._gaps(shelf, column)
        best = (float("inf"), Gap(shelf, column, 0), here)
        for place in self._near(gaps, (shelf, column, net), here, there):
            low, high = gaps[place]
            gap = Gap(shelf, column, place)
            used = self._used.get(gap, set())
            y = min(max(there, low), high)
            asked = abs(here - y) + abs(there - y) + 12.0 * len(used) - 150.0 * (net in used)
            if asked < best[0]:
                best = (asked, gap, y)
        self._taken.setdefault((shelf, column, net), set()).add(best[1].place)
        return best[1], best[2]

    def _near(
        self,
        gaps: list[tuple[float, float]],
        key: tuple[int, int, Net],
        here: float,
        there: float,
    ) -> list[int]:
        """The gaps worth a look: near both ends, all between where these are few, and those that
        the net passes already."""
        if len(gaps) <= FEW:
            return list(range(len(gaps)))
        found = set(self._taken.get(key, ()))
        for y in (here, there):
            at = bisect_right(gaps, (y, float("inf")))
            found.update(range(max(0, at - 3), min(len(gaps), at + 3)))
        return sorted(found)

    def _gaps(self, shelf: int, column: int) -> list[tuple[float, float]]:
        known = self._free.get((shelf, column))
        if known is not None:
            return known
        tops = self._shelves[shelf].tops
        low, found = float("-inf"), []
        for node in self._shelves[shelf].columns[column]:
            found.append((low, max(low, tops[node] - MARGIN)))
            low = tops[node] + self._heights[node] + MARGIN
        found.append((low, float("inf")))
        self._free[shelf, column] = found
        return found

    def _over_shelves(self, place: int, net: Net, source: Seat, target: Seat) -> Route:
        down = target.shelf > source.shelf
        source_right = target.column >= source.column
        target_right = not source_right
        at = Channel(source.shelf, source.column + (1 if source_right else 0))
        goal = target.column + (1 if target_right else 0)
        channels, stops = [at], list[Stop]()
        step = 1 if down else -1
        for shelf in range(source.shelf + step, target.shelf + step, step):
            stops.append(Gutter(shelf if down else shelf + 1))
            last = len(self._shelves[shelf].columns)
            channels.append(Channel(shelf, min(goal, last)))
        return Route(place, net, source_right, target_right, tuple(channels), tuple(stops))
