"""Draw `←` and `→` as fonts into static/fonts: the pieces of Inter and JetBrains Mono that pages
serve have no such letter, and a rename is written with one.

    .venv/bin/python tools/draw_arrows.py

Each is a variable font of two letters, as heavy as the letters around it.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

TARGET = Path(__file__).parents[1] / "static" / "fonts"
LEFT, RIGHT = 0x2190, 0x2192
MIDDLE = 0.33
"""The height of the shaft, in parts of an em as all below."""
WEIGHTS = {100: 0.035, 400: 0.075, 900: 0.145}
"""Strokes; 400 is what is drawn without a weight."""
WRITTEN = 3_900_000_000
"""A moment in seconds since 1904, always the same: the same outlines give the same file."""
Corner = tuple[int, int]


class Family(NamedTuple):
    """What an arrow has to fit to: units of the em, ascent and descent in them, the advance and
    the side bearing, and how far the head reaches up and down."""

    file: str
    name: str
    units: int
    ascent: int
    descent: int
    advance: float
    bearing: float
    head: float


FAMILIES = (
    Family("inter", "Inter", 2048, 1984, -494, 0.85, 0.1, 0.215),
    Family("jetbrains-mono", "JetBrains Mono", 1000, 1020, -300, 0.6, 0.04, 0.2),
)


def corners(family: Family, stroke: float, to_right: bool) -> list[Corner]:
    """The outline, clockwise."""
    tip, high, k = family.advance - family.bearing, family.head, stroke / math.sqrt(2)
    neck = tip - 2 * k - stroke / 2
    upper = [
        (family.bearing, stroke / 2), (neck, stroke / 2), (tip - high - k, high - k),
        (tip - high, high), (tip, 0.0),
    ]  # fmt: skip
    points = [*upper, *((x, -y) for x, y in reversed(upper[:-1]))]
    if not to_right:
        points = [(family.advance - x, y) for x, y in reversed(points)]
    return [(round(x * family.units), round((y + MIDDLE) * family.units)) for x, y in points]


def glyph(points: list[Corner]) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def heavier(family: Family, weight: int, to_right: bool) -> TupleVariation:
    """How the corners move to another weight."""
    plain, other = (corners(family, WEIGHTS[w], to_right) for w in (400, weight))
    moves: list[Corner] = [(x - a, y - b) for (a, b), (x, y) in zip(plain, other, strict=True)]
    axis = {"wght": (-1.0, -1.0, 0.0) if weight < 400 else (0.0, 1.0, 1.0)}
    return TupleVariation(axis, [*moves, (0, 0), (0, 0), (0, 0), (0, 0)])


def draw(family: Family) -> Path:
    arrows = {"arrowleft": False, "arrowright": True}
    names = [".notdef", *arrows]
    builder = FontBuilder(family.units, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({LEFT: "arrowleft", RIGHT: "arrowright"})
    drawn = {n: glyph(corners(family, WEIGHTS[400], right)) for n, right in arrows.items()}
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **drawn})
    metrics = {name: (round(family.advance * family.units), 0) for name in names}
    for name in arrows:
        metrics[name] = (metrics[name][0], builder.font["glyf"][name].xMin)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=family.ascent, descent=family.descent)
    builder.setupNameTable({"familyName": f"{family.name} Arrows", "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=family.ascent, sTypoDescender=family.descent, sTypoLineGap=0,
        usWinAscent=family.ascent, usWinDescent=-family.descent,
    )  # fmt: skip
    builder.setupPost()
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    moves = {n: [heavier(family, w, right) for w in (100, 900)] for n, right in arrows.items()}
    builder.setupGvar({".notdef": [], **moves})
    builder.font["head"].created = builder.font["head"].modified = WRITTEN
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff2"
    path = TARGET / f"{family.file}-arrows.woff2"
    builder.save(path)
    return path


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for family in FAMILIES:
        path = draw(family)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
