"""An SVG whose texts are outlines: no font is asked for, every name is still told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from erdapp.diff import compare
from erdapp.diff.changes import Rename
from erdapp.layout import PictureOptions, Theme, draw
from erdapp.layout.metrics import width
from erdapp.layout.outlines import with_outlines
from erdapp.layout.printing.glyphs import face
from erdapp.layout.style import sheet
from tests.layout.shop import SHOP, schema, table

SVG = "{http://www.w3.org/2000/svg}"


def outlined(*tables: str) -> ElementTree.Element:
    made = schema(*(table(name, "id bigint, total numeric?") for name in tables))
    return ElementTree.fromstring(with_outlines(draw(made, PictureOptions()).svg))


def test_no_text_is_left_and_every_outline_is_there() -> None:
    root = ElementTree.fromstring(with_outlines(draw(SHOP, PictureOptions()).svg))
    assert root.findall(f".//{SVG}text") == []
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {use.get("href", "").removeprefix("#") for use in root.iter(f"{SVG}use")}
    assert used <= set(ids)


def test_letters_and_texts_are_defined_once() -> None:
    root = outlined("aaaa", "aaab", "aabb")
    definitions = root.find(f"{SVG}defs")
    assert definitions is not None
    letters = [path.get("d") for path in definitions.findall(f"{SVG}path")]
    assert len(letters) == len(set(letters))
    bigint = {
        use.get("href")
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "text ty"
        for use in group.findall(f"{SVG}use")
    }
    assert len(bigint) == 3  # bigint, numeric and the question mark


def test_listeners_and_tooltips_still_know_every_name() -> None:
    root = outlined("orders", "users")
    titles = "".join(title.text or "" for title in root.iter(f"{SVG}title"))
    assert "Entity-relationship diagram: 2 tables" in titles
    assert "total numeric" in titles
    cards = {card.get("data-table") for card in root.iter(f"{SVG}g") if card.get("data-table")}
    assert cards == {"orders", "users"}


def test_a_text_stays_one_where_a_letter_is_missing() -> None:
    root = outlined("注文", "orders")
    assert ["".join(text.itertext()) for text in root.iter(f"{SVG}text")] == ["注文"]
    (left,) = root.iter(f"{SVG}text")
    assert left.get("class") == "text name"  # which the style sheet knows


def test_the_arrow_of_a_rename_is_drawn_as_wide_as_it_is_measured() -> None:
    before, after = (
        schema(table("orders", "id bigint, total text")),
        schema(table("orders", "id bigint, amount text")),
    )
    changes = compare(before, after, (Rename("column", "total", "amount", table="orders"),))
    svg = with_outlines(draw(after, PictureOptions(), changes=changes).svg)
    assert "<text" not in svg
    own = face("inter-600")
    assert own.letters["→"].advance / own.units == pytest.approx(width("→", 1.0, 600), rel=0.01)


def test_a_type_ends_where_its_text_would_have() -> None:
    root = outlined("orders")
    card = next(group for group in root.iter(f"{SVG}g") if group.get("data-table"))
    right = float(card.get("data-width", "0")) - 14
    kind = next(g for g in card.iter(f"{SVG}g") if g.get("class") == "text ty")
    use = kind.find(f"{SVG}use")
    assert use is not None
    x = float(re.findall(r"-?[\d.]+", use.get("transform", ""))[4])
    assert x == pytest.approx(right - 6 * 0.6 * 11, abs=0.05)


def test_the_outlines_are_as_wide_as_the_layout_measures() -> None:
    own = face("inter-600")
    drawn = sum(own.letters[char].advance for char in "order_items") * 13.5 / own.units
    assert drawn == pytest.approx(width("order_items", 13.5, 600), rel=0.01)


@pytest.mark.parametrize("theme", list(Theme))
def test_the_style_sheet_knows_no_text_element_any_more(theme: Theme) -> None:
    svg = with_outlines(draw(SHOP, PictureOptions(theme=theme)).svg)
    style = ElementTree.fromstring(svg).find(f"{SVG}style")
    assert style is not None
    assert not re.search(r"(?<=[ ,>])text(?=[.,{ ])", style.text or "")
    assert (style.text or "").count(".text") == len(
        re.findall(r"(?<=[ ,>])text(?=[.,{ ])", sheet(theme))
    )


def test_what_is_gone_is_struck_through() -> None:
    before = schema(table("orders", "id bigint, note text"), table("old", "id bigint"))
    after = schema(table("orders", "id bigint"))
    svg = draw(after, PictureOptions(), changes=compare(before, after)).svg
    root = ElementTree.fromstring(with_outlines(svg))
    assert len(root.findall(f".//{SVG}path[@class='struck']")) == 3  # old, note, text


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_forced_theme_needs_no_variables(theme: Theme) -> None:
    assert "var(" not in with_outlines(draw(SHOP, PictureOptions(theme=theme)).svg)
