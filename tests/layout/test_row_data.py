"""The rows that a page draws itself say what the server would have drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest

from erdapp.diff import compare
from erdapp.diff.changes import Changes
from erdapp.layout import PictureOptions, draw, rows_json
from erdapp.layout.row_data import MORE, MUTED, NULL, SAME
from erdapp.schema import Schema
from tests.layout.shop import ORDERS, SHOP, column, reference, schema, table

BARE = PictureOptions(rows=False)
WIDE = table(
    "wide",
    ", ".join(f"a_rather_long_name_of_a_column_{n} timestamp?" for n in range(30)) + ", id int",
)
BEFORE = schema(table("orders", "id int, state text, total numeric, gone text?"))
AFTER = schema(table("orders", "id bigint, status text?, total numeric, new date"))
CASES: list[tuple[Schema, Changes | None]] = [
    (SHOP, None),
    (
        schema(
            WIDE, ORDERS, table("t", "a int, up int", key="", references=[reference("up", "t")])
        ),
        None,
    ),
    (AFTER, compare(BEFORE, AFTER)),
]


def fields(row: list[str | int]) -> list[str | int]:
    blank: list[str | int] = ["", "", "", 0, "", "", "", "", "", ""]
    return row + blank[len(row) :]


def told(row: list[str | int]) -> tuple[str, ...]:
    """Classes, column, tooltip, icon and all text of a row, from its data."""
    name, kind, icon, flags, hint, column, mark, old_name, old_type, changed = fields(row)
    assert isinstance(flags, int)
    column = name if flags & SAME else column
    classes = ["row", *["pk"] * bool(icon == "key" and column)]
    classes += ["more"] * bool(flags & MORE) + ["muted"] * bool(flags & MUTED)
    classes += [str(mark)] if mark else []
    sign = {"add": "+", "del": "−", "mod": "•", "ren": "→"}.get(str(mark), "")
    text = f"{old_name} → {name}" if old_name else str(name)
    kind = f"{changed} {kind}" if changed and not old_type else str(kind)
    if old_type:
        kind = (f"{changed} " if changed else "") + f"{old_type} {fields(row)[1]}"
    null = "?" if flags & NULL and kind else ""
    return " ".join(classes), str(column), str(hint), str(icon), f"{sign}{text}{kind}{null}"


def drawn(svg: str) -> dict[str, list[tuple[str, ...]]]:
    """The same from the SVG."""
    found: dict[str, list[tuple[str, ...]]] = {}
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", svg))
    for card in root.iterfind(".//g[@data-table]"):
        for row in card.iterfind("g[@transform]"):
            use = row.find("use")
            icon = use.get("href", "").removeprefix("#erd-") if use is not None else ""
            text = "".join("".join(part.itertext()) for part in row.iterfind("text"))
            hint = row.findtext("title", "")
            said = (row.get("class", ""), row.get("data-column", ""), hint, icon, text)
            found.setdefault(card.get("id", ""), []).append(said)
    return found


@pytest.mark.parametrize(("pictured", "changes"), CASES)
def test_the_data_says_what_the_server_draws(pictured: Schema, changes: Changes | None) -> None:
    data = msgspec.json.decode(rows_json(pictured, BARE, changes), type=dict[str, list[list]])
    whole = drawn(draw(pictured, changes=changes).svg)
    assert {card: [told(row) for row in rows] for card, rows in data.items()} == whole


def test_a_skeleton_has_no_rows_but_the_same_places() -> None:
    bare, whole = draw(SHOP, BARE), draw(SHOP)
    assert bare.boxes == whole.boxes
    assert 'class="row' not in bare.svg
    assert bare.rows == rows_json(SHOP)
    assert whole.rows == b""
    counts = re.findall(r'id="(t-\d+)"[^>]* data-rows="(\d+)"', bare.svg)
    rows = msgspec.json.decode(bare.rows)
    assert {card: int(count) for card, count in counts} == {c: len(r) for c, r in rows.items()}


def test_a_column_whose_name_is_cut_keeps_its_whole_name() -> None:
    name = "a_name_that_is_longer_than_any_card_could_ever_be_wide_in_pixels"
    data = msgspec.json.decode(rows_json(schema(table("t", f"{name} int", key=name)), BARE))
    (row,) = data["t-0"]
    assert row[0].endswith("…")
    assert fields(row)[5] == column(f"{name} int").name
