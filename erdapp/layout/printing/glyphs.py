"""The letters of a printed face as outlines."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import Struct

from erdapp.layout.printing import fonts


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
    return Face(int(font["head"].unitsPerEm), letters)
