"""A card: how large it must be, and its SVG."""

from __future__ import annotations

import math
from functools import lru_cache
from urllib.parse import quote

from erdapp.layout.escape import escape, one_line
from erdapp.layout.graph import Node
from erdapp.layout.icons import icon
from erdapp.layout.marks import Mark
from erdapp.layout.metrics import fit, width
from erdapp.layout.placed import Box
from erdapp.layout.ports import HEAD, ROW
from erdapp.layout.rows import REMEMBERED, Icon, Row
from erdapp.layout.texts import ARROW, RIGHT, Texts, old_width, renamed, texts, wanted_width

NARROWEST, WIDEST, STEP = 180.0, 340.0, 20.0
FOOT = 6.0
_NAME_X = 30.0
_NAME, _NOTE, _CHIP = 13.5, 11.0, 10.5
_SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "−", Mark.CHANGED: "•", Mark.RENAMED: "→"}
_CHIPS = {Mark.ADDED: "+ new", Mark.REMOVED: "− gone"}


def size(node: Node) -> tuple[float, float]:
    """Width and height that the card wants, in px."""
    head = _NAME_X + old_width(node.old_title, _NAME) + width(node.title, _NAME, 600)
    wanted = [NARROWEST, head + _note_width(node) + RIGHT]
    wanted += [wanted_width(row) for row in node.rows]
    clamped = min(WIDEST, math.ceil(min(WIDEST, max(wanted)) / STEP) * STEP)
    return clamped, HEAD + (ROW * len(node.rows) + FOOT if node.rows else 0.0)


def _note(node: Node) -> str:
    """The words at the right of the head."""
    if node.mark in _CHIPS:
        return _CHIPS[node.mark]
    if node.changes:
        return f"{node.changes} change{'s' if node.changes > 1 else ''}"
    return {"view": "view", "materialized": "materialized"}.get(node.kind, "")


def _note_width(node: Node) -> float:
    note = _note(node)
    chip = 18.0 if node.mark in _CHIPS else 0.0
    return width(note, _NOTE, 600) + 14.0 + chip if note else 0.0


def draw(number: int, node: Node, box: Box, link: str, rows: bool) -> str:
    """The card as a group. `link` is the URL template of its page; without `rows` the card says
    how many there would be."""
    x, y, wide, high = round(box.x, 1), round(box.y, 1), box.width, box.height
    kind = "" if node.kind == "table" else " view"
    mark = f" {node.mark}" if node.mark else ""
    inner = "".join([_row(row, place, wide) for place, row in enumerate(node.rows)]) if rows else ""
    count = "" if rows else f' data-rows="{len(node.rows)}"'
    hair = f'<path class="hair" d="M0 {HEAD:g}H{wide:g}"/>' if node.rows else ""
    return (
        f'<g class="card{kind}{mark}" id="t-{number}" transform="translate({x:g} {y:g})"'
        f' data-table="{escape(str(node.name))}" data-width="{wide:g}" data-height="{high:g}"'
        f'{count}><rect class="box" width="{wide:g}" height="{high:g}" rx="8"/>'
        f"{_head(node, wide, link)}{hair}{inner}</g>"
    )


def _head(node: Node, wide: float, link: str) -> str:
    hint = f"{node.title}\n{node.comment}" if node.comment else node.title
    room = wide - _NAME_X - _note_width(node) - RIGHT
    if node.old_title:
        name = _both(*renamed(node.old_title, node.title, room, _NAME))
    else:
        name = escape(fit(one_line(node.title), room, _NAME, 600))
    inner = (
        f"<title>{escape(hint)}</title>"
        f'<rect class="fill" x="1" y="1" width="{wide - 2:g}" height="{HEAD - 2:g}"/>'
        f'<rect class="h{node.hue}" x="14" y="13" width="8" height="8" rx="2.5"/>'
        f'<text class="name" x="30" y="21.8">{name}</text>{_note_svg(node, wide)}'
    )
    if not link:
        return f'<g class="head">{inner}</g>'
    href = escape(link.replace("{table}", quote(str(node.name), safe="", errors="replace")))
    return f'<a class="head" href="{href}">{inner}</a>'


def _note_svg(node: Node, wide: float) -> str:
    note = _note(node)
    if not note:
        return ""
    if node.mark in _CHIPS:
        across = width(note, _CHIP, 600) + 16
        left = wide - 12 - across
        return (
            f'<rect class="pill" x="{left:g}" y="9" width="{across:g}" height="16" rx="8"/>'
            f'<text class="chip" x="{left + across / 2:g}" y="20.7">{note}</text>'
        )
    return f'<text class="note" x="{wide - 14:g}" y="21.5">{note}</text>'


def _row(row: Row, place: int, wide: float) -> str:
    before, behind = _drawn(row, wide)
    return f"{before}{HEAD + ROW * place:g}{behind}"


@lru_cache(maxsize=REMEMBERED)
def _drawn(row: Row, wide: float) -> tuple[str, str]:
    """What stands before and behind the height of a row."""
    classes = "row"
    classes += " pk" if row.icon == Icon.PRIMARY and row.column else ""
    classes += " more" if row.more else ""
    classes += " muted" if row.muted else ""
    classes += f" {row.mark}" if row.mark else ""
    column = f' data-column="{escape(row.column)}"' if row.column else ""
    said = texts(row, wide)
    name = _both(said.old_name, said.name) if said.old_name else escape(said.name)
    sign = f'<text class="sign" x="8.5" y="17.2">{_SIGNS[row.mark]}</text>' if row.mark else ""
    symbol = icon(row.icon, 15, 5.8) if row.icon else ""
    return (
        f'<g class="{classes}" transform="translate(0 ',
        f')"{column}><title>{escape(row.hint or row.text)}</title>'
        f'<rect class="fill" x="1" width="{wide - 2:g}" height="26"/>{sign}{symbol}'
        f'<text class="c" x="38" y="17.4">{name}</text>{_type(said, row.null, wide)}</g>',
    )


def _both(old: str, new: str) -> str:
    return (
        f'<tspan class="old">{escape(old)}</tspan>{ARROW}<tspan class="new">{escape(new)}</tspan>'
    )


def _type(said: Texts, null: bool, wide: float) -> str:
    if not said.type:
        return ""
    changed = f'<tspan class="new">{escape(said.changed)}</tspan> ' if said.changed else ""
    if said.old_type:
        kind = (
            f'<tspan class="old">{escape(said.old_type)}</tspan> '
            f'<tspan class="new">{escape(said.type)}{"?" if null else ""}</tspan>'
        )
    else:
        kind = escape(said.type) + ('<tspan class="q">?</tspan>' if null else "")
    return f'<text class="ty" x="{wide - RIGHT:g}" y="17">{changed}{kind}</text>'
