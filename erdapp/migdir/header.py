"""Directives of a migration file: comment lines at its very top, parted from the rest by an empty
line; without that line they belong to the first statement."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(r"([ -~]*)atlas:(\w+)(?: +(.+))*", re.ASCII)
_SUM_IGNORE = re.compile(rb"[ -~]*atlas:sum +ignore(?:\n|\Z)")
TXMODES = ("none", "file")


class HeaderError(ValueError):
    """A directive that says nothing sensible; `str()` is one line, without the file's name."""


def directives(text: str, name: str) -> tuple[str, ...]:
    """What the header's directives of that name say, each the rest of its line."""
    found = (directive(line) for line in _header(text))
    return tuple(said for word, said in found if word == name)


def directive(comment: str) -> tuple[str, str]:
    """The name and the rest of a directive in one line of comment; two empty texts without."""
    match = _DIRECTIVE.match(comment)
    return (match[2], (match[3] or "").strip()) if match else ("", "")


def _header(text: str) -> list[str]:
    lines: list[str] = []
    rest = text
    while rest.startswith(("#", "--")):
        line, newline, rest = rest.partition("\n")
        lines.append(line.strip())
        if not newline:
            return lines
    return lines if rest.startswith(("\n", "\r\n")) else []


def with_directive(text: str, name: str, said: str = "") -> str:
    """`text` with a directive put on top."""
    line = f"-- atlas:{name} {said}".rstrip() + "\n"
    return line + ("" if _header(text) else "\n") + text


def is_left_out_of_sum(data: bytes) -> bool:
    """Whether the first line says `atlas:sum ignore`."""
    return _SUM_IGNORE.match(data) is not None


def checkpoint(text: str) -> str | None:
    """The tag of a checkpoint file, empty where it has none; None for any other file."""
    found = directives(text, "checkpoint")
    return found[0] if found else None


def txmode(text: str) -> str:
    """`none` or `file` as the header says, else empty. Raises HeaderError."""
    found = directives(text, "txmode")
    if len(found) > 1:
        raise HeaderError(f"multiple txmode values found: {', '.join(found)}")
    if found and found[0] not in TXMODES:
        more = ": it can only be given with --tx-mode" if found[0] == "all" else ""
        raise HeaderError(f'txmode "{found[0]}" is not allowed in file directive{more}')
    return found[0] if found else ""
