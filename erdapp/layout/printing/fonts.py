"""The fonts of printed pictures: static faces of Inter and JetBrains Mono, made at set-up.

The pages use variable fonts in pieces, as browsers like them; a printer of SVG wants one file for
each weight. `build` makes them at set-up; where nobody called it, the first print does.
"""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import erdapp
from erdapp.layout.printing.child import PrintError

TARGET = Path(erdapp.__file__).parent / "fonts"
_STATIC = Path(erdapp.__file__).parents[1] / "static"
SUBSETS = ("latin", "latin-ext", "cyrillic", "greek", "arrows")
"""The pieces of a font; that of arrows is drawn by `tools/draw_arrows.py`, others are fetched."""
FACES = (
    ("Inter", "inter", 450, 400),
    ("Inter", "inter", 500, 500),
    ("Inter", "inter", 600, 600),
    ("Inter", "inter", 700, 700),
    ("JetBrains Mono", "jetbrains-mono", 400, 400),
)
"""Family, file, weight as drawn, and the weight it is called by: of the weights between the
hundreds SVG printers know nothing."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "HVAR", "STAT", "MVAR", "kern")
_ESCAPED = re.compile(r"&#(\d+);")


def cover(text: str) -> bool:
    """Whether our own fonts have every letter of the text; else those of the machine help out."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1])), text)
    return plain.isascii() or _letters() >= set(plain)


@cache
def _letters() -> frozenset[str]:
    """What both families have, and the white space that needs no glyph."""
    codes = json.loads((folder() / "covered.json").read_bytes())
    return frozenset(map(chr, codes)) | frozenset("\n\r\t")


def folder() -> Path:
    """Where the faces are. Raises PrintError when they neither are there nor can be made."""
    if not (TARGET / "covered.json").exists():
        build()
    return TARGET


def build() -> None:
    """Make the faces, in a folder of their own first, so that a print sees all or none."""
    missing = [str(path) for _, file, *_ in FACES for path in _pieces(file) if not path.exists()]
    if missing:
        raise PrintError(f"the font {missing[0]} is missing: run `make setup`, which fetches it")
    TARGET.mkdir(exist_ok=True)
    common: set[int] | None = None
    for family, file, weight, called in FACES:
        font = _face(family, file, weight, called)
        out = io.BytesIO()
        font.save(out)
        _put(f"{file}-{called}.ttf", out.getvalue())
        common = set(font.getBestCmap()) & (common or set(font.getBestCmap()))
    _put("covered.json", json.dumps(sorted(common or ())).encode())


def _put(name: str, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=TARGET, delete=False) as file:
        file.write(data)
    os.chmod(file.name, 0o644)
    os.replace(file.name, TARGET / name)


def source(name: str) -> Path:
    """Where the piece of that file name is, or would be after set-up."""
    own = _STATIC / "fonts" / name
    return own if own.exists() else _STATIC / "vendor" / "fonts" / name


def _pieces(file: str) -> list[Path]:
    return [source(f"{file}-{subset}.woff2") for subset in SUBSETS]


def _face(family: str, file: str, weight: int, called: int) -> Any:
    """The pieces of a variable font at one weight, as one TrueType file."""
    from fontTools.merge import Merger

    with tempfile.TemporaryDirectory() as room:
        parts = []
        for piece in _pieces(file):
            parts.append(str(Path(room) / piece.with_suffix(".ttf").name))
            _piece(piece, weight).save(parts[-1])
        font = Merger().merge(parts)
        _name(font, family, called)
        font.recalcTimestamp = False
        return font


def _piece(path: Path, weight: int) -> Any:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    font = instantiateVariableFont(font, {"wght": weight})
    for table in _DROPPED:
        if table in font:
            del font[table]
    return font


def _name(font: Any, family: str, called: int) -> None:
    names = font["name"]
    names.names = []
    postscript = f"{family.replace(' ', '')}-{called}"
    texts = {1: family, 2: "Regular", 3: postscript, 4: f"{family} {called}", 6: postscript}
    for place, text in (texts | {16: family, 17: str(called)}).items():
        names.setName(text, place, 3, 1, 0x409)
    font["OS/2"].usWeightClass = called
