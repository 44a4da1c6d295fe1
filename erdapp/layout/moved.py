"""Tables that somebody put elsewhere, with the lines between them drawn anew.

As in the viewer, which does the same when a table is dropped: only the lines of moved tables change
and those that would pass under one, each on its own; the frame of a group and the title of a block
follow their tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from erdapp.layout.detours import crosses, line_between
from erdapp.layout.frames import above, following
from erdapp.layout.graph import Edge, Graph
from erdapp.layout.place import PADDING
from erdapp.layout.placed import Box, Chip, Frame, Placed, Point
from erdapp.layout.stack import FRAME

Spots = Mapping[str, tuple[float, float]]
"""Top left corners by the full names of tables."""


def moved(placed: Placed, graph: Graph, spots: Spots) -> Placed:
    """The geometry with these tables where they were put; it grows, and shifts as a whole, so that
    all of them are in it."""
    nodes = {n for n, node in enumerate(graph.nodes) if str(node.name) in spots}
    if not nodes:
        return placed
    boxes = list(placed.boxes)
    for number in nodes:
        x, y = spots[str(graph.nodes[number].name)]
        boxes[number] = replace(boxes[number], x=x, y=y)
    put = [boxes[number] for number in nodes]
    lines = [
        line_between(edge, boxes)
        if line and ({edge.source, edge.target} & nodes or any(crosses(line, box) for box in put))
        else line
        for edge, line in zip(graph.edges, placed.lines, strict=True)
    ]
    chips = [_with_card(chip, graph.edges[chip.edge], placed.boxes, boxes) for chip in placed.chips]
    hanging = [(graph.edges[chip.edge].source, chip) for chip in chips]
    return _whole(
        replace(
            placed,
            boxes=tuple(boxes),
            lines=tuple(lines),
            chips=tuple(chips),
            titles=tuple(above(placed.titles, nodes, boxes)),
            frames=tuple(following(placed.frames, nodes, boxes, hanging)),
        )
    )


def _with_card(chip: Chip, edge: Edge, before: Sequence[Box], after: Sequence[Box]) -> Chip:
    old, new = before[edge.source], after[edge.source]
    return replace(chip, x=chip.x + new.x - old.x, y=chip.y + new.y - old.y)


def _whole(placed: Placed) -> Placed:
    """Shifted so that nothing is cut off at the left and above, and as large as it has to be."""
    xs, ys = _extent(placed)
    dx = max(0.0, PADDING - min(xs))
    dy = max(0.0, PADDING - min(ys))
    return Placed(
        boxes=tuple(_box(box, dx, dy) for box in placed.boxes),
        lines=tuple(tuple((x + dx, y + dy) for x, y in line) for line in placed.lines),
        titles=tuple(replace(title, x=title.x + dx, y=title.y + dy) for title in placed.titles),
        width=max(placed.width + dx, max(xs) + dx + PADDING),
        height=max(placed.height + dy, max(ys) + dy + PADDING),
        chips=tuple(replace(chip, x=chip.x + dx, y=chip.y + dy) for chip in placed.chips),
        frames=tuple(
            Frame(frame.title, frame.nodes, _box(frame.box, dx, dy)) for frame in placed.frames
        ),
    )


def _box(box: Box, dx: float, dy: float) -> Box:
    return replace(box, x=box.x + dx, y=box.y + dy)


def _inside(frame: Frame) -> Box:
    """What of a frame keeps as far from the picture's border as cards do."""
    x, y, wide, high = frame.box.x, frame.box.y, frame.box.width, frame.box.height
    return Box(x + FRAME, y + FRAME, wide - 2 * FRAME, high - 2 * FRAME)


def _extent(placed: Placed) -> tuple[list[float], list[float]]:
    """The x and y that something reaches."""
    corners: Iterable[Point] = (
        point
        for box in (*placed.boxes, *map(_inside, placed.frames))
        for point in ((box.x, box.y), (box.x + box.width, box.y + box.height))
    )
    points = [*corners, *(point for line in placed.lines for point in line)]
    for chip in placed.chips:
        reach = chip.inset + chip.width
        points.append((chip.x + (reach if chip.right else -reach), chip.y))
    return [x for x, _ in points], [y for _, y in points]
