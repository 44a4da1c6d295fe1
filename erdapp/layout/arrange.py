"""A component in columns: as `dot` layers it where that has a good shape, else cut anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from erdapp.layout.columns import (
    SHAPE,
    Columns,
    Field,
    band,
    ideal_count,
    load,
    ranked,
    recut,
    settle,
    stacked,
    width,
)
from erdapp.layout.dot import Places
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
    ask: Callable[[], Places | None],
    shape: float = SHAPE,
    *,
    tries: int = 3,
) -> Arranged:
    """The best of so many arrangements, and of dot's own. `ask` gives dot's places, None when there
    are none; dot may still be working on them, so what goes without is done first. `shape` is the
    width to height to aim at: the third try is for that alone. One of many regions may be less
    than perfect: a single try is also a shorter one."""
    outwards: Columns = [_breadth_first(field, nodes)]
    count = ideal_count(field, nodes, shape)
    effort = QUICK if tries == 1 or len(nodes) > 400 else 8
    if not 3 < len(nodes) <= 150:
        tries = 1
    last = [_cut(field, outwards, count, effort)] if tries > 1 else []
    places = ask()
    layers = ranked(places, nodes) if places is not None else outwards
    found = [_natural(field, layers)] if places is not None and len(nodes) <= 150 else []
    found.append(_cut(field, layers, count, effort))
    if tries > 2:
        found.append(_cut(field, layers, max(2, count - 1), effort))
    return min(found + last, key=lambda item: item[0])[1]


def _cut(field: Field, layers: Columns, count: int, effort: int) -> tuple[float, Arranged]:
    """The layers cut anew into so many columns, and improved in so many sweeps."""
    found = improve(field, recut(field, layers, count), sweeps=effort)
    return _price(field, *found), found


def _natural(field: Field, layers: Columns) -> tuple[float, Arranged]:
    limits = band([load(field, column) for column in layers])
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
