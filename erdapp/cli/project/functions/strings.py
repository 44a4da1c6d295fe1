"""Functions of HCL over strings."""

from __future__ import annotations

import re
from collections.abc import Callable

from erdapp.cli.project.functions.signature import Function, Wrong
from erdapp.cli.project.values import Value, items, number, text

_VERB = re.compile(
    r"%(?:%|(?:\[(?P<at>\d+)\])?(?P<flags>[-+# 0]*)(?P<size>\d*(?:\.\d+)?)(?P<verb>[a-zA-Z]))"
)


def format_text(pattern: str, *values: Value) -> str:
    """`format("%s-%03d", …)` with the verbs of HCL."""
    following = 0

    def put(match: re.Match[str]) -> str:
        nonlocal following
        if match["verb"] is None:
            return "%"
        place = int(match["at"]) - 1 if match["at"] else following
        if not 0 <= place < len(values):
            raise Wrong(f"there is no value for {match[0]}")
        following = place + 1
        return _put(match, values[place])

    return _VERB.sub(put, pattern)


def _put(match: re.Match[str], value: Value) -> str:
    from erdapp.cli.project.functions.encodings import json_text

    shape = match["flags"] + match["size"]
    match match["verb"]:
        case "s":
            return f"%{shape}s" % text(value)
        case "d":
            return f"%{shape}d" % int(number(value))
        case "f" | "F" | "e" | "E" | "g" | "G" | "x" | "X" | "o" as verb:
            found = number(value)
            return f"%{shape}{verb}" % (int(found) if verb in "xXo" else found)
        case "b":
            return f"{int(number(value)):{shape}b}"
        case "t":
            return text(value)
        case "q":
            return json_text(text(value))
        case "v":
            plain = isinstance(value, (str, int, float, bool))
            return f"%{shape}s" % (text(value) if plain else json_text(value))
        case verb:
            raise Wrong(f"%{verb} is not a verb of format")


def _format_list(pattern: str, *values: Value) -> Value:
    length = max((len(v) for v in values if isinstance(v, list)), default=1)
    for value in values:
        if isinstance(value, list) and len(value) != length:
            raise Wrong("the lists are not of one length")
    rows = ([v[n] if isinstance(v, list) else v for v in values] for n in range(length))
    return [format_text(pattern, *row) for row in rows]


def _join(separator: str, *lists: Value) -> str:
    return separator.join(text(item) for one in lists for item in items(one))


def _split(separator: str, whole: str) -> Value:
    return list(whole.split(separator) if separator else whole)


def _replace(whole: str, old: str, new: str) -> str:
    """`/…/` is a regular expression, whose groups are `$1` in the new text."""
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return _compiled(old[1:-1]).sub(_groups(new), whole)
    return whole.replace(old, new)


def _groups(new: str) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        def group(found: re.Match[str]) -> str:
            name = found[1] or found[2]
            return match[int(name) if name.isdecimal() else name] or ""

        try:
            return re.sub(r"\$(?:\{(\w+)\}|(\w+))", group, new)
        except IndexError:
            raise Wrong(f"{new}: the expression has no such group") from None

    return put


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise Wrong(f"{pattern!r} is not a regular expression: {error}") from None


def _found(match: re.Match[str]) -> Value:
    if named := match.groupdict():
        return dict(named)
    return list(match.groups()) if match.groups() else match[0]


def _regex(pattern: str, whole: str) -> Value:
    match = _compiled(pattern).search(whole)
    if match is None:
        raise Wrong(f"{pattern!r} matches nothing")
    return _found(match)


def _regexall(pattern: str, whole: str) -> Value:
    return [_found(match) for match in _compiled(pattern).finditer(whole)]


def _substr(whole: str, offset: int, length: int) -> str:
    begin = offset if offset >= 0 else max(len(whole) + offset, 0)
    return whole[begin:] if length < 0 else whole[begin : begin + length]


def _indent(spaces: int, whole: str) -> str:
    return whole.replace("\n", "\n" + " " * spaces)


FUNCTIONS = {
    "chomp": Function(lambda s: s.rstrip("\r\n"), "t"),
    "endswith": Function(lambda s, end: s.endswith(end), "tt"),
    "format": Function(format_text, "ta*"),
    "formatlist": Function(_format_list, "ta*"),
    "indent": Function(_indent, "it"),
    "join": Function(_join, "ta*"),
    "lower": Function(str.lower, "t"),
    "regex": Function(_regex, "tt"),
    "regexall": Function(_regexall, "tt"),
    "regexreplace": Function(lambda s, old, new: _compiled(old).sub(_groups(new), s), "ttt"),
    "replace": Function(_replace, "ttt"),
    "split": Function(_split, "tt"),
    "startswith": Function(lambda s, begin: s.startswith(begin), "tt"),
    "strcontains": Function(lambda s, part: part in s, "tt"),
    "strlen": Function(len, "t"),
    "strrev": Function(lambda s: s[::-1], "t"),
    "substr": Function(_substr, "tii"),
    "title": Function(lambda s: re.sub(r"\b\w", lambda m: m[0].upper(), s), "t"),
    "trim": Function(lambda s, cut: s.strip(cut), "tt"),
    "trimprefix": Function(str.removeprefix, "tt"),
    "trimspace": Function(str.strip, "t"),
    "trimsuffix": Function(str.removesuffix, "tt"),
    "upper": Function(str.upper, "t"),
}
