"""Pieces of a picture before they are packed: cards in columns that keep their heights."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from erdapp.layout.columns import GAP, Columns, Field

BETWEEN = 84.0
"""Between regions, and between shelves."""
IN_BLOCK = 20.0
"""Between the cards of a block, where no line has to pass."""
LABEL = 34.0
"""Above a titled block."""
FRAME, FRAME_HEAD = 22.0, 54.0
"""From the border of a frame to its cards, and at its top with room for the title."""


class Block(Struct, frozen=True):
    """Cards without edges under a title, laid out as an aligned grid."""

    title: str
    nodes: tuple[int, ...]


class Label(Struct, frozen=True):
    """A title; it stands above these cards, or in the frame around them."""

    text: str
    nodes: tuple[int, ...]
    framed: bool = False


class Stack(Struct):
    """Columns with the tops of their cards, from 0 to `bottom`."""

    columns: Columns
    tops: dict[int, float]
    bottom: float
    room: dict[int, float]
    """What a card needs above itself beyond GAP."""
    labels: list[Label]
    units: list[tuple[int, ...]]
    """Cards that stay together, upper ones before those below them."""


def stack(field: Field, columns: Columns, tops: dict[int, float]) -> Stack:
    """An arranged region."""
    first = min(tops.values())
    moved = {node: top - first for node, top in tops.items()}
    bottom = max(top + field.heights[node] for node, top in moved.items())
    return Stack([list(column) for column in columns], moved, bottom, {}, [], [tuple(moved)])


def grid(field: Field, block: Block, count: int) -> Stack:
    columns = _filled(field, block, count)
    tops: dict[int, float] = {}
    for column in columns:
        at = LABEL
        for node in column:
            tops[node] = at
            at += field.heights[node] + IN_BLOCK
    bottom = max(tops[n] + field.heights[n] for n in tops)
    room = dict.fromkeys(block.nodes, IN_BLOCK - GAP)
    title = f"{block.title} ({len(block.nodes)})"
    labels = [Label(title, block.nodes)] if block.title else []
    return Stack(columns, tops, bottom, room, labels, [block.nodes])


def _filled(field: Field, block: Block, count: int) -> Columns:
    """At most `count` columns, filled one after the other up to the least height that does."""
    sizes = [field.heights[node] + IN_BLOCK for node in block.nodes]
    low, high = max(sizes), sum(sizes)
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_cut(sizes, middle)) <= count else (middle, high)
    nodes = iter(block.nodes)
    return [[next(nodes) for _ in range(size)] for size in _cut(sizes, high)]


def _cut(sizes: Sequence[float], limit: float) -> list[int]:
    """How many items each column takes when none may pass the limit."""
    found, run = [0], 0.0
    for size in sizes:
        if found[-1] and run + size > limit:
            found.append(0)
            run = 0.0
        found[-1] += 1
        run += size
    return found
