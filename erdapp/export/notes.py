"""Notes that people wrote in Markdown, set into a Markdown document of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

Notes = Mapping[str, Mapping[str, str]]
"""By table, as `str(Name)`, and column; the table's own note has the column ""."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:.*?[^`])?\1(?!`)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?![a-z]+://)")


def quoted(text: str) -> str:
    """The note as a block quote: its headings stay in it, and HTML in it is plain text."""
    lines = []
    fence = ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        else:
            line = _plain(line)
        lines.append(f"> {line}".rstrip())
    return "\n".join(lines)


def _plain(line: str) -> str:
    """The line with the tags outside its code spans escaped."""
    parts, end = [], 0
    for code in _CODE.finditer(line):
        parts += [_TAG.sub(r"\\<", line[end : code.start()]), code.group()]
        end = code.end()
    return "".join([*parts, _TAG.sub(r"\\<", line[end:])])


def listed(name: str, text: str) -> str:
    """The note on a column as an item of a list."""
    inside = "\n".join(f"  {line}" for line in quoted(text).splitlines())
    return f"- {name}\n\n{inside}"
