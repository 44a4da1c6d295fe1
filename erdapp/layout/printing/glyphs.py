"""The letters of a printed face as outlines."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import Struct

from erdapp.layout.printing import fonts

ARROW = (
    (0.06, 0.295), (0.455, 0.295), (0.335, 0.185), (0.38, 0.135), (0.595, 0.33), (0.38, 0.525),
    (0.335, 0.475), (0.455, 0.365), (0.06, 0.365),
)  # fmt: skip
"""`→` in parts of an em: the pieces of the fonts that pages serve have none, renames need one."""
ARROW_ADVANCE = 0.65


class Letter(Struct, frozen=True):
    """One letter in the units of its face, y upwards."""

    path: str
    advance: float


class Face(Struct, frozen=True):
    """The letters of a face, and how many units its em has."""

    units: int
    letters: dict[str, Letter]


@lru_cache(maxsize=8)
def face(name: str) -> Face:
    """The face of that file, as `inter-600`. Raises PrintError where it isn't at hand."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.ttLib import TTFont

    font: Any = TTFont(fonts.folder() / f"{name}.ttf", lazy=True)
    drawn = font.getGlyphSet()
    letters = {}
    for code, glyph in font.getBestCmap().items():
        pen = SVGPathPen(drawn, ntos=lambda value: f"{round(value)}")
        drawn[glyph].draw(pen)
        letters[chr(code)] = Letter(pen.getCommands(), float(drawn[glyph].width))
    units = int(font["head"].unitsPerEm)
    letters.setdefault("→", _arrow(units))
    return Face(units, letters)


def _arrow(units: int) -> Letter:
    corners = " ".join(f"{round(x * units)},{round(y * units)}" for x, y in ARROW)
    return Letter(f"M{corners}Z", ARROW_ADVANCE * units)
