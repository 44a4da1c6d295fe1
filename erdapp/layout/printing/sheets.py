"""A large picture cut into sheets of paper, each an SVG with what lies on it and no more."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from erdapp.layout.placed import Box

SVG = "http://www.w3.org/2000/svg"
OVERLAP = 40.0
"""Px that two sheets beside each other both show."""
_MARGIN_PT, _HEAD_PT, _PT_A_PX = 28.0, 18.0, 0.75
_NEAR = 24.0
"""How far an edge's end reaches beyond its line."""
_STEPS = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_PLACE = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")


class Paper(Struct, frozen=True):
    """A size of paper, upright, in pt."""

    name: str
    width: float
    height: float


PAPERS = {
    paper.name.lower(): paper
    for paper in (
        Paper("A4", 595.28, 841.89),
        Paper("A3", 841.89, 1190.55),
        Paper("Letter", 612.0, 792.0),
    )
}


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet: its place in the picture and what it shows."""

    label: str
    """Row letters and column number: `B3`."""
    row: int
    column: int
    box: Box
    svg: str = ""
    beside: tuple[str, str, str, str] = ("", "", "", "")
    """The sheets left, above, right and below."""


class Sheets(Struct, frozen=True, kw_only=True):
    """All sheets that show something, row by row."""

    page_width: float
    page_height: float
    sheets: tuple[Sheet, ...]
    index: tuple[tuple[str, str], ...]
    """Each table's name, sorted, and the sheet that shows most of its card."""


class _Item(Struct, frozen=True):
    """An element of the picture with the room that it takes, a line's piece by piece; nothing when
    that can't be told. A group has what is in it instead."""

    element: Element
    rooms: tuple[Box, ...] = ()
    items: tuple[_Item, ...] = ()

    @classmethod
    def of(cls, element: Element) -> _Item:
        rooms = _rooms(element)
        if rooms or element.tag != f"{{{SVG}}}g":
            return cls(element, rooms)
        return cls(element, items=tuple(cls.of(child) for child in element))

    def drawn(self) -> Iterator[_Item]:
        """The items of which the room is known."""
        if self.rooms:
            yield self
        for item in self.items:
            yield from item.drawn()

    def on(self, box: Box) -> bool:
        return any(_shared(room, box) > 0 for room in self.rooms)

    def within(self, box: Box) -> Element | None:
        """The element as far as it lies on the sheet; None when it doesn't."""
        if self.rooms:
            return self.element if self.on(box) else None
        if not self.items:
            return self.element
        group = Element(self.element.tag, dict(self.element.attrib))
        group.extend(e for e in (item.within(box) for item in self.items) if e is not None)
        return group


def cut(svg: str, width: float, height: float, paper: Paper) -> Sheets:
    """The picture on sheets of that paper, lying or upright by which needs fewer."""
    upright = (paper.width, paper.height)
    page = min((upright, upright[::-1]), key=lambda size: _count(width, height, size))
    wide, high = _room(page)
    root = ElementTree.fromstring(svg)
    items = [_Item.of(element) for element in root]
    drawn = [item for top in items for item in top.drawn()]
    shown = {
        sheet.label: sheet
        for sheet in _grid(width, height, wide, high)
        if any(item.on(sheet.box) for item in drawn)
    }
    sheets = tuple(
        replace(sheet, svg=_write(root, items, sheet.box), beside=_beside(sheet, shown))
        for sheet in shown.values()
    )
    cards = [item for item in drawn if item.element.get("data-table")]
    return Sheets(
        page_width=page[0], page_height=page[1], sheets=sheets, index=_index(cards, sheets)
    )


