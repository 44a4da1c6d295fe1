"""An SVG that needs no font: its texts as outlines of letters, each defined once.

The outlines are those of the faces that prints are set in. A text that these don't cover (Han,
emoji) stays a text. `title` and `desc` stay what they are, so that screen readers and tooltips
know every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from msgspec import Struct

from erdapp.layout.options import Theme
from erdapp.layout.printing.glyphs import face
from erdapp.layout.style import written_out

_SVG = "http://www.w3.org/2000/svg"
_TEXT = re.compile(r"(?<=[ ,>])text(?=[.,{ ])")
"""`text` as an element in the selectors of the style sheet."""
_STRUCK = ".erd .struck{fill:none;stroke:var(--ink-3);stroke-width:1}\n"
_REGULAR, _MEDIUM, _BOLD, _HEAVY = "inter-400", "inter-500", "inter-600", "inter-700"
_MONO = "jetbrains-mono-400"
_LEAN = 0.2
"""Of names of views, to the right for each unit of height."""
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a text stands before its anchor."""


class _Look(Struct, frozen=True):
    """How a text is set: the face, the size in px, where its anchor is."""

    face: str = _REGULAR
    size: float = 12.5
    anchor: str = "start"


_OF_CLASS = {
    "name": _Look(_BOLD, 13.5),
    "title": _Look(_BOLD, 13.0),
    "note": _Look(_MEDIUM, 11.0, "end"),
    "ty": _Look(_MONO, 11.0, "end"),
    "sign": _Look(_HEAVY, 12.5, "middle"),
    "chip": _Look(_BOLD, 10.5, "middle"),
}
_INSIDE = {"chip": _Look(_MEDIUM, 10.5), "frame": _Look(_BOLD, 12.0), "pk": _Look(_BOLD)}
"""What `style` says of a text by its class, and by the class of what it is in."""


class _Setting(Struct, frozen=True):
    """How one text is set: its look, whether it leans, whether it is struck through."""

    look: _Look
    leans: bool
    gone: bool


class _Run(Struct, frozen=True):
    """Letters of one face, and the class of the `tspan` they were in."""

    text: str
    face: str
    kind: str

    def width(self, size: float) -> float:
        """In px."""
        own = face(self.face)
        return sum(own.letters[char].advance for char in self.text) * size / own.units


class _Book(Struct):
    """The texts that occur, each set once, of letters that are drawn once."""

    ids: dict[tuple[str, str], str]

    def id_of(self, run: _Run) -> str:
        return self.ids.setdefault((run.face, run.text), f"x{len(self.ids)}")


def with_outlines(svg: str) -> str:
    """The picture with its texts drawn. Raises PrintError where the faces aren't at hand."""
    Xml.register_namespace("", _SVG)
    root = Xml.fromstring(svg)
    book = _Book({})
    for parent, place, around in list(_texts(root, ())):
        parent[place] = _drawn(parent[place], _setting(parent, parent[place], around), book)
    for definitions in root.findall(_tag("defs")):
        definitions.extend(_definitions(book))
    struck = written_out(_STRUCK, Theme(root.get("data-theme", Theme.AUTO)))
    for style in root.findall(_tag("style")):
        style.text = _TEXT.sub(".text", style.text or "") + struck
    return Xml.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _texts(
    element: Xml.Element, around: tuple[str, ...]
) -> Iterator[tuple[Xml.Element, int, tuple[str, ...]]]:
    """Every text by its parent and place there, with the classes of all it is in."""
    around = (*around, *element.get("class", "").split())
    for place, child in enumerate(element):
        if child.tag == _tag("text"):
            yield element, place, around
        elif len(child):
            yield from _texts(child, around)


def _setting(parent: Xml.Element, text: Xml.Element, around: tuple[str, ...]) -> _Setting:
    own = text.get("class", "")
    name, removed = own == "name", "del" in parent.get("class", "").split()
    gone = (name and "del" in around) or (removed and own in ("c", "ty"))
    return _Setting(_look(own, around), name and "view" in around, gone)


def _drawn(text: Xml.Element, setting: _Setting, book: _Book) -> Xml.Element:
    """The group that stands for a text; the text itself where a letter is missing."""
    text.set("class", f"text {text.get('class', '')}".rstrip())
    look = setting.look
    runs = list(_runs(text, look))
    if not all(face(run.face).letters.keys() >= set(run.text) for run in runs):
        return text
    widths = [run.width(look.size) for run in runs]
    x, y = float(text.get("x", "0")) - sum(widths) * _BEFORE[look.anchor], float(text.get("y", "0"))
    group = Xml.Element(_tag("g"), {"class": text.get("class", "")})
    group.tail = text.tail
    for run, wide in zip(runs, widths, strict=True):
        scale = look.size / face(run.face).units
        lean = _LEAN * scale if setting.leans else 0.0
        place = f"matrix({scale:.5g} 0 {lean:.5g} {-scale:.5g} {x:.6g} {y:g})"
        use = {"href": f"#{book.id_of(run)}", "transform": place}
        Xml.SubElement(group, _tag("use"), {"class": run.kind} | use if run.kind else use)
        if setting.gone or run.kind == "old":
            line = f"M{x:.6g} {y - 0.33 * look.size:.6g}h{wide:.6g}"
            Xml.SubElement(group, _tag("path"), {"class": "struck", "d": line})
        x += wide
    return group


def _look(own: str, around: tuple[str, ...]) -> _Look:
    if own in _OF_CLASS:
        return _OF_CLASS[own]
    return next((_INSIDE[name] for name in reversed(around) if name in _INSIDE), _Look())


def _runs(text: Xml.Element, look: _Look) -> Iterator[_Run]:
    if text.text:
        yield _Run(text.text, look.face, "")
    for span in text:
        kind = span.get("class", "")
        bold = kind == "new" and look.face != _MONO
        if span.text:
            yield _Run(span.text, _BOLD if bold else look.face, kind)
        if span.tail:
            yield _Run(span.tail, look.face, "")


def _definitions(book: _Book) -> Iterator[Xml.Element]:
    """The letters, then the texts that are set of them."""
    names: dict[tuple[str, str], str] = {}
    texts = []
    for (name, text), key in book.ids.items():
        group = Xml.Element(_tag("g"), {"id": key})
        at = 0.0
        for char in text:
            letter = face(name).letters[char]
            if letter.path:
                known = names.setdefault((name, char), f"l{len(names)}")
                Xml.SubElement(group, _tag("use"), {"href": f"#{known}", "x": f"{at:g}"})
            at += letter.advance
        texts.append(group)
    for (name, char), key in names.items():
        yield Xml.Element(_tag("path"), {"id": key, "d": face(name).letters[char].path})
    yield from texts
