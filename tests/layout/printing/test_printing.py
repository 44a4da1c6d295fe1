"""PNG and PDF are made of the picture that the screen shows."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from erdapp.layout import PictureOptions, Theme, draw
from erdapp.layout.printing import PAPERS, Drawn, PrintError, child, pdf, png, tiled_pdf
from erdapp.schema import Schema
from tests.layout.shop import SHOP, reference, schema, table

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def drawn(given: Schema = SHOP) -> Drawn:
    picture = draw(given, PictureOptions(theme=Theme.LIGHT))
    return Drawn(svg=picture.svg, width=picture.width, height=picture.height, title="The shop")


def many(count: int) -> Schema:
    """A star of that many tables."""
    points = [
        table(f"point_{n:03}", "id bigint, hub_id bigint", references=[reference("hub_id", "hub")])
        for n in range(count)
    ]
    return schema(table("hub", "id bigint, name varchar"), *points)


def words(data: bytes, folder: Path) -> str:
    (folder / "file.pdf").write_bytes(data)
    command = ["pdftotext", "-layout", str(folder / "file.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_has_the_pixels_of_the_picture(scale: int) -> None:
    picture = drawn()
    data = png(picture, scale)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (picture.width * scale, picture.height * scale)


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = drawn()
    assert (png(picture), pdf(picture)) == (png(picture), pdf(picture))


@needs_poppler
def test_the_text_of_a_pdf_can_be_selected(tmp_path: Path) -> None:
    text = words(pdf(drawn()), tmp_path)
    assert {"customers", "orders"} <= set(text.split())


@needs_poppler
def test_the_sheets_begin_with_an_index_that_names_the_sheet_of_each_table(tmp_path: Path) -> None:
    text = words(tiled_pdf(drawn(many(60)), PAPERS["a4"]), tmp_path)
    first, *sheets = text.split("\f")
    assert "The shop" in first
    assert "point_000" in first
    assert len([sheet for sheet in sheets if "point_" in sheet]) > 1


@needs_poppler
def test_letters_that_our_fonts_lack_and_hostile_names_do_no_harm(tmp_path: Path) -> None:
    names = ('"#set page()', "<script>$x$</script>", "日本 → ü", "a\\b`#1`")
    hostile = drawn(schema(*(table(name, "id bigint") for name in names)))
    text = words(tiled_pdf(hostile, PAPERS["a4"]), tmp_path)
    assert '"#set page()' in text
    assert "<script>$x$</script>" in text


def test_a_png_of_too_many_pixels_says_what_to_do() -> None:
    huge = Drawn(svg="<svg/>", width=20_000, height=10_000, title="huge")
    with pytest.raises(PrintError, match="show keys or names only"):
        png(huge)


def test_a_picture_of_nothing_has_no_sheets() -> None:
    nothing = Drawn(svg="<svg xmlns='http://www.w3.org/2000/svg'/>", width=9, height=9, title="")
    with pytest.raises(PrintError, match="nothing to print"):
        tiled_pdf(nothing, PAPERS["a4"])


def test_too_many_sheets_say_what_to_do() -> None:
    cards = "".join(
        f'<g data-table="t{n}" data-width="180" data-height="60"'
        f' transform="translate(0 {n * 700})"/>'
        for n in range(500)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g>{cards}</g></svg>'
    with pytest.raises(PrintError, match="400 are the most"):
        tiled_pdf(Drawn(svg=svg, width=1000, height=350_000, title=""), PAPERS["a4"])


def test_what_is_no_picture_is_one_clear_error() -> None:
    with pytest.raises(PrintError, match=r"^the picture could not be printed: "):
        pdf(Drawn(svg="<svg", width=10, height=10, title=""))


def test_a_print_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.0)
    with pytest.raises(PrintError, match="was not printed within 0 seconds"):
        pdf(drawn())
