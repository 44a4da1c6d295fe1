"""A component in columns: as `dot` layers it where that has a good shape, else cut anew."""

from __future__ import annotations

import math
from collections.abc import Sequence

from erdapp.layout.columns import (
    SHAPE,
    Columns,
    Field,
    band,
    ideal_count,
    ranked,
    recut,
    settle,
    stacked,
    width,
)
from erdapp.layout.improve import cost, crossings, improve, swapped

CROSSING = 70.0
"""What a crossing of two lines costs, in px of line."""

Arranged = tuple[Columns, dict[int, float]]
"""The columns and the top of every card."""


QUICK = 4
"""Sweeps where time counts."""
MOST_NODES, MOST_EDGES = 400, 600
"""Beyond this a component isn't given to dot: it would take long and bring no better picture."""


def wants_dot(nodes: int, edges: int) -> bool:
    """Whether dot's layers are worth their time for a component of this size."""
    return nodes <= MOST_NODES and edges <= MOST_EDGES


def arrange(
    field: Field,
    nodes: Sequence[int],
    places: Sequence[tuple[float, float]] | None,
    shape: float = SHAPE,
    *,
    quick: bool = False,
) -> Arranged:
    """The best of a few arrangements. `places` are dot's, None when there are none; `shape` is
    the width to height to aim at. `quick` tries fewer: one of many regions may be less than
    perfect."""
    outwards: Columns = [_breadth_first(field, nodes)]
    layers = ranked(places, nodes) if places is not None else outwards
    found: list[tuple[float, Arranged]] = []
    if places is not None and len(nodes) <= 150:
        found.append(_natural(field, layers))
    count = ideal_count(field, nodes, shape)
    starts = [(layers, count)]
    if 3 < len(nodes) <= 150 and not quick:
        starts += [(layers, max(2, count - 1)), (outwards, count)]
    effort = QUICK if quick or len(nodes) > 400 else 8
    for start, columns in starts:
        cut = improve(field, recut(field, start, columns), sweeps=effort)
        found.append((_price(field, *cut), cut))
    return min(found, key=lambda item: item[0])[1]


def _natural(field: Field, layers: Columns) -> tuple[float, Arranged]:
    limits = band(field, layers)
    tops = settle(field, layers, stacked(field, layers), limits=limits)
    columns = swapped(field, [list(column) for column in layers], tops)
    tops = settle(field, columns, tops, limits=limits)
    return 0.9 * _price(field, columns, tops), (columns, tops)


def _price(field: Field, columns: Columns, tops: dict[int, float]) -> float:
    """Length of lines and their crossings, made dearer by a shape far from the wanted one and by
    empty ground."""
    wide = width(field, columns)
    high = max(tops[n] + field.heights[n] for n in tops) - min(tops.values())
    ratio = wide / high
    off = max(ratio / 2.0, 0.8 / ratio, 1.0)
    ground = math.sqrt(wide * high)
    lines = cost(field, columns, tops) + CROSSING * crossings(field, columns, tops)
    return (lines + 2.0 * ground) * off * math.sqrt(off)


def _breadth_first(field: Field, nodes: Sequence[int]) -> list[int]:
    """A reading order without dot: from the best connected card outwards."""
    order: list[int] = []
    seen: set[int] = set()
    for start in sorted(nodes, key=lambda n: (-len(field.near[n]), n)):
        if start in seen:
            continue
        seen.add(start)
        queue = [start]
        for node in queue:
            for other, _ in field.near[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        order += queue
    return order
