"""Conditional comments of MySQL and MariaDB: `/*!50001 … */` unwrapped in place.

What the server would run is kept, the marks around it become blanks of the same length, so that
offsets and lines stay true. MySQL runs `/*! … */` and any version up to its own, and reads
`/*M! … */` as a comment. MariaDB runs both forms, but skips versions from 50700 to 99999, which
are MySQL's newer ones (MariaDB manual, "Comment Syntax"). 999999 is never reached: the dump tools
use it for a line that only their own client understands.
"""

from __future__ import annotations

import re

from erdapp.schema import Dialect

_PIECE = re.compile(
    r"""'(?:[^'\\]++|\\.|'')*+'
      | "(?:[^"\\]++|\\.|"")*+"
      | `(?:[^`]++|``)*+`
      | -{2,}+(?=[\s\x00-\x1f])[^\n]*+ | \#[^\n]*+
      | (?P<open>/\*(?P<maria>M?)!(?P<version>\d{5,6})?)
      | /\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/
      | (?P<close>\*/)""",
    re.VERBOSE | re.DOTALL,
)
_VISIBLE = re.compile(r"[^\s]")


def unwrap(text: str, dialect: Dialect) -> str:
    """`text` with the conditional comments that the dialect's server would run laid open."""
    if "/*!" not in text and "/*M!" not in text:
        return text
    pieces: list[str] = []
    done, depth, skip_until = 0, 0, 0
    for match in _PIECE.finditer(text):
        if match.start() < skip_until:
            continue
        if match["open"]:
            if not _runs(match["maria"], match["version"], dialect):
                skip_until = _end_of_comment(text, match.end())
                continue
            depth += 1
        elif match["close"] and depth:
            depth -= 1
        else:
            continue
        pieces += text[done : match.start()], _VISIBLE.sub(" ", match.group())
        done = match.end()
    return "".join(pieces) + text[done:]


def _runs(maria: str, version: str | None, dialect: Dialect) -> bool:
    number = int(version or 0)
    if dialect is Dialect.MARIADB:
        return number < 50700 or 99999 < number < 999999
    return not maria and number <= 99999


def _end_of_comment(text: str, start: int) -> int:
    found = text.find("*/", start)
    return len(text) if found < 0 else found + 2
