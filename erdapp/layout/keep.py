"""The arrangement of an earlier picture, kept: every card in its column, at its height.

Columns are found again from the places of the cards. New cards stand near those they are linked
with; the space of dropped ones stays free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from erdapp.layout.columns import GAP, Field
from erdapp.layout.pack import Shelf
from erdapp.layout.placed import Box
from erdapp.layout.stack import BETWEEN, LABEL, Block, Label

ENOUGH = 0.6
"""The share of cards that must have an earlier place, for the earlier arrangement to be kept."""

NEAR = 3
"""Columns that a new card may stand away from its neighbours."""

PUSHED = 500.0
"""What it costs to push one card down for a new one, in px of way."""


class Framed(Struct, frozen=True):
    """A group of cards with its title (none: without a frame) and its blocks."""

    title: str
    nodes: tuple[int, ...]
    blocks: Sequence[Block]


class _Band(Struct):
    """Cards between two free horizontal strips: columns by their x, with their right ends."""

    columns: dict[float, list[int]]
    rights: dict[float, float]


def kept(
    field: Field, earlier: Sequence[Box | None], groups: Sequence[Framed]
) -> list[Shelf] | None:
    """The shelves of an earlier picture with the cards of this one, or None when too few of them
    were in it. `earlier` has the place of each card that was."""
    earlier = _without_strangers(field, earlier, groups)
    known = [node for node, box in enumerate(earlier) if box is not None]
    if len(known) < ENOUGH * len(earlier) or not known:
        return None
    shelves: list[Shelf] = []
    for band in _joined(_bands(earlier, known)):
        columns = [band.columns[x] for x in sorted(band.columns)]
        tops = {node: box.y for c in columns for node in c if (box := earlier[node]) is not None}
        for column in columns:
            column.sort(key=lambda node: (tops[node], node))
        shelves.append(Shelf(columns, tops, [], {}))
    group_of = {node: number for number, own in enumerate(groups) for node in own.nodes}
    for node, box in enumerate(earlier):
        if box is None:
            _add(field, shelves, node, group_of)
    for shelf in shelves:
        _name(field, shelf, groups)
    return shelves


def _without_strangers(
    field: Field, earlier: Sequence[Box | None], groups: Sequence[Framed]
) -> list[Box | None]:
    """The earlier places but those of cards that now have relations and stood in a block of cards
    without any: under its title they would be told wrong."""
    unrelated = {node for own in groups for block in own.blocks for node in block.nodes}
    places = list(earlier)
    for stack in _stacks(earlier):
        related = [node for node in stack if node not in unrelated]
        if len(related) == 1 and stack[0] in unrelated and field.near[related[0]]:
            places[related[0]] = None
    return places


def _stacks(earlier: Sequence[Box | None]) -> Iterator[list[int]]:
    """Cards that stand closely one below the other."""
    placed = sorted((box.x, box.y, node) for node, box in enumerate(earlier) if box is not None)
    stack: list[int] = []
    end = (0.0, 0.0)
    for x, y, node in placed:
        if stack and (x != end[0] or y > end[1] + GAP):
            yield stack
            stack = []
        stack.append(node)
        box = earlier[node]
        end = (x, y + (box.height if box else 0.0))
    if stack:
        yield stack


def _bands(earlier: Sequence[Box | None], known: Iterable[int]) -> list[_Band]:
    placed = sorted((box.y, node, box) for node in known if (box := earlier[node]) is not None)
    bands: list[_Band] = []
    reached = float("-inf")
    for y, node, box in placed:
        if y >= reached:
            bands.append(_Band({}, {}))
        band = bands[-1]
        band.columns.setdefault(box.x, []).append(node)
        band.rights[box.x] = max(band.rights.get(box.x, 0.0), box.x + box.width)
        reached = max(reached, y + box.height)
    return bands


def _joined(bands: Sequence[_Band]) -> list[_Band]:
    """Bands whose columns stand in line are one shelf."""
    found: list[_Band] = []
    for band in bands:
        if not found or not _in_line(found[-1], band):
            found.append(band)
            continue
        for x, nodes in band.columns.items():
            found[-1].columns.setdefault(x, []).extend(nodes)
            found[-1].rights[x] = max(found[-1].rights.get(x, 0.0), band.rights[x])
    return found


def _in_line(upper: _Band, lower: _Band) -> bool:
    return all(
        x == other or right + GAP <= other or upper.rights[other] + GAP <= x
        for x, right in lower.rights.items()
        for other in upper.columns
    )


class _Spot(NamedTuple):
    """Where a new card could stand: before the card of number `at` of a column."""

    price: float
    shelf: int
    column: int
    at: int
    top: float


def _add(field: Field, shelves: Sequence[Shelf], node: int, group_of: dict[int, int]) -> None:
    """A new card goes where its neighbours are, into free ground if there is some near; one
    without neighbours to the end of a short column of the last shelf."""
    near = [
        (number, place, shelf.tops[other] + shift)
        for other, shift in field.near[node]
        for number, shelf in enumerate(shelves)
        if other in shelf.tops
        for place, column in enumerate(shelf.columns)
        if other in column
    ]
    number, place, want = sorted(near)[len(near) // 2] if near else (len(shelves) - 1, -1, 0.0)
    spots = [
        spot
        for own, shelf in enumerate(shelves)
        if own == number or not near
        for column in range(len(shelf.columns))
        if not near or abs(column - place) <= NEAR
        for spot in _spots(field, shelf, (own, column), node, want if near else None, group_of)
    ]
    if near:
        spots = [s._replace(price=s.price + 300.0 * abs(s.column - place)) for s in spots]
    best = min(spots) if spots else _at_the_end(field, shelves[number], number, max(0, place))
    shelf = shelves[best.shelf]
    column = shelf.columns[best.column]
    column.insert(best.at, node)
    shelf.tops[node] = best.top
    for before, below in pairwise(column[best.at :]):
        least = _bottom(field, shelf, before) + GAP
        shelf.tops[below] = max(shelf.tops[below], least)


def _spots(
    field: Field,
    shelf: Shelf,
    where: tuple[int, int],
    node: int,
    want: float | None,
    group_of: dict[int, int],
) -> Iterator[_Spot]:
    """The spots in one column among cards of the same group. It costs to be far from the wanted
    height, to push others down, and to make the shelf higher."""
    column = shelf.columns[where[1]]
    own = [at for at, other in enumerate(column) if group_of[other] == group_of[node]]
    if not own:
        return
    first, last = min(shelf.tops.values()), _low(field, shelf, list(shelf.tops))
    high = field.heights[node]
    for at in range(own[0], own[-1] + 2):
        above = _bottom(field, shelf, column[at - 1]) + GAP if at else float("-inf")
        below = shelf.tops[column[at]] - GAP - high if at < len(column) else float("inf")
        wish = want if want is not None else (above if at else below)
        top = max(above, min(wish, below))
        pushed = len(column) - at if top > below else 0
        over = max(0.0, top + high - last) + max(0.0, first - top)
        over += max(0.0, _low(field, shelf, column) + high + GAP - last) if pushed else 0.0
        off = abs(top - want) if want is not None else max(0.0, top - first)
        yield _Spot(off + PUSHED * pushed + 2.0 * over, *where, at, top)


def _at_the_end(field: Field, shelf: Shelf, number: int, place: int) -> _Spot:
    column = shelf.columns[place]
    return _Spot(0.0, number, place, len(column), _low(field, shelf, column) + GAP)


def _low(field: Field, shelf: Shelf, column: Sequence[int]) -> float:
    return max((_bottom(field, shelf, node) for node in column), default=0.0)


def _name(field: Field, shelf: Shelf, groups: Sequence[Framed]) -> None:
    """Frames and titles; and what has to move as one."""
    shelf.units = []
    rest: list[int] = []
    for own in groups:
        nodes = tuple(node for node in own.nodes if node in shelf.tops)
        if nodes and own.title:
            shelf.units.append(nodes)
            shelf.labels.append(Label(own.title, nodes, framed=True))
            continue
        rest += nodes
        for block in own.blocks:
            _title(field, shelf, block)
    if shelf.units:
        shelf.units += [(node,) for node in rest]
    elif rest:
        shelf.units.append(tuple(rest))


def _title(field: Field, shelf: Shelf, block: Block) -> None:
    """The title above those cards of a block that stand together; one that lost its last relation
    stays where it was, among others."""
    above = {node: before for column in shelf.columns for before, node in pairwise(column)}
    here = {node for node in block.nodes if node in shelf.tops}
    firsts: list[int] = []
    titled: list[int] = []
    for node in sorted(here, key=lambda node: (shelf.tops[node], node)):
        before = above.get(node)
        if before is None or shelf.tops[node] - _bottom(field, shelf, before) > GAP + LABEL:
            firsts.append(node)
            titled.append(node)
        elif before in titled:
            titled.append(node)
    tops = [shelf.tops[node] for node in firsts]
    aligned = bool(tops) and max(tops) - min(tops) <= GAP
    if block.title and aligned and 2 * len(titled) > len(here):
        shelf.labels.append(Label(f"{block.title} ({len(titled)})", tuple(titled)))
        shelf.room.update(dict.fromkeys(firsts, BETWEEN - GAP))


def _bottom(field: Field, shelf: Shelf, node: int) -> float:
    return shelf.tops[node] + field.heights[node]
