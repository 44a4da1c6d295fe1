"""A drawn picture as a file for other programs: PNG pixels and PDF pages.

Both are made from the SVG that the screen shows, by a child process with limits of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct, json

from erdapp.layout.escape import one_line
from erdapp.layout.metrics import fit
from erdapp.layout.printing import documents, fonts
from erdapp.layout.printing.child import PrintError, run
from erdapp.layout.printing.sheets import PAPERS, Paper, Sheet, cut

__all__ = ["PAPERS", "SCALES", "Drawn", "Paper", "PrintError", "pdf", "png", "tiled_pdf"]

SCALES = (1, 2, 4)
PIXELS = 100_000_000
"""What one PNG may have; the process that draws it needs three times four bytes for each."""
SHEETS = 400
LONGEST_PT = 14_400.0
"""The longest side of a page that readers of PDF open."""
PT_A_PX = 0.75
INDEX_PT = 165.0
"""The room for a name in a column of the index."""


class Drawn(Struct, frozen=True, kw_only=True):
    """What is printed: a picture for a file, with its colours written out."""

    svg: str
    width: float
    height: float
    title: str


def png(drawn: Drawn, scale: int = 1) -> bytes:
    """Pixels, `scale` for each px of the screen. Raises PrintError."""
    wide, high = math.ceil(drawn.width * scale), math.ceil(drawn.height * scale)
    if wide * high > PIXELS:
        raise PrintError(
            f"the PNG would be {wide:,} × {high:,} pixels, and {PIXELS:,} are the most: "
            f"{'use a smaller scale, ' if scale > 1 else ''}show keys or names only, focus on a "
            "table, or take the SVG or the PDF"
        )
    return _print(documents.PICTURE, _picture_page(drawn, 1.0), "png", ppi=96 * scale)


def pdf(drawn: Drawn) -> bytes:
    """One page as large as the picture, text selectable. Raises PrintError."""
    longest = max(drawn.width, drawn.height) * PT_A_PX
    return _print(documents.PICTURE, _picture_page(drawn, min(1.0, LONGEST_PT / longest)), "pdf")


def tiled_pdf(drawn: Drawn, paper: Paper) -> bytes:
    """Sheets of that paper at full size, and an index before them. Raises PrintError."""
    sheets = cut(drawn.svg, drawn.width, drawn.height, paper)
    if not sheets.sheets:
        raise PrintError("there is nothing to print on sheets: the picture shows no table")
    if len(sheets.sheets) > SHEETS:
        raise PrintError(
            f"the PDF would be {len(sheets.sheets):,} sheets of {paper.name}, and {SHEETS} are the "
            "most: show keys or names only, focus on a table, or take the PDF in one page"
        )
    data = {
        "title": drawn.title,
        "svg": drawn.svg,
        "width": drawn.width,
        "height": drawn.height,
        "page": [sheets.page_width, sheets.page_height],
        "sheets": [_sheet(sheet) for sheet in sheets.sheets],
        "index": [(fit(one_line(name), INDEX_PT, 8.0), sheet) for name, sheet in sheets.index],
    }
    return _print(documents.SHEETS, data, "pdf")


def _sheet(sheet: Sheet) -> dict[str, object]:
    box = sheet.box
    return {
        "label": sheet.label,
        "svg": sheet.svg,
        "box": [box.x, box.y, box.width, box.height],
        "beside": list(sheet.beside),
    }


def _picture_page(drawn: Drawn, smaller: float) -> dict[str, object]:
    factor = PT_A_PX * smaller
    return {
        "title": drawn.title,
        "svg": drawn.svg,
        "width": drawn.width * factor,
        "height": drawn.height * factor,
    }


def _print(document: str, data: Mapping[str, object], kind: str, ppi: int = 96) -> bytes:
    text = json.encode(data).decode()
    return run(
        {
            "document": document,
            "data": text.replace("font-weight:450", "font-weight:400"),  # see `fonts.FACES`
            "kind": kind,
            "ppi": ppi,
            "fonts": str(fonts.folder()),
            "system_fonts": not fonts.cover(text),
        }
    )
