"""Notes as HTML: CommonMark and tables, without HTML of the writer's, images or unsafe links."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LINK = {"rel": "nofollow noopener noreferrer"}
TITLES_FROM = 4
"""The level of a note's first heading: it stands below those of the page."""


@cache
def _parser() -> MarkdownIt:
    """What it lets through as a link is http, https, mailto and relative; never javascript."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render(text: str, first: int = TITLES_FROM) -> SafeString:
    """The note as HTML, `#` being a heading of the level `first`. Every tag in it was made here."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        _mind(token, first)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return mark_safe(html)


def _mind(token: Token, first: int) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, int(token.tag[1]) + first - 1)}"
    for child in token.children or ():
        if child.type == "link_open":
            child.attrs.update(LINK)


def summary(text: str) -> str:
    """The first line of a note, without its marks."""
    for token in _parser().parse(text):
        if token.children:
            breaks = ("softbreak", "hardbreak")
            words = "".join(" " if c.type in breaks else c.content for c in token.children)
            if words.strip():
                return words.strip()[:200]
    return ""
