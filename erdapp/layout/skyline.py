"""Many pieces side by side and below each other in common columns, like bricks.

Every piece takes as many neighbouring columns as it has, where it comes to stand highest. How many
columns there are in all decides the shape of the whole; a few numbers are tried.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from erdapp.layout.columns import CHANNEL, GAP, Field
from erdapp.layout.stack import BETWEEN, FRAME, FRAME_HEAD, Label, Stack

_TRIED = (0.7, 0.78, 0.86, 0.93, 1.0, 1.07, 1.15, 1.25, 1.4, 1.6)

_Spot = tuple[float, int]
"""The top of a piece and its first column."""
_Outline = list[tuple[float, float]]


def merged(field: Field, pieces: Sequence[Stack], shape: float) -> Stack:
    """All pieces as one, as wide to its height as `shape` says and with little empty ground."""
    order = sorted(pieces, key=lambda p: (-len(p.columns), -p.bottom, min(p.tops)))
    total = sum(len(p.columns) * (p.bottom + BETWEEN) for p in pieces)
    step = _mean_width(field, pieces) + CHANNEL
    ideal = math.sqrt(shape * total / step)
    least = max(len(piece.columns) for piece in pieces)
    most = sum(len(piece.columns) for piece in pieces)
    counts = sorted({min(most, max(least, round(ideal * factor))) for factor in _TRIED})
    best: tuple[float, list[_Spot]] | None = None
    outlines = [_outline(field, piece) for piece in order]
    for count in counts:
        spots = _stood(outlines, count)
        high = max(top + p.bottom for (top, _), p in zip(spots, order, strict=True))
        wide = step * max(at + len(p.columns) for (_, at), p in zip(spots, order, strict=True))
        price = math.log(wide * high) + 1.5 * abs(math.log(wide / high / shape))
        if best is None or price < best[0]:
            best = (price, spots)
    assert best is not None
    return _joined(order, best[1])


def framed(field: Field, title: str, pieces: Sequence[Stack]) -> Stack:
    """Pieces in a frame with a title: from now on one piece."""
    whole = merged(field, pieces, 1.5)
    nodes = tuple(whole.tops)
    whole.tops = {node: top + FRAME_HEAD for node, top in whole.tops.items()}
    whole.bottom += FRAME_HEAD + FRAME
    whole.labels.insert(0, Label(title, nodes, framed=True))
    whole.units = [nodes]
    return whole


def _mean_width(field: Field, pieces: Sequence[Stack]) -> float:
    reach = field.reach or [0.0] * len(field.widths)
    widths = [
        max(field.widths[node] for node in column) + max(reach[node] for node in column)
        for piece in pieces
        for column in piece.columns
    ]
    return sum(widths) / len(widths)


def _outline(field: Field, piece: Stack) -> _Outline:
    """Top and bottom of each column; a frame is a full rectangle, and so is a titled block."""
    if piece.labels:
        return [(0.0, piece.bottom)] * len(piece.columns)
    return [
        (piece.tops[column[0]], piece.tops[column[-1]] + field.heights[column[-1]])
        for column in piece.columns
    ]


def _stood(outlines: Sequence[_Outline], count: int) -> list[_Spot]:
    """A spot for each piece, in `count` columns."""
    skyline = [0.0] * count
    spots: list[_Spot] = []
    for outline in outlines:
        best = (float("inf"), 0)
        for first in range(count - len(outline) + 1):
            top = 0.0
            for place, (high, _) in enumerate(outline, first):
                if skyline[place] - high > top:
                    top = skyline[place] - high
                    if top >= best[0]:
                        break
            else:
                best = (top, first)
        top, at = best
        for place, (_, low) in enumerate(outline, at):
            skyline[place] = top + low + BETWEEN
        spots.append((top, at))
    return spots


def _joined(pieces: Sequence[Stack], spots: Sequence[_Spot]) -> Stack:
    count = max(at + len(piece.columns) for piece, (_, at) in zip(pieces, spots, strict=True))
    whole = Stack([[] for _ in range(count)], {}, 0.0, {}, [], [])
    for (top, at), piece in sorted(zip(spots, pieces, strict=True), key=lambda pair: pair[0]):
        whole.room.update(piece.room)
        for place, column in enumerate(piece.columns):
            if whole.columns[at + place]:
                whole.room[column[0]] = BETWEEN - GAP
            whole.columns[at + place] += column
        whole.tops.update({node: own + top for node, own in piece.tops.items()})
        whole.bottom = max(whole.bottom, top + piece.bottom)
        whole.labels += piece.labels
        whole.units += piece.units
    whole.columns = [column for column in whole.columns if column]
    return whole
