"""The drawn symbols: four icons of rows on a 16 px grid, and the ends of edges.

What `use` copies inherits its colours from the place of use: rules with ancestors don't reach it.
"""

from __future__ import annotations

_ICONS = {
    "key": '<circle cx="5.4" cy="10.6" r="2.9"/><path d="M7.5 8.5 13 3M10.6 5.4l2 2"/>',
    "link": '<path d="M6.6 9.4 9.4 6.6M7.4 4.9l1-1a2.6 2.6 0 0 1 3.7 3.7l-1 1'
    'M8.6 11.1l-1 1a2.6 2.6 0 0 1-3.7-3.7l1-1"/>',
    "star": '<path d="M8 2.7 9.6 6.1 13.3 6.6 10.6 9.1 11.3 12.8 8 11 4.7 12.8 5.4 9.1 2.7 6.6'
    ' 6.4 6.1Z"/>',
    "list": '<path d="M3.5 4.5h9M3.5 8h6M3.5 11.5h3.5"/>',
}

_ENDS = {
    "many": '<path d="M12 0 0-6M12 0 0 6"/><circle class="erd-ring" cx="15.6" r="3.6"/>',
    "one": '<path d="M7-5V5M12-5V5"/>',
    "opt": '<path d="M7-5V5"/><circle class="erd-ring" cx="14.6" r="3.6"/>',
}
"""Drawn from the card's border outwards, to the right."""


def definitions() -> str:
    """The `<defs>` that `icon` and `end` refer to."""
    icons = "".join(
        f'<g id="erd-{name}" transform="scale(.9)">{shape}</g>' for name, shape in _ICONS.items()
    )
    ends = "".join(f'<g id="erd-end-{name}">{shape}</g>' for name, shape in _ENDS.items())
    return f"<defs>{icons}{ends}</defs>"


def icon(name: str, x: float, y: float) -> str:
    return f'<use class="ic {name}" href="#erd-{name}" x="{x:g}" y="{y:g}"/>'


def end(name: str, x: float, y: float, to_right: bool) -> str:
    """The glyph at a card's border, pointing away from the card."""
    if to_right:
        return f'<use href="#erd-end-{name}" x="{x:.0f}" y="{y:.0f}"/>'
    return f'<use href="#erd-end-{name}" transform="matrix(-1 0 0 1 {x:.0f} {y:.0f})"/>'
