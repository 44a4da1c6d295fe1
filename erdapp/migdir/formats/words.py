"""Texts of planned statements: on one line, and comments that say what is taken back."""

from __future__ import annotations

import re

from erdapp.schema import quotes

_PLAIN = re.compile(r"(?:CREATE\s+(?:UNIQUE\s+)?(?:TEMPORARY\s+)?|ALTER\s+)(?:TABLE|INDEX)\b", re.I)
_PIECE = re.compile(rf"{quotes.ANY}|(?P<open>\()?(?P<blank>\s++)(?P<close>\))?")
_PAIRS = {"create": "drop", "drop": "create", "add": "drop", "set": "set"}
_RENAME = re.compile(r"(rename .* )from (.+) to (.+)", re.DOTALL)
_OF_TABLE = re.compile(r" (from|to) table: ")


def indented(sql: str, indent: str) -> str:
    """A planned statement whose body is indented so."""
    if indent == "  " or not _PLAIN.match(sql):
        return sql

    def deeper(match: re.Match[str]) -> str:
        ends = match["close"] and not match["open"]
        if ends or not match["blank"]:
            return match.group()
        return match.group().replace("\n  ", f"\n{indent}")

    return _PIECE.sub(deeper, sql)


def one_line(sql: str) -> str:
    """A planned statement on one line. What keeps its own text (a view, a routine) stays as it is:
    a line comment in it would swallow the rest."""
    if "\n" not in sql or not _PLAIN.match(sql) or "--" in sql or "/*" in sql or "\\'" in sql:
        return sql
    return _PIECE.sub(_joined, sql)


def _joined(match: re.Match[str]) -> str:
    if "\n" not in (match["blank"] or ""):
        return match.group()
    return (match["open"] or "") + (match["close"] or "") or " "


def reversed_words(comment: str) -> str:
    """The comment of the step that `comment` takes back: `create` for `drop`."""
    if renamed := _RENAME.fullmatch(comment):
        return f"{renamed[1]}from {renamed[3]} to {renamed[2]}"
    verb, _, rest = comment.partition(" ")
    if verb == "drop" and rest.startswith("column "):
        return f"add {_other_place(rest)}"
    return f"{_PAIRS[verb]} {_other_place(rest)}" if verb in _PAIRS else comment


def _other_place(rest: str) -> str:
    """`index "i" to table: "t"` for `index "i" from table: "t"`."""
    found = _OF_TABLE.search(rest)
    if not found:
        return rest
    other = "to" if found[1] == "from" else "from"
    return f"{rest[: found.start()]} {other} table: {rest[found.end() :]}"
