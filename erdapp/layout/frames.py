"""What belongs to several cards: a frame around them and their chips, a title above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from erdapp.layout.pack import Shelf
from erdapp.layout.placed import Box, Chip, Frame, Title
from erdapp.layout.stack import FRAME, FRAME_HEAD, Label

Hanging = tuple[int, Chip]
"""A chip with the number of the card that it hangs at."""


def frames(
    labels: Sequence[Label], boxes: Sequence[Box], chips: Iterable[Hanging]
) -> Iterator[Frame]:
    """A frame for every label that has one."""
    framed = [label for label in labels if label.framed]
    yield from _around([(label.text, label.nodes) for label in framed], boxes, chips)


def borders(shelves: Sequence[Shelf]) -> Iterator[tuple[int, int, bool]]:
    """Where a frame begins or ends between two columns: the shelf, the column in the frame, and
    whether it is at the right of that one."""
    for number, shelf in enumerate(shelves):
        column_of = {node: place for place, column in enumerate(shelf.columns) for node in column}
        inside = [
            {column_of[node] for node in label.nodes} for label in shelf.labels if label.framed
        ]
        yield from {(number, first, False) for first in map(min, inside) if first}
        end = len(shelf.columns) - 1
        yield from {(number, last, True) for last in map(max, inside) if last < end}


def following(
    found: Iterable[Frame], moved: set[int], boxes: Sequence[Box], chips: Iterable[Hanging]
) -> Iterator[Frame]:
    """The same frames, around the places that their cards have now; those of which no card was
    moved are as they were."""
    hanging = list(chips)
    for frame in found:
        if moved.isdisjoint(frame.nodes):
            yield frame
        else:
            yield from _around([(frame.title, frame.nodes)], boxes, hanging)


def titles(labels: Sequence[Label], boxes: Sequence[Box]) -> Iterator[Title]:
    """A title for every label without a frame."""
    for label in labels:
        if not label.framed:
            yield _above(label.text, label.nodes, boxes)


def above(found: Iterable[Title], moved: set[int], boxes: Sequence[Box]) -> Iterator[Title]:
    """The same titles, above the places that their cards have now."""
    for title in found:
        unmoved = moved.isdisjoint(title.nodes)
        yield title if unmoved else _above(title.text, title.nodes, boxes)


def _above(text: str, nodes: tuple[int, ...], boxes: Sequence[Box]) -> Title:
    return Title(text, nodes, min(boxes[n].x for n in nodes), min(boxes[n].y for n in nodes))


def _around(
    groups: Sequence[tuple[str, tuple[int, ...]]], boxes: Sequence[Box], chips: Iterable[Hanging]
) -> Iterator[Frame]:
    if not groups:
        return
    lefts = [box.x for box in boxes]
    rights = [box.x + box.width for box in boxes]
    for node, chip in chips:
        lefts[node] = min(lefts[node], chip.left_end)
        rights[node] = max(rights[node], chip.right_end)
    for title, nodes in groups:
        x = min(lefts[node] for node in nodes) - FRAME
        y = min(boxes[node].y for node in nodes) - FRAME_HEAD
        right = max(rights[node] for node in nodes) + FRAME
        bottom = max(boxes[node].y + boxes[node].height for node in nodes) + FRAME
        yield Frame(title, nodes, Box(x, y, right - x, bottom - y))
