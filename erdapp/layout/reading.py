"""The places of the cards of a picture, read back from its SVG."""

from __future__ import annotations

import re

from erdapp.layout.placed import Box

_CARD = re.compile(
    r'<g class="card[^"]*" id="t-\d+" transform="translate\((-?[\d.]+) (-?[\d.]+)\)"'
    r' data-table="([^"]*)" data-width="([\d.]+)" data-height="([\d.]+)"'
)


def places(svg: str) -> dict[str, Box]:
    """The box of each card by the full name of its table."""
    from html import unescape  # with its table of all entities

    return {
        unescape(name): Box(float(x), float(y), float(wide), float(high))
        for x, y, name, wide, high in _CARD.findall(svg)
    }
