"""A large picture is cut into sheets that together show all of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from erdapp.layout import PictureOptions, Theme, draw
from erdapp.layout.printing.sheets import OVERLAP, PAPERS, SVG, Sheets, _points, cut
from tests.layout.printing.test_printing import many


def sheets(count: int = 120, paper: str = "a4") -> Sheets:
    picture = draw(many(count), PictureOptions(theme=Theme.LIGHT))
    return cut(picture.svg, picture.width, picture.height, PAPERS[paper])


def tables(svg: str) -> set[str]:
    return {g.get("data-table", "") for g in ElementTree.fromstring(svg).iter(f"{{{SVG}}}g")} - {""}


def test_every_table_is_on_the_sheet_that_the_index_names() -> None:
    found = sheets()
    shown = {sheet.label: tables(sheet.svg) for sheet in found.sheets}
    assert len(found.index) == 121
    assert all(name in shown[label] for name, label in found.index)


def test_a_sheet_holds_only_what_lies_on_it() -> None:
    found = sheets()
    assert len(found.sheets) > 4
    assert all(len(tables(sheet.svg)) < 60 for sheet in found.sheets)


def test_neighbours_overlap_and_name_each_other() -> None:
    found = {sheet.label: sheet for sheet in sheets().sheets}
    for sheet in found.values():
        left, above, right, below = sheet.beside
        if right:
            assert found[right].beside[0] == sheet.label
            assert found[right].box.x == pytest.approx(sheet.box.x + sheet.box.width - OVERLAP)
        if below:
            assert found[below].beside[1] == sheet.label
        assert not left or found[left].beside[2] == sheet.label
        assert not above or found[above].beside[3] == sheet.label


def test_a_small_picture_is_one_sheet() -> None:
    found = sheets(1)
    assert [sheet.label for sheet in found.sheets] == ["A1"]
    assert found.sheets[0].beside == ("", "", "", "")


def test_larger_paper_needs_fewer_sheets() -> None:
    assert len(sheets(paper="a3").sheets) < len(sheets(paper="a4").sheets)


def test_relative_and_absolute_lines_have_the_same_points() -> None:
    plain = "M10 20H40Q50 20 50 30V60H90"
    assert _points("M10 20h30q10 0 10 10v30h40") == _points(plain)
    assert _points("M0 0A5 5 0 0 1 9 9") == []


def test_edges_far_from_a_sheet_are_not_on_it() -> None:
    found = sheets()
    edges = [sheet.svg.count('class="edge') for sheet in found.sheets]
    assert min(edges) < 30
