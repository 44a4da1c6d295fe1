"""An edge as SVG: a rounded line with an exact end at each card."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from erdapp.layout.chips import HIGH, TEXT_X, chip_text
from erdapp.layout.ends import End
from erdapp.layout.escape import escape
from erdapp.layout.graph import Edge, Node
from erdapp.layout.icons import end
from erdapp.layout.placed import Chip, Point
from erdapp.layout.rows import REMEMBERED

RADIUS = 10


def draw(number: int, edge: Edge, points: Sequence[Point], spare: bool = False) -> str:
    """The edge as a group that tells the viewer which cards and rows it joins; a spare one leaves
    tooltip and pointer's width to the viewer."""
    path = rounded(points)
    more = "" if spare else f'<title>{escape(edge.label)}</title><path class="hit" d="{path}"/>'
    first, last = points[0], points[-1]
    return (
        f'<g class="{_class("edge", edge)}" id="e-{number}" data-from="t-{edge.source}"'
        f' data-to="t-{edge.target}" data-from-row="{edge.source_row}"'
        f' data-to-row="{edge.target_row}">{more}<path class="line" d="{path}"/>'
        f"{end(edge.child.value, round(first[0]), round(first[1]), points[1][0] > first[0])}"
        f"{end(edge.parent.value, round(last[0]), round(last[1]), points[-2][0] > last[0])}</g>"
    )


def draw_chip(chip: Chip, edge: Edge, source: Node, target: Node, spare: bool = False) -> str:
    """The edge as a stub and a chip with the other table's name; the viewer draws its line."""
    title = "" if spare else f"<title>{escape(edge.label)}</title>"
    pill = _pill(
        chip_text(source, target), target.hue, edge.child, chip.inset, chip.width, chip.right
    )
    return (
        f'<g class="{_class("chip", edge)}" id="e-{chip.edge}" data-from="t-{edge.source}"'
        f' data-to="t-{edge.target}" data-from-row="{edge.source_row}"'
        f' data-to-row="{edge.target_row}" transform="translate({chip.x:g} {chip.y:g})">'
        f"{title}{pill}</g>"
    )


@lru_cache(maxsize=REMEMBERED)
def _pill(text: str, hue: int, child: End, inset: float, width: float, right: bool) -> str:
    """The stub and the chip at its end; those to one hub are mostly alike."""
    along = inset if right else -inset
    left = along if right else along - width
    return (
        f'<path class="line" d="M0 0H{along:g}"/>{end(child.value, 0, 0, right)}'
        f'<rect class="pill" x="{left:g}" y="{-HIGH / 2:g}" width="{width:g}"'
        f' height="{HIGH:g}" rx="{HIGH / 2:g}"/>'
        f'<rect class="h{hue}" x="{left + 7:g}" y="-3" width="6" height="6" rx="2"/>'
        f'<text x="{left + TEXT_X:g}" y="3.8">{escape(text)}</text>'
    )


def _class(kind: str, edge: Edge) -> str:
    return " ".join(filter(None, (kind, edge.mark.value, edge.tie.value)))


def rounded(points: Sequence[Point], radius: int = RADIUS) -> str:
    """Path data of an orthogonal line with rounded corners, in whole and relative px."""
    corners = [(round(x), round(y)) for x, y in points]
    x, y = corners[0]
    parts = [f"M{x} {y}"]
    for before, (at_x, at_y), after in zip(corners, corners[1:], corners[2:], strict=False):
        near = abs(at_x - before[0]) + abs(at_y - before[1])
        far = abs(after[0] - at_x) + abs(after[1] - at_y)
        r = min(radius, near // 2, far // 2)
        in_x, in_y = _sign(at_x - before[0]) * r, _sign(at_y - before[1]) * r
        out_x, out_y = _sign(after[0] - at_x) * r, _sign(after[1] - at_y) * r
        parts.append(_straight(at_x - in_x - x, at_y - in_y - y))
        if r:
            parts.append(f"q{in_x} {in_y} {in_x + out_x} {in_y + out_y}")
        x, y = at_x + out_x, at_y + out_y
    parts.append(_straight(corners[-1][0] - x, corners[-1][1] - y))
    return "".join(parts)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _straight(x: int, y: int) -> str:
    return f"h{x}" if x else f"v{y}" if y else ""
