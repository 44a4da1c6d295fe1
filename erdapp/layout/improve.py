"""Shorter lines: cards move to the column and the height where their neighbours are.

A bounded local search: a fixed number of sweeps over all cards, each looking at a few columns.
"""

from __future__ import annotations

from erdapp.layout.align import median
from erdapp.layout.columns import GAP, Columns, Field, Pull, Pulls, band, pulls_of, settle, stacked

SAME_COLUMN = 170.0
"""What an edge inside one column costs, in px of line: it leaves and comes back."""
ADJACENT = 90.0
PER_COLUMN = 420.0
"""For every further column that an edge passes."""


def across(distance: int) -> float:
    """The cost of the horizontal part of an edge over `distance` columns."""
    if distance == 0:
        return SAME_COLUMN
    return ADJACENT + PER_COLUMN * (distance - 1)


def improve(field: Field, columns: Columns, *, sweeps: int = 8) -> tuple[Columns, dict[int, float]]:
    """Better columns, as many as before, and the tops of the cards in them: all of the field."""
    tops = _settled(field, columns, stacked(field, columns), 4)
    nodes = sorted((n for column in columns for n in column), key=lambda n: -len(field.near[n]))
    loads = [_load(field, column) for column in columns]
    cap = 1.12 * sum(loads) / len(loads) + GAP
    best = (cost(field, columns, tops), [list(column) for column in columns], dict(tops))
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    costs = [across(distance) for distance in range(len(columns) + 1)]
    for _ in range(sweeps):
        moved = sum(_move(field, node, column_of, tops, loads, cap, costs) for node in nodes)
        columns = _sorted_columns(len(columns), column_of, tops, field)
        pulls = pulls_of(field, columns)
        tops = _settled(field, columns, stacked(field, columns), 3, pulls)
        columns = _sorted_columns(len(columns), column_of, tops, field)
        columns = swapped(field, columns, tops)
        tops = _settled(field, columns, tops, 3, pulls)
        found = cost(field, columns, tops)
        if found < best[0] - 1:
            best = (found, [list(column) for column in columns], dict(tops))
        if not moved:
            break
    return [column for column in best[1] if column], best[2]


def _settled(
    field: Field,
    columns: Columns,
    tops: dict[int, float],
    sweeps: int,
    pulls: Pulls | None = None,
) -> dict[int, float]:
    limits = band(field, columns)
    return settle(field, columns, tops, limits=limits, sweeps=sweeps, pulls=pulls)


def _load(field: Field, column: list[int]) -> float:
    return sum(field.heights[node] + GAP for node in column)


def _move(
    field: Field,
    node: int,
    column_of: dict[int, int],
    tops: dict[int, float],
    loads: list[float],
    cap: float,
    costs: list[float],
) -> bool:
    """Move a card to the column where its edges cost least; `costs` are those of distances."""
    links = field.near[node]
    if not links:
        return False
    near = [column_of[other] for other, _ in links]
    heights = [tops[other] + shift for other, shift in links]
    own, size, top = column_of[node], field.heights[node] + GAP, tops[node]
    want = median(heights)
    now = away = 0.0
    for y in heights:
        now += abs(y - top)
        away += abs(y - want)
    spare = 2.0 * min(max(0.0, loads[own] - cap), size)
    least, chosen = now + sum([costs[abs(there - own)] for there in near]) - 40.0, own
    shortest = away + ADJACENT * len(near)  # with every edge to the next column
    if shortest - spare + 0.25 * size >= least:
        return False
    for column in sorted({there + step for there in near for step in (-1, 0, 1)}):
        if column == own or not 0 <= column < len(loads):
            continue
        over = max(0.0, loads[column] + size - cap)
        if shortest + 3.0 * over - spare + 0.25 * size >= least:
            continue
        lines = 0.0
        for there in near:
            lines += costs[abs(there - column)]
        asked = away + lines + 3.0 * over - spare + 0.25 * size
        if asked < least:
            least, chosen = asked, column
    if chosen == own:
        return False
    loads[own] -= size
    loads[chosen] += size
    column_of[node], tops[node] = chosen, want
    return True


def _sorted_columns(
    count: int, column_of: dict[int, int], tops: dict[int, float], field: Field
) -> Columns:
    columns: Columns = [[] for _ in range(count)]
    for node, column in column_of.items():
        columns[column].append(node)
    for members in columns:
        members.sort(key=lambda n: (_middle(field, n, tops), n))
    return columns


def _middle(field: Field, node: int, tops: dict[int, float]) -> float:
    """Where a card wants its centre: at its neighbours, or where it is."""
    near = [tops[other] + shift for other, shift in field.near[node]]
    half = field.heights[node] / 2
    return (median(near) if near else tops[node]) + half


def swapped(field: Field, columns: Columns, tops: dict[int, float]) -> Columns:
    """Neighbours in a column exchanged wherever that makes their edges shorter."""
    for column in columns:
        for _ in range(3):
            if not sum(_swap(field, column, place, tops) for place in range(len(column) - 1)):
                break
    return columns


def _swap(field: Field, column: list[int], place: int, tops: dict[int, float]) -> bool:
    upper, lower = column[place], column[place + 1]
    start = tops[upper]
    end = tops[lower] + field.heights[lower]
    new_top = end - field.heights[upper]
    upper_now, upper_then = _lengths(field.near[upper], tops, start, new_top)
    lower_now, lower_then = _lengths(field.near[lower], tops, tops[lower], start)
    if upper_then + lower_then >= upper_now + lower_now - 1:
        return False
    column[place], column[place + 1] = lower, upper
    tops[lower], tops[upper] = start, new_top
    return True


def _lengths(
    links: list[Pull], tops: dict[int, float], here: float, there: float
) -> tuple[float, float]:
    """How far the edges of a card go up and down, with its top here and with it there."""
    now = then = 0.0
    for other, shift in links:
        wanted = tops[other] + shift
        now += abs(wanted - here)
        then += abs(wanted - there)
    return now, then


def cost(field: Field, columns: Columns, tops: dict[int, float]) -> float:
    """Length of all edges, in px."""
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    costs = [across(distance) for distance in range(len(columns))]
    total = 0.0
    for node, column in column_of.items():
        top = tops[node]
        for other, shift in field.near[node]:
            if other > node:
                total += costs[abs(column_of[other] - column)]
                total += abs(tops[other] + shift - top)
    return total


MOST_PAIRS = 200
"""Components with more edges are judged by length alone."""


def crossings(field: Field, columns: Columns, tops: dict[int, float]) -> int:
    """About how many pairs of edges cross, as if all were straight."""
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    lines: list[tuple[int, float, int, float]] = []
    for link in field.links:
        if column_of[link.source] != column_of[link.target]:
            ends = [
                (column_of[link.source], tops[link.source] + link.source_at),
                (column_of[link.target], tops[link.target] + link.target_at),
            ]
            lines.append((*min(ends), *max(ends)))
    if len(lines) > MOST_PAIRS:
        return 0
    lines.sort()
    sloped = [(left, y, right, (end - y) / (right - left)) for left, y, right, end in lines]
    found = 0
    for place, (left, y, right, slope) in enumerate(sloped):
        for other_left, other_y, other_right, other_slope in sloped[place + 1 :]:
            if other_left >= right:
                break
            until = right if right < other_right else other_right
            before = y + slope * (other_left - left) - other_y
            after = y + slope * (until - left) - other_y - other_slope * (until - other_left)
            if before * after < 0:
                found += 1
    return found
