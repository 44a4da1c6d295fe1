"""The ground of each group: a frame around its cards and their chips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.layout.chips import Docked
from erdapp.layout.placed import Box, Chip, Frame
from erdapp.layout.stack import FRAME, FRAME_HEAD, Label


def frames(
    labels: Sequence[Label], boxes: Sequence[Box], docks: Sequence[Docked], chips: Sequence[Chip]
) -> Iterator[Frame]:
    """A frame for every label that has one. `chips` are those of the docks, in their order."""
    framed = [label for label in labels if label.framed]
    if not framed:
        return
    lefts = [box.x for box in boxes]
    rights = [box.x + box.width for box in boxes]
    for docked, chip in zip(docks, chips, strict=True):
        lefts[docked.node] = min(lefts[docked.node], chip.left_end)
        rights[docked.node] = max(rights[docked.node], chip.right_end)
    for label in framed:
        x = min(lefts[node] for node in label.nodes) - FRAME
        y = min(boxes[node].y for node in label.nodes) - FRAME_HEAD
        right = max(rights[node] for node in label.nodes) + FRAME
        bottom = max(boxes[node].y + boxes[node].height for node in label.nodes) + FRAME
        yield Frame(label.text, min(label.nodes), Box(x, y, right - x, bottom - y))
