"""From columns and ways to coordinates: boxes, points of lines, titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from erdapp.layout.chips import NO_CHIPS, Docked, dock_chips, reaches, standing
from erdapp.layout.columns import CHANNEL, GAP, Field
from erdapp.layout.frames import borders, frames, titles
from erdapp.layout.graph import Edge
from erdapp.layout.pack import Shelf
from erdapp.layout.placed import Box, Placed, Point
from erdapp.layout.ports import Ports, dock, row_middle
from erdapp.layout.room import PITCH, make_room
from erdapp.layout.route import MARGIN, Channel, Gap, Gutter, Net, Route, Router, Seat, seats
from erdapp.layout.stack import BETWEEN, FRAME, FRAME_HEAD, LABEL
from erdapp.layout.tracks import Line, assign

STUB = 34.0
"""Straight before the first bend, with room for a glyph and the bend."""
MOST_CHANNEL = 460.0
"""A channel grows no further for its lines: in a dense picture these move closer together."""
FAR = 1e7
"""A pin outside the shelf."""
PADDING = 36.0
EMPTY = (320.0, 120.0)
"""The size of a picture of nothing, without padding."""


class _Work(Struct):
    """What the steps below hand on; heights are relative to shelves until the end."""

    field: Field
    shelves: list[Shelf]
    seats: dict[int, Seat]
    edges: Sequence[Edge]
    numbers: Sequence[int]
    """Of the edges that have lines, among all."""
    docks: list[Docked]
    routes: list[Route]
    ports: Ports
    gap_at: dict[tuple[Gap, Net], float]
    channel_at: dict[tuple[Channel, Net], float]
    gutter_at: dict[tuple[Gutter, Net], float]
    column_x: dict[tuple[int, int], float]
    card_width: list[float]
    shelf_y: list[float]


def place(
    field: Field,
    shelves: list[Shelf],
    edges: Sequence[Edge],
    chips: Mapping[int, float] = NO_CHIPS,
) -> Placed:
    """Coordinates for everything. `shelves` are changed: their cards move to make room. `chips`
    are the widths of the chips that some edges are."""
    numbers = [number for number in range(len(edges)) if number not in chips]
    lined = [edges[number] for number in numbers]
    wide = card_widths(field, shelves)
    work = _Work(
        field, shelves, seats(shelves), lined, numbers, [], [], Ports([], []), {}, {}, {}, {},
        wide, [],
    )  # fmt: skip
    _route(work)
    make_room(field, shelves, work.routes)
    work.ports = dock(lined, work.routes, lambda node: _top(work, node))
    work.docks = dock_chips(edges, chips, lined, work.routes)
    _pass_gaps(work)
    _stand_columns(work)
    _stack_shelves(work)
    return _finished(work, len(edges))


def card_widths(field: Field, shelves: Sequence[Shelf]) -> list[float]:
    """Cards of one column are equally wide, in a picture of many pieces those of one piece."""
    widths = list(field.widths)
    for shelf in shelves:
        unit_of = {node: number for number, unit in enumerate(shelf.units) for node in unit}
        for column in shelf.columns:
            most: dict[int, float] = {}
            for node in column:
                unit = unit_of.get(node, -1)
                most[unit] = max(most.get(unit, 0.0), field.widths[node])
            for node in column:
                widths[node] = most[unit_of.get(node, -1)]
    return widths


def _top(work: _Work, node: int) -> float:
    return work.shelves[work.seats[node].shelf].tops[node]


def _route(work: _Work) -> None:
    router = Router(work.shelves, work.field.heights)

    def distance(place: int) -> tuple[int, int]:
        source, target = work.seats[work.edges[place].source], work.seats[work.edges[place].target]
        return abs(source.shelf - target.shelf) * 100 + abs(source.column - target.column), place

    found: dict[int, Route] = {}
    for place_ in sorted(range(len(work.edges)), key=distance):
        edge = work.edges[place_]
        source_y = _top(work, edge.source) + row_middle(edge.source_row)
        target_y = _top(work, edge.target) + row_middle(edge.target_row)
        found[place_] = router.route(place_, edge, source_y, target_y)
    work.routes = [found[place_] for place_ in range(len(work.edges))]


def _pass_gaps(work: _Work) -> None:
    """The height at which each net passes each gap: straight ahead where it can."""
    wishes: dict[Gap, dict[Net, float]] = {}
    for place_, route in enumerate(work.routes):
        here, there = work.ports.source[place_], work.ports.target[place_]
        for stop in route.stops:
            if isinstance(stop, Gap):
                low, high = _free(work, stop)
                near = here if low <= here <= high else there
                wish = there if low <= there <= high else near
                wishes.setdefault(stop, {}).setdefault(route.net, min(max(wish, low), high))
    for gap, nets in wishes.items():
        low, high = _free(work, gap)
        order = sorted(nets, key=lambda net: (nets[net], net))
        pitch = min(PITCH, (high - low) / max(1, len(order) - 1))
        last = low - pitch
        for rank, net in enumerate(order):
            latest = high - pitch * (len(order) - 1 - rank)
            last = max(last + pitch, min(nets[net], latest))
            work.gap_at[gap, net] = last


def _free(work: _Work, gap: Gap) -> tuple[float, float]:
    shelf = work.shelves[gap.shelf]
    column = shelf.columns[gap.column]
    low, high = -FAR, FAR
    if gap.place > 0:
        above = column[gap.place - 1]
        low = shelf.tops[above] + work.field.heights[above] + MARGIN
    if gap.place < len(column):
        high = shelf.tops[column[gap.place]] - MARGIN
    return low, max(low, high)


def _heights(work: _Work, place_: int) -> list[float]:
    """The heights between which an edge runs in its channels; FAR where it leaves the shelf."""
    route = work.routes[place_]
    found = [work.ports.source[place_]]
    for stop in route.stops:
        found.append(work.gap_at[stop, route.net] if isinstance(stop, Gap) else FAR)
    return [*found, work.ports.target[place_]]


def _channel_lines(work: _Work) -> dict[Channel, dict[Net, Line]]:
    found: dict[Channel, dict[Net, Line]] = {}
    for place_, route in enumerate(work.routes):
        heights = _heights(work, place_)
        last = len(route.channels) - 1
        for at, channel in enumerate(route.channels):
            line = found.setdefault(channel, {}).setdefault(route.net, Line([]))
            if at == 0:
                line.pins.append((heights[0], -1 if route.source_right else 1))
            else:
                line.pins.append(_pin(channel, route.stops[at - 1], heights[at]))
            if at == last:
                line.pins.append((heights[-1], -1 if route.target_right else 1))
            else:
                line.pins.append(_pin(channel, route.stops[at], heights[at + 1]))
    return found


def _pin(channel: Channel, stop: Gap | Gutter, height: float) -> tuple[float, int]:
    if isinstance(stop, Gap):
        return height, -1 if stop.column < channel.place else 1
    return (-FAR if stop.place == channel.shelf else FAR), 0


def _stand_columns(work: _Work) -> None:
    """Widths of channels by their lines; then the x of columns and of vertical lines."""
    lines = _channel_lines(work)
    zones = reaches(work.docks, work.seats, work.shelves, work.field.widths, work.card_width)
    for border in borders(work.shelves):
        zones[border] = zones.get(border, 0.0) + FRAME
    for number, shelf in enumerate(work.shelves):
        x = PADDING
        for place_ in range(len(shelf.columns) + 1):
            own = lines.get(Channel(number, place_), {})
            nets = sorted(own)
            tracks, count = assign([own[net] for net in nets])
            before = zones.get((number, place_ - 1, True), 0.0)
            after = zones.get((number, place_, False), 0.0)
            width = _channel_width(work, shelf, place_, count, before + after)
            free = width - before - after
            pitch = min(16.0, (free - 2 * STUB) / (count - 1)) if count > 1 else 0.0
            first = x + before + (free - pitch * (count - 1)) / 2
            for net, track in zip(nets, tracks, strict=True):
                work.channel_at[Channel(number, place_), net] = first + pitch * track
            x += width
            if place_ < len(shelf.columns):
                work.column_x[number, place_] = x
                x += max(work.field.widths[node] for node in shelf.columns[place_])


def _channel_width(work: _Work, shelf: Shelf, place_: int, count: int, zones: float) -> float:
    needed = min(MOST_CHANNEL, 2 * STUB + PITCH * (count - 1)) if count else 0.0
    needed += zones
    if place_ in (0, len(shelf.columns)):
        return needed
    beside = [*shelf.columns[place_ - 1], *shelf.columns[place_]]
    linked = any(work.field.near[node] for node in beside)
    return max(needed, CHANNEL if linked else GAP)


def _stack_shelves(work: _Work) -> None:
    """Heights of gutters by their lines, then the y of shelves."""
    lines: dict[int, dict[Net, Line]] = {}
    for route in work.routes:
        for at, stop in enumerate(route.stops):
            if isinstance(stop, Gutter):
                line = lines.setdefault(stop.place, {}).setdefault(route.net, Line([]))
                for channel in route.channels[at : at + 2]:
                    x = work.channel_at[channel, route.net]
                    line.pins.append((x, -1 if channel.shelf < stop.place else 1))
    y = PADDING
    for number, shelf in enumerate(work.shelves):
        own = lines.get(number, {})
        nets = sorted(own)
        tracks, count = assign([own[net] for net in nets])
        room = max(BETWEEN if number else 0.0, 2 * STUB + PITCH * (count - 1) if count else 0.0)
        first = y + (room - PITCH * (count - 1)) / 2
        for net, track in zip(nets, tracks, strict=True):
            work.gutter_at[Gutter(number), net] = first + PITCH * track
        low, high = _extent(work, number, shelf)
        work.shelf_y.append(float(round(y + room - low)))
        y += room + high - low


def _extent(work: _Work, number: int, shelf: Shelf) -> tuple[float, float]:
    heights = [at for (gap, _), at in work.gap_at.items() if gap.shelf == number]
    low = min([*shelf.tops.values(), *heights])
    high = max([*(t + work.field.heights[n] for n, t in shelf.tops.items()), *heights])
    head = LABEL if shelf.labels else 0.0
    return low - (FRAME_HEAD if any(label.framed for label in shelf.labels) else head), high


def _finished(work: _Work, edges: int) -> Placed:
    boxes = tuple(_box(work, node) for node in range(len(work.field.heights)))
    lines: list[tuple[Point, ...]] = [()] * edges
    for place_, number in enumerate(work.numbers):
        lines[number] = _points(work, boxes, place_)
    chips = tuple(standing(docked, boxes[docked.node]) for docked in work.docks)
    labels = [label for shelf in work.shelves for label in shelf.labels]
    hanging = zip((docked.node for docked in work.docks), chips, strict=True)
    grounds = tuple(frames(labels, boxes, hanging))
    areas = [*boxes, *(frame.box for frame in grounds)]
    right = [box.x + box.width for box in areas] + [x for line in lines for x, _ in line]
    right += [chip.right_end for chip in chips]
    bottom = [box.y + box.height for box in areas] + [y for line in lines for _, y in line]
    return Placed(
        boxes=boxes,
        lines=tuple(lines),
        titles=tuple(titles(labels, boxes)),
        width=max(right, default=EMPTY[0]) + PADDING,
        height=max(bottom, default=EMPTY[1]) + PADDING,
        chips=chips,
        frames=grounds,
    )


def _box(work: _Work, node: int) -> Box:
    seat = work.seats[node]
    column = (seat.shelf, seat.column)
    return Box(
        work.column_x[column],
        _top(work, node) + work.shelf_y[seat.shelf],
        work.card_width[node],
        work.field.heights[node],
    )


def _points(work: _Work, boxes: Sequence[Box], place_: int) -> tuple[Point, ...]:
    edge, route = work.edges[place_], work.routes[place_]
    source, target = boxes[edge.source], boxes[edge.target]
    start = source.x + (source.width if route.source_right else 0.0)
    end = target.x + (target.width if route.target_right else 0.0)
    y = work.ports.source[place_] + work.shelf_y[work.seats[edge.source].shelf]
    points = [(start, y)]
    for at, channel in enumerate(route.channels):
        x = work.channel_at[channel, route.net]
        points.append((x, y))
        if at < len(route.stops):
            stop = route.stops[at]
            if isinstance(stop, Gap):
                y = work.gap_at[stop, route.net] + work.shelf_y[stop.shelf]
            else:
                y = work.gutter_at[stop, route.net]
        else:
            y = work.ports.target[place_] + work.shelf_y[work.seats[edge.target].shelf]
        points.append((x, y))
    return (*_straightened([*points, (end, y)]),)


def _straightened(points: list[Point]) -> list[Point]:
    """Without repeated points and points in the middle of a straight run."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.05 and abs(kept[-1][1] - point[1]) < 0.05:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def _in_line(a: Point, b: Point, c: Point) -> bool:
    same_x = abs(a[0] - b[0]) < 0.05 and abs(b[0] - c[0]) < 0.05
    same_y = abs(a[1] - b[1]) < 0.05 and abs(b[1] - c[1]) < 0.05
    return same_x or same_y
