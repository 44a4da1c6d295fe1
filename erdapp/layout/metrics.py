"""How wide a text is, from the advance widths of the fonts that the pages serve.

`tools/measure_fonts.py` measures them. Kerning is left out: it mostly tightens, so that a width
from here is enough or a little too much.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from msgspec import json

MONO = 0.6
"""JetBrains Mono: every character is 0.6 em wide."""
_WIDE = 1.0
"""Han, kana and hangul come from a fallback font, one em each."""
_EMOJI = 1.3
_UNKNOWN = 0.65


def _read() -> dict[int, dict[str, float]]:
    raw = json.decode(Path(__file__).with_name("widths.json").read_bytes())
    return {
        int(weight): {
            chr(int(first) + place): width / 1000
            for first, widths in ranges.items()
            for place, width in enumerate(widths)
            if width
        }
        for weight, ranges in raw.items()
    }


_INTER = _read()


def _fallback(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(char) >= 0x1F000:
        return _EMOJI
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _UNKNOWN


@lru_cache(maxsize=50_000)
def width(text: str, size: float, weight: int = 450) -> float:
    """Width in px of `text` in Inter at `size` px; weights 450 and 600 are measured."""
    known = _INTER[600 if weight >= 550 else 450]
    total = 0.0
    for char in text:
        found = known.get(char)
        total += _fallback(char) if found is None else found
    return total * size


def mono_width(text: str, size: float) -> float:
    """Width in px of `text` in JetBrains Mono at `size` px."""
    if text.isascii():
        return len(text) * MONO * size
    return sum(max(MONO, _fallback(c)) if ord(c) > 0x52F else MONO for c in text) * size


def fit(text: str, room: float, size: float, weight: int = 450) -> str:
    """`text`, or as much of its beginning as fits into `room` px with an ellipsis."""
    if len(text) < 400 and width(text, size, weight) <= room:
        return text
    return _shortened(text, room, lambda part: width(part, size, weight))


def fit_mono(text: str, room: float, size: float) -> str:
    """Like `fit`, in JetBrains Mono."""
    if len(text) < 400 and mono_width(text, size) <= room:
        return text
    return _shortened(text, room, lambda part: mono_width(part, size))


def _shortened(text: str, room: float, measure: Callable[[str], float]) -> str:
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