def _index(cards: list[_Item], sheets: tuple[Sheet, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for card in cards:
        if card.rooms and sheets:
            sheet = max(sheets, key=partial(_shown, card.rooms[0]))
            found.append((card.element.get("data-table", ""), sheet.label))
    return tuple(sorted(found))


def _room(page: tuple[float, float]) -> tuple[float, float]:
    """What a page has room for, in px of the picture."""
    return (
        (page[0] - 2 * _MARGIN_PT) / _PT_A_PX,
        (page[1] - 2 * _MARGIN_PT - _HEAD_PT) / _PT_A_PX,
    )


def _steps(length: float, room: float) -> int:
    return max(1, math.ceil((length - OVERLAP) / (room - OVERLAP)))


def _count(width: float, height: float, page: tuple[float, float]) -> int:
    wide, high = _room(page)
    return _steps(width, wide) * _steps(height, high)


def _grid(width: float, height: float, wide: float, high: float) -> list[Sheet]:
    found = []
    for row in range(_steps(height, high)):
        for column in range(_steps(width, wide)):
            x, y = column * (wide - OVERLAP), row * (high - OVERLAP)
            box = Box(x, y, min(wide, width - x), min(high, height - y))
            found.append(Sheet(label=_label(row, column), row=row, column=column, box=box))
    return found


def _label(row: int, column: int) -> str:
    letters = ""
    row += 1
    while row:
        row, letter = divmod(row - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{column + 1}"


def _beside(sheet: Sheet, shown: dict[str, Sheet]) -> tuple[str, str, str, str]:
    names = []
    for row, column in ((0, -1), (-1, 0), (0, 1), (1, 0)):
        known = sheet.row + row >= 0 and sheet.column + column >= 0
        label = _label(sheet.row + row, sheet.column + column) if known else ""
        names.append(label if label in shown else "")
    return (names[0], names[1], names[2], names[3])


def _write(root: Element, items: Sequence[_Item], box: Box) -> str:
    sheet = Element(root.tag, dict(root.attrib))
    sheet.set("viewBox", f"{box.x:g} {box.y:g} {box.width:g} {box.height:g}")
    sheet.set("width", f"{box.width:g}")
    sheet.set("height", f"{box.height:g}")
    sheet.extend(e for e in (item.within(box) for item in items) if e is not None)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(sheet, encoding="unicode")


def _shared(a: Box, b: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return wide * high if wide > 0 and high > 0 else 0.0


def _shown(room: Box, sheet: Sheet) -> float:
    return _shared(sheet.box, room)


def _rooms(element: Element) -> tuple[Box, ...]:
    """The room of a card or an edge; none for what may be anywhere."""
    given = element.get("data-width"), element.get("data-height")
    found = _PLACE.match(element.get("transform", ""))
    if found and given[0] and given[1]:
        return (Box(float(found[1]), float(found[2]), float(given[0]), float(given[1])),)
    if element.get("data-from") is None:
        return ()
    lines = (_points(path.get("d", "")) for path in element.findall(f"{{{SVG}}}path"))
    longest = max(lines, key=len, default=[])
    return tuple(_around(a, b) for a, b in pairwise(longest))


def _around(a: tuple[float, float], b: tuple[float, float]) -> Box:
    left, top = min(a[0], b[0]), min(a[1], b[1])
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    return Box(left - _NEAR, top - _NEAR, wide + 2 * _NEAR, high + 2 * _NEAR)


def _points(path: str) -> list[tuple[float, float]]:
    """The points of path data; none when there are curves that we don't draw."""
    x = y = 0.0
    found: list[tuple[float, float]] = []
    for word, rest in _STEPS.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        dx, dy = (x, y) if word.islower() else (0.0, 0.0)
        match word.upper():
            case "H":
                steps = [(dx + value, y) for value in numbers[-1:]]
            case "V":
                steps = [(x, dy + value) for value in numbers[-1:]]
            case "M" | "L" | "Q" | "C" | "S" | "T":
                pairs = zip(numbers[::2], numbers[1::2], strict=False)
                steps = [(dx + a, dy + b) for a, b in pairs]
            case "Z":
                steps = []
            case _:
                return []
        found += steps
        x, y = steps[-1] if steps else (x, y)
    return found
