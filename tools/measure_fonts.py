"""Measure the advance widths of Inter into erdapp/layout/widths.json.

    npm i @fontsource-variable/inter            (in any scratch folder)
    python tools/measure_fonts.py <scratch>/node_modules

Only widths are kept, in thousandths of an em; JetBrains Mono has one width, see `metrics`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
WEIGHTS = (450, 600)
RANGES = ((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x2044))
ARROWS = (0x2190, 0x2193)
ROOT = Path(__file__).parents[1]
DRAWN = ROOT / "static" / "fonts" / "inter-arrows.woff2"
TARGET = ROOT / "erdapp" / "layout" / "widths.json"


def advances(folder: Path, weight: int) -> dict[int, int]:
    """Width of each character at one weight, in thousandths of an em."""
    found: dict[int, int] = {}
    pieces = [folder / f"inter-{subset}-wght-normal.woff2" for subset in SUBSETS]
    for piece in (*pieces, DRAWN):
        font = TTFont(piece)
        fixed = instantiateVariableFont(font, {"wght": weight})
        scale = 1000 / fixed["head"].unitsPerEm
        widths = fixed["hmtx"].metrics
        for code, glyph in fixed.getBestCmap().items():
            found.setdefault(code, round(widths[glyph][0] * scale))
    return found


def table(found: dict[int, int]) -> dict[str, list[int]]:
    """The wanted ranges, by the code of their first character; 0 where Inter has no glyph."""
    return {
        str(first): [found.get(code, 0) for code in range(first, last + 1)]
        for first, last in (*RANGES, ARROWS)
    }


def main() -> None:
    folder = Path(sys.argv[1]) / "@fontsource-variable" / "inter" / "files"
    weights = {str(weight): table(advances(folder, weight)) for weight in WEIGHTS}
    TARGET.write_text(json.dumps(weights, separators=(",", ":")) + "\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
