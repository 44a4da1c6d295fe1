"""A font of the pages with no more than the letters of a text."""

from __future__ import annotations

import base64
import io
import logging
from functools import lru_cache

from msgspec import Struct

from erdapp.layout.printing.child import PrintError
from erdapp.layout.printing.fonts import source


class Piece(Struct, frozen=True):
    """What is left of a font: a woff2, and the letters in it by number; nothing when it has none
    of those wanted."""

    data: bytes = b""
    codes: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        return f"data:font/woff2;base64,{base64.b64encode(self.data).decode()}"


@lru_cache(maxsize=64)
def cut(name: str, letters: frozenset[str]) -> Piece:
    """The variable font with those of the letters that it has. Raises PrintError."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    path = source(name)
    if not path.exists():
        raise PrintError(f"the font {path} is missing: run `make setup`, which fetches it")
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(path, recalcTimestamp=False)
    wanted = {ord(letter) for letter in letters} & set(font.getBestCmap() or ())
    if not wanted - {0x20, 0xA0}:
        return Piece()
    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return Piece(out.getvalue(), tuple(sorted(wanted)))
