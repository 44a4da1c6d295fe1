"""Shorter lines: cards move to the column and the height where their neighbours are.

A bounded local search: a fixed number of sweeps over all cards, each looking at a few columns.
"""

from __future__ import annotations

from erdapp.layout.align import Pull, median, wanted
from erdapp.layout.columns import (
    GAP,
    Columns,
    Field,
    band,
    load,
    pulls_of,
    pulls_on,
    settle,
    stacked,
)

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
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    loads = [load(field, column) for column in columns]
    cap = 1.12 * sum(loads) / len(loads) + GAP
    pulls = pulls_of(field, columns)
    tops = settle(
        field, columns, stacked(field, columns), pulls=pulls, limits=band(loads), sweeps=4
    )
    nodes = sorted(column_of, key=lambda n: -len(field.near[n]))
    best = (cost(field, columns, tops), [list(column) for column in columns], dict(tops))
    costs = [across(distance) for distance in range(len(columns) + 1)]
    for _ in range(sweeps):
        moved = [n for n in nodes if _move(field, n, column_of, tops, loads, cap, costs)]
        for node in {other for one in moved for other, _ in field.near[one]}.union(moved):
            pulls[node] = pulls_on(field, node, column_of)
        limits = band(loads)
        columns = _sorted_columns(len(columns), column_of, tops, field)
        tops = settle(field, columns, stacked(field, columns), pulls=pulls, limits=limits, sweeps=2)
        columns = _sorted_columns(len(columns), column_of, tops, field)
        columns = swapped(field, columns, tops)
        tops = settle(field, columns, tops, pulls=pulls, limits=limits, sweeps=3)
        found = cost(field, columns, tops)
        if found < best[0] - 1:
            best = (found, [list(column) for column in columns], dict(tops))
        if not moved:
            break
    return [column for column in best[1] if column], best[2]


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
    own, size, top = column_of[node], field.heights[node] + GAP, tops[node]
    near: list[int] = []
    heights: list[float] = []
    least = -40.0
    for other, shift in links:
        there, y = column_of[other], tops[other] + shift
        near.append(there)
        heights.append(y)
        least += abs(y - top) + costs[abs(there - own)]
    spare = 2.0 * min(max(0.0, loads[own] - cap), size) - 0.25 * size
    shortest = ADJACENT * len(near) - spare  # with every edge straight and to the next column
    if shortest >= least:
        return False
    want = median(heights)
    for y in heights:
        shortest += abs(y - want)
    if shortest >= least:
        return False
    chosen = own
    for column in sorted({there + step for there in near for step in (-1, 0, 1)}):
        if column == own or not 0 <= column < len(loads):
            continue
        asked = shortest + 3.0 * max(0.0, loads[column] + size - cap)
        if asked >= least:
            continue
        asked -= ADJACENT * len(near)
        for there in near:
            asked += costs[abs(there - column)]
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
    """The cards of each column in the order in which they want their centres: at their neighbours,
    or where they are."""
    columns: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for node, column in column_of.items():
        near = field.near[node]
        top = wanted(near, tops) if near else tops[node]
        columns[column].append((top + field.heights[node] / 2, node))
    return [[node for _, node in sorted(members)] for members in columns]


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
