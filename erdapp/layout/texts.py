"""The texts of a row, cut to the width of its card."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from erdapp.layout.escape import one_line
from erdapp.layout.metrics import MONO, fit, fit_mono, mono_width, width
from erdapp.layout.rows import REMEMBERED, Icon, Row

TEXT_X, RIGHT, BETWEEN = 38.0, 14.0, 18.0
"""Where names start, what is free after types, and what is free between the two."""
COLUMN, TYPE = 12.5, 11.0
ARROW = " → "


class Texts(NamedTuple):
    """What a row says, as far as there is room."""

    name: str
    type: str
    old_name: str = ""
    old_type: str = ""
    changed: str = ""


@lru_cache(maxsize=REMEMBERED)
def wanted_width(row: Row) -> float:
    """The width of a card in which nothing of the row is cut."""
    name = old_width(row.old_text, COLUMN) + width(one_line(row.text)[:200], COLUMN, 600)
    kind = mono_width(_type_text(row)[:80], TYPE)
    return TEXT_X + name + (BETWEEN + kind if kind else 0.0) + RIGHT


def old_width(old: str, size: float) -> float:
    """What `old →` takes before the new name."""
    return width(one_line(old) + ARROW, size, 600) if old else 0.0


def texts(row: Row, wide: float) -> Texts:
    """Name and type as far as there is room; the type gives way first, down to a third."""
    room = wide - TEXT_X - RIGHT
    if not (row.old_text or row.old_type or row.changed):
        plain = _plain(row, room)
        if plain is not None:
            return plain
    kind = _type_text(row)
    weight = 600 if row.icon == Icon.PRIMARY or row.old_text else 450
    name_wants = old_width(row.old_text, COLUMN) + width(one_line(row.text)[:200], COLUMN, weight)
    kind_wants = mono_width(kind[:200], TYPE)
    if kind and name_wants + BETWEEN + kind_wants > room:
        kind_room = max(room - BETWEEN - name_wants, min(kind_wants, 0.36 * room))
        # Half a px more than measured: a sum of floats must not cost a name its end.
        name_room = room - BETWEEN - min(kind_room, kind_wants) + 0.5
    else:
        kind_room, name_room = kind_wants + 1, max(name_wants + 1, 0.0) if kind else room
    old_name, name = "", ""
    if row.old_text:
        old_name, name = renamed(row.old_text, row.text, name_room, COLUMN)
    else:
        name = fit(one_line(row.text), name_room, COLUMN, weight)
    return Texts(name, old_name=old_name, **_types(row, kind_room))


def _plain(row: Row, room: float) -> Texts | None:
    """The texts of an unchanged row if nothing has to be cut."""
    name, kind = one_line(row.text), one_line(row.type)
    if len(name) > 200 or len(kind) > 200:
        return None
    room -= width(name, COLUMN, 600 if row.icon == Icon.PRIMARY else 450)
    if kind:
        room -= BETWEEN + mono_width(kind, TYPE) + (MONO * TYPE if row.null else 0.0)
    return Texts(name, kind) if room >= 0 else None


def _type_text(row: Row) -> str:
    old = row.old_type + " " if row.old_type else ""
    changed = row.changed + " " if row.changed else ""
    return one_line(changed + old + row.type + ("?" if row.null else ""))


def renamed(before: str, after: str, room: float, size: float) -> tuple[str, str]:
    """Both names within the room: the new one first, the old one at least a quarter."""
    arrow = width(ARROW, size, 600)
    new = width(one_line(after)[:200], size, 600)
    old = fit(one_line(before), max(room - arrow - new, room * 0.25), size, 600)
    return old, fit(one_line(after), room - arrow - width(old, size, 600), size, 600)


def _types(row: Row, room: float) -> dict[str, str]:
    if not row.type:
        return {"type": ""}
    changed = old = ""
    room -= mono_width("?", TYPE) if row.null else 0.0
    if row.changed:
        changed = fit_mono(row.changed, room * 0.6, TYPE)
        room -= mono_width(changed + " ", TYPE)
    if row.old_type:
        whole = mono_width(one_line(row.type)[:200] + " ", TYPE)
        old = fit_mono(one_line(row.old_type), max(room - whole, room * 0.3), TYPE)
        room -= mono_width(old + " ", TYPE)
    return {
        "type": fit_mono(one_line(row.type), room, TYPE),
        "old_type": old,
        "changed": changed,
    }
