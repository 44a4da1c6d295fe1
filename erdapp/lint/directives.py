"""Directives in comments: `-- atlas:nolint DS102`, `-- atlas:txmode none`, `-- atlas:assert`."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(
    r"^[ \t]*(?:--|\#|/\*)[ \t]*(?:atlas|erdapp):(\w+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\*/[ \t]*)?\r?$",
    re.MULTILINE,
)


def directives(comments: str) -> list[tuple[str, list[str]]]:
    """Name and words of each directive in the text of comments."""
    return [(found[1], (found[2] or "").split()) for found in _DIRECTIVE.finditer(comments)]


def codes_in(comments: str, name: str) -> list[list[str]]:
    """The words of each directive of that name."""
    return [words for found, words in directives(comments) if found == name]
