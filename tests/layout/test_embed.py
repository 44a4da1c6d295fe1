"""An SVG carries the letters that it uses and no others."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

from fontTools.ttLib import TTFont

from erdapp.diff import compare
from erdapp.diff.changes import Rename
from erdapp.layout import PictureOptions, draw
from erdapp.layout.embed import with_fonts
from erdapp.layout.printing import fonts
from erdapp.layout.standalone.assets import styles
from tests.layout.shop import SHOP, schema, table


def faces(svg: str) -> list[tuple[str, set[int], TTFont]]:
    """Family, range and font of each face."""
    pattern = r'font-family:"([^"]+)".*?base64,([^)]+)\).*?unicode-range:([^}]+)'
    return [
        (
            family,
            {int(code[2:], 16) for code in codes.split(",")},
            TTFont(io.BytesIO(base64.b64decode(data))),
        )
        for family, data, codes in re.findall(pattern, svg)
    ]


def test_every_letter_of_the_picture_is_in_a_face() -> None:
    svg = with_fonts(draw(SHOP, PictureOptions()).svg)
    ElementTree.fromstring(svg)
    found = faces(svg)
    assert {family for family, *_ in found} == {"Inter Variable", "JetBrains Mono Variable"}
    for _, codes, font in found:
        assert codes <= set(font.getBestCmap())
    inter = set().union(*(codes for family, codes, _ in found if family == "Inter Variable"))
    assert {ord(letter) for letter in "customers"} <= inter


def test_a_face_is_far_smaller_than_the_font() -> None:
    plain = draw(SHOP, PictureOptions()).svg
    assert len(with_fonts(plain)) - len(plain) < 40_000


def test_other_scripts_bring_the_pieces_that_have_them() -> None:
    svg = with_fonts(draw(schema(table("заказы", "id bigint")), PictureOptions()).svg)
    assert any(ord("з") in codes for _, codes, _ in faces(svg))


def test_a_rename_brings_its_arrow() -> None:
    before, after = schema(table("orders", "id bigint")), schema(table("sales", "id bigint"))
    changes = compare(before, after, (Rename("table", "orders", "sales"),))
    svg = with_fonts(draw(after, PictureOptions(), changes=changes).svg)
    arrows = [family for family, codes, _ in faces(svg) if ord("→") in codes]
    assert "Inter Variable" in arrows


def test_pages_files_and_prints_have_arrows_of_their_own() -> None:
    assert fonts.cover("orders → sales ←")
    assert "unicode-range: U+2190, U+2192" in styles("→")
    assert "fonts/" not in styles("→")
