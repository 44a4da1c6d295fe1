"""Regions onto shelves, so that the whole picture gets its shape.

A shelf is a row of columns of one height. A small region may stand below a larger one in the same
columns, so that the channels between columns stay free over the whole height of a shelf. Many
regions, and frames, stand on one shelf, see `skyline`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.layout.arrange import Arranged
from erdapp.layout.columns import CHANNEL, GAP, SHAPE, Columns, Field, width
from erdapp.layout.skyline import framed, merged
from erdapp.layout.stack import BETWEEN, IN_BLOCK, LABEL, Block, Label, Stack, grid, stack

MANY = 160
"""Cards from which on regions are packed on one shelf."""


class Shelf(Struct):
    """Columns from left to right; tops are relative to the shelf."""

    columns: Columns
    tops: dict[int, float]
    labels: list[Label]
    room: dict[int, float]
    """What a card needs above itself beyond GAP."""
    units: list[tuple[int, ...]] = []
    """Cards that keep their places to each other, upper ones first; empty where all may move."""


class Part(Struct, frozen=True):
    """Regions and blocks of one group; with a title they stand in a frame."""

    title: str
    regions: Sequence[Arranged]
    blocks: Sequence[Block]


def pack(field: Field, parts: Sequence[Part], shape: float = SHAPE) -> list[Shelf]:
    """All cards on shelves, the largest regions first, blocks of single cards last."""
    titled = any(part.title for part in parts)
    if not titled and len(field.heights) < MANY:
        shelves = [_shelf(stacks) for part in parts for stacks in _shelved(field, part, shape)]
        for shelf in shelves:
            shelf.units = []
        return shelves
    pieces: list[Stack] = []
    for part in parts:
        own = _pieces(field, part, shape)
        pieces += [framed(field, part.title, own)] if part.title else own
    return [_shelf([merged(field, pieces, shape)])] if pieces else []


def _pieces(field: Field, part: Part, shape: float) -> list[Stack]:
    """Regions, and each block in as many columns as give it the shape."""
    found = [stack(field, *region) for region in part.regions]
    for block in part.blocks:
        if block.nodes:
            high = sum(field.heights[node] + IN_BLOCK for node in block.nodes)
            wide = max(field.widths[node] for node in block.nodes) + CHANNEL
            count = max(1, round(math.sqrt(shape * high / wide)))
            found.append(grid(field, block, count))
    return found


def _shelved(field: Field, part: Part, shape: float) -> list[list[Stack]]:
    shelves = _shelve(field, [stack(field, *region) for region in part.regions], shape)
    for block in part.blocks:
        if block.nodes:
            _add_block(field, shelves, block, shape)
    return shelves


def _shelve(field: Field, stacks: list[Stack], shape: float) -> list[list[Stack]]:
    """Each stack where it spoils the picture least: below another one, beside, on a new shelf."""
    stacks.sort(key=lambda piece: (-piece.bottom, -len(piece.columns), min(piece.tops)))
    shelves: list[list[Stack]] = []
    wides: list[float] = []
    for piece in stacks:
        own = width(field, piece.columns) + CHANNEL
        highs = [max(other.bottom for other in row) + BETWEEN for row in shelves]
        choices: list[tuple[float, int, int]] = []
        for row, upper in _places(shelves, piece):
            high = sum(highs)
            if row == len(shelves):
                choices.append(
                    (_ugliness(max([own, *wides]), high + piece.bottom, shape), row, upper)
                )
            elif upper < 0:
                widest = max([wides[row] + own, *wides])
                choices.append((_ugliness(widest, high, shape), row, upper))
            else:
                bottom = shelves[row][upper].bottom + BETWEEN + piece.bottom + BETWEEN
                taller = high + max(0.0, bottom - highs[row])
                choices.append((_ugliness(max(wides), taller, shape), row, upper))
        _, row, upper = min(choices)
        if row == len(shelves):
            shelves.append([piece])
            wides.append(own)
        elif upper < 0:
            shelves[row].append(piece)
            wides[row] += own
        else:
            _below(shelves[row][upper], piece)
    return shelves


def _places(shelves: list[list[Stack]], stack: Stack) -> Iterator[tuple[int, int]]:
    """(shelf, stack to stand below or -1 for beside); a new shelf last. Few, to stay bounded."""
    for row in range(max(0, len(shelves) - 3), len(shelves)):
        yield row, -1
        for upper in range(max(0, len(shelves[row]) - 12), len(shelves[row])):
            if len(shelves[row][upper].columns) >= len(stack.columns):
                yield row, upper
    yield len(shelves), -1


def _below(upper: Stack, lower: Stack) -> None:
    shift = upper.bottom + BETWEEN
    for place, column in enumerate(lower.columns):
        upper.room[column[0]] = BETWEEN - GAP
        upper.columns[place] += column
    upper.tops.update({node: top + shift for node, top in lower.tops.items()})
    upper.bottom = shift + lower.bottom
    upper.labels += lower.labels
    upper.units += lower.units


def _add_block(field: Field, shelves: list[list[Stack]], block: Block, shape: float) -> None:
    """Below everything or at the right of the first shelf, whichever gives the better shape."""
    wide = max((sum(width(field, s.columns) + CHANNEL for s in row) for row in shelves), default=0)
    first = max((s.bottom for s in shelves[0]), default=0.0) if shelves else 0.0
    high = sum(max(s.bottom for s in row) + BETWEEN for row in shelves)
    step = max(field.widths[node] for node in block.nodes) + GAP
    total = sum(field.heights[node] + IN_BLOCK for node in block.nodes)
    choices: list[tuple[float, bool, int]] = []
    for count in range(1, min(len(block.nodes), 200) + 1):
        own = total / count + LABEL
        choices.append((_ugliness(max(wide, count * step), high + own, shape), False, count))
        if shelves:
            taller = high + max(0.0, own - first)
            choices.append((_ugliness(wide + count * step, taller, shape), True, count))
    _, beside, count = min(choices)
    if beside:
        shelves[0].append(grid(field, block, count))
    else:
        shelves.append([grid(field, block, count)])


def _ugliness(wide: float, high: float, shape: float) -> float:
    """Of a picture of this size: its ground, and how far its shape is off."""
    return math.log(wide * high) + 1.5 * abs(math.log(wide / high / shape))


def _shelf(stacks: list[Stack]) -> Shelf:
    shelf = Shelf([], {}, [], {})
    for piece in stacks:
        shelf.columns += piece.columns
        shelf.tops.update(piece.tops)
        shelf.room.update(piece.room)
        shelf.labels += piece.labels
        shelf.units += piece.units
    return shelf
