"""Cards in columns: the shape every region of a picture has.

Between two columns runs a free channel and between two cards of a column a free gap, so that
every line finds a way that touches no card. A column is as wide as its widest card.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from erdapp.layout.align import UNLIMITED, Limits, Place, Pull, spread

GAP = 40.0
"""Between cards of a column."""
CHANNEL = 110.0
"""Between columns, before lines are counted."""
SHAPE = 1.6
"""Width to height that a picture is to have."""

Columns = list[list[int]]
"""Node indexes, each column from top to bottom."""
Pulls = Mapping[int, Sequence[Pull]]
"""Of each card, those by which its height is decided."""


class Link(Struct, frozen=True):
    """An edge between two cards, with the distance of each end from its card's top."""

    source: int
    target: int
    source_at: float
    target_at: float


class Field(Struct):
    """What the arrangement works on: sizes of all cards, links, and for each card those at it."""

    widths: Sequence[float]
    heights: Sequence[float]
    links: Sequence[Link]
    near: list[list[Pull]]
    """For each node what it is linked to."""
    reach: Sequence[float] = ()
    """How far what stands beside a card will reach; empty: nothing does."""


def field(widths: Sequence[float], heights: Sequence[float], links: Sequence[Link]) -> Field:
    near: list[list[Pull]] = [[] for _ in heights]
    for link in links:
        if link.source != link.target:
            shift = link.target_at - link.source_at
            near[link.source].append((link.target, shift))
            near[link.target].append((link.source, -shift))
    return Field(widths, heights, links, near)


def settle(
    field: Field,
    columns: Columns,
    tops: dict[int, float],
    *,
    room: dict[int, float] | None = None,
    limits: Limits = UNLIMITED,
    sweeps: int = 6,
    pulls: Pulls | None = None,
) -> dict[int, float]:
    """The top of every card for a fixed order. `tops` is where they are now; `room` is how much
    more than GAP (less, when negative) a card needs above itself; `limits` bound the columns.
    `pulls` are those of the columns, where they are known."""
    extra, known = room or {}, pulls or pulls_of(field, columns)
    low, high = limits
    stacks: list[tuple[list[Place], Limits]] = []
    for column in columns:
        offsets = _offsets(field, column, extra)
        highest = max(low, high - offsets[-1])
        rows = [(node, at, known[node]) for node, at in zip(column, offsets, strict=False)]
        stacks.append((rows, (low, highest)))
    there = [stack for stack in stacks if stack[0]]
    # At a turn, nothing has moved since the column was settled that pulls all of its cards.
    ways = [
        way[1:] if all(row[2] for row in way[0][0]) else way for way in (there, there[::-1]) if way
    ]
    for sweep in range(sweeps):
        for rows, bounds in ways[sweep % 2] if sweep else there:
            spread(rows, tops, bounds)
    return tops


def pulls_of(field: Field, columns: Columns) -> dict[int, list[Pull]]:
    """What pulls each card, whatever the order in the columns is."""
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    return {node: pulls_on(field, node, column_of) for node in column_of}


def pulls_on(field: Field, node: int, column_of: Mapping[int, int]) -> list[Pull]:
    """The links by which a card's height is decided: those to the next columns, or else all that
    leave its own."""
    own = column_of[node]
    near: list[Pull] = []
    far: list[Pull] = []
    for pull in field.near[node]:
        place = column_of.get(pull[0], own)
        if place != own:
            (near if -1 <= place - own <= 1 else far).append(pull)
    return near or far


def _offsets(field: Field, column: Sequence[int], extra: Mapping[int, float]) -> list[float]:
    """How far below the first each card is at least; at the end, what the column needs in all."""
    at = 0.0
    found: list[float] = []
    for node in column:
        if found and node in extra:
            at += extra[node]
        found.append(at)
        at += field.heights[node] + GAP
    return [*found, at]


def stacked(field: Field, columns: Columns) -> dict[int, float]:
    """Tops of cards simply stacked, every column centred on the same line."""
    tops: dict[int, float] = {}
    for column in columns:
        at = -height(field, column) / 2
        for node in column:
            tops[node] = at
            at += field.heights[node] + GAP
    return tops


def band(loads: Sequence[float]) -> Limits:
    """A little more than the tallest column, around the line that `stacked` centres on: lines may
    run straight within it, but a picture doesn't become a staircase. `loads` are of columns."""
    tallest = max(loads)
    return -0.54 * tallest, 0.54 * tallest


def height(field: Field, column: Sequence[int]) -> float:
    return load(field, column) - GAP


def load(field: Field, column: Sequence[int]) -> float:
    """The height of a column with one more gap."""
    return sum([field.heights[node] + GAP for node in column])


def width(field: Field, columns: Columns) -> float:
    """Of all columns with their channels."""
    cards = sum(max(field.widths[node] for node in column) for column in columns)
    return cards + CHANNEL * (len(columns) - 1)


def ranked(places: Sequence[tuple[float, float]], nodes: Sequence[int]) -> Columns:
    """Columns as `dot` layered them: cards of one x, by y."""
    found: dict[float, list[tuple[float, int]]] = {}
    for node, (x, y) in zip(nodes, places, strict=True):
        found.setdefault(round(x, 1), []).append((y, node))
    return [[node for _, node in sorted(found[x])] for x in sorted(found)]


def recut(field: Field, columns: Columns, count: int) -> Columns:
    """The same cards in `count` columns of about equal height, in reading order of the layers."""
    sequence = [node for column in columns for node in column]
    share = height(field, sequence) / count
    cut: Columns = [[] for _ in range(count)]
    run = 0.0
    for node in sequence:
        size = field.heights[node] + GAP
        place = min(count - 1, int((run + size / 2) / share))
        cut[place].append(node)
        run += size
    return [column for column in cut if column]


def ideal_count(field: Field, nodes: Sequence[int], shape: float = SHAPE) -> int:
    """How many columns give the nodes the wanted shape."""
    average = sum(field.widths[node] for node in nodes) / len(nodes) + CHANNEL
    count = math.sqrt(shape * 1.15 * height(field, nodes) / average)
    return max(1, min(len(nodes), round(count)))
