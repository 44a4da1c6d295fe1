"""Scripts, styles and fonts of the pages, as they go into a file."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import erdapp
from erdapp.layout.hues import HUES
from erdapp.layout.printing.subset import cut
from erdapp.layout.style import CSS

ROOT = Path(erdapp.__file__).parents[1]
ENTRIES = ("viewer.js", "page.js")
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])\./([\w./-]+\.js)\2""")
_SHEET = re.compile(r"css/([\w-]+\.css)|picture_style_url")
_FONT = re.compile(r'url\("\.\./(?:vendor/)?fonts/([\w-]+\.woff2)"\)')
_FACE = re.compile(r"@font-face \{.*?\n\}\n*", re.DOTALL)


class FileMissing(Exception):
    """A part of the pages isn't there; the text says what to do."""


def theme_script() -> str:
    return _read("static/js/theme.js")


@cache
def import_map() -> dict[str, str]:
    """Every module that the viewer needs, by the name that it is imported by.

    A module in a `data:` URL knows no neighbours, so that `./camera.js` becomes `erdapp/camera.js`,
    which the map of the page resolves.
    """
    found: dict[str, str] = {}
    waiting = list(ENTRIES)
    while waiting:
        name = waiting.pop()
        if f"erdapp/{name}" in found:
            continue
        text = _read(f"static/js/{name}")
        waiting += [match[3] for match in _IMPORT.finditer(text)]
        text = _IMPORT.sub(r"\1\2erdapp/\3\2", text)
        body = base64.b64encode(text.encode()).decode()
        found[f"erdapp/{name}"] = f"data:text/javascript;base64,{body}"
    return found


@cache
def files_hash() -> str:
    """Changes with the scripts and sheets that go into a file."""
    digest = hashlib.sha256("".join(import_map().values()).encode())
    digest.update("".join((theme_script(), styles(""))).encode())
    return digest.hexdigest()


def styles(text: str) -> str:
    """The sheets of the pages in their order, with the fonts cut to the letters of the text."""
    letters = frozenset(text) | frozenset(map(chr, range(0x20, 0x7F))) | frozenset("…×−→←↑↓›·’“”")
    parts = []
    for sheet in _SHEET.finditer(_read("templates/base.html")):
        if not sheet[1]:
            parts += [CSS, *(f".hue-{n}{{background:{hue}}}" for n, hue in enumerate(HUES))]
        elif sheet[1] == "fonts.css":
            parts.append(_fonts(letters))
        else:
            parts.append(_read(f"static/css/{sheet[1]}"))
    return "\n".join(parts)


def _fonts(letters: frozenset[str]) -> str:
    """The faces of which the text needs a letter."""
    faces = []
    for face in _FACE.findall(_read("static/css/fonts.css")):
        font = _FONT.search(face)
        if font is None:
            continue
        piece = cut(font[1], letters)
        if piece.codes:
            faces.append(f'{face[: font.start()]}url("{piece.url}"){face[font.end() :]}')
    return "".join(faces)


def _read(path: str) -> str:
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except OSError:
        raise FileMissing(
            f"{path} isn't here: a HTML file is made of the pages of the application, in a "
            "checkout of it after `make setup`"
        ) from None
