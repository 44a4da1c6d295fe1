"""HCL in its canonical form: indentation, spaces between words, `=` and comments in columns.

The lines stay the lines they are, as `terraform fmt` leaves them. Strings, heredocs and comments
are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from erdapp.loaders.base import SourceFile
from erdapp.loaders.hcl.parser import parse
from erdapp.loaders.hcl.strings import Strings

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r]+)|(?P<newline>\n)|(?P<comment>(?:\#|//)[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)"
    r"|(?P<heredoc><<-?[^\W\d][\w-]*[ \t\r]*\n)|(?P<string>\")"
    r"|(?P<word>[^\W\d][\w-]*)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>\.\.\.|=>|==|!=|<=|>=|&&|\|\||.)"
)
_OPEN, _CLOSE = frozenset("{[("), frozenset("}])")
_KEYWORDS = frozenset({"for", "in", "if"})


class _Token(Struct, frozen=True):
    kind: str
    text: str


class _Line(Struct):
    """The tokens of one line, and what they become."""

    tokens: list[_Token]
    indent: int = 0
    name: str = ""
    """What stands in front of the `=` of an attribute."""
    text: str = ""
    """The rest, or the whole line."""
    comment: str = ""
    """What stands behind, when something stands in front of it."""


def formatted(file: SourceFile) -> str:
    """The file's text in canonical form. Raises SourceError when it isn't HCL."""
    parse(file)
    text = file.text.replace("\r\n", "\n").removeprefix("\ufeff")
    lines = list(_lines(_tokens(text)))
    _indent(lines)
    for line in lines:
        _spell(line)
    _align(lines)
    written = "\n".join(_written(line) for line in lines)
    return written.rstrip("\n") + "\n" if written.strip() else ""


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None  # a mark is any character
        assert match.lastgroup is not None
        at, kind, said = match.end(), match.lastgroup, match[0]
        if kind == "string":
            at = _string_end(text, at)
            said = _string(text[match.start() : at])
        elif kind == "heredoc":
            found = Strings(text, match.start()).heredoc()
            at = found[1] if found else len(text)
            said = text[match.start() : at]
        if kind != "blank":
            yield _Token(kind, said)


def _string(text: str) -> str:
    """A quoted string, with the expressions in it spelled as others are."""
    pieces, done, at = [], 0, 1
    while (begin := text.find("${", at)) >= 0:
        escaped = text[begin - 1] == "$" and text[begin - 2 : begin] != "$$$"
        end = _string_end(text, begin, inside=True)
        inner = text[begin + 2 : end - 1].strip()
        at = end
        if not escaped and not inner.startswith("~") and "\n" not in inner:
            pieces += [text[done:begin], "${", _joined(list(_tokens(inner))), "}"]
            done = end
    return "".join((*pieces, text[done:]))


def _string_end(text: str, at: int, *, inside: bool = False) -> int:
    """Where a quoted string ends; strings inside its interpolations don't end it. With `inside`,
    where the interpolation ends that begins here."""
    depth = 0
    while at < len(text):
        if not depth and text[at] == "\\":
            at += 2
            continue
        if not depth and text.startswith(("$${", "%%{"), at):
            at += 3
            continue
        if text.startswith("${", at):
            depth, at = depth + 1, at + 2
            continue
        mark = text[at]
        at += 1
        if mark == '"':
            if not depth:
                return at
            at = _string_end(text, at)
        elif depth and mark in "{}":
            depth += 1 if mark == "{" else -1
            if inside and not depth:
                return at
    return at


def _lines(tokens: Iterator[_Token]) -> Iterator[_Line]:
    line: list[_Token] = []
    for token in tokens:
        if token.kind == "newline":
            yield _Line(line)
            line = []
        else:
            line.append(token)
    yield _Line(line)


def _indent(lines: Sequence[_Line]) -> None:
    """One step for each line that leaves brackets open, however many these are, until a line
    closes more than it opens."""
    steps: list[int] = []
    for line in lines:
        marks = [token.text for token in line.tokens if token.kind == "mark"]
        left = sum((mark in _OPEN) - (mark in _CLOSE) for mark in marks)
        for _ in range(-left):
            if steps:
                steps[-1] -= 1
                steps = steps if steps[-1] else steps[:-1]
        line.indent = len(steps)
        if left > 0:
            steps.append(left)


def _spell(line: _Line) -> None:
    """The texts of the line: its attribute's name, the rest, its comment."""
    tokens = line.tokens
    if len(tokens) > 1 and tokens[-1].kind == "comment" and not tokens[-1].text.startswith("/*"):
        line.comment, tokens = tokens[-1].text.rstrip(), tokens[:-1]
    place = _equals(tokens)
    if place is not None:
        line.name = _joined(tokens[:place])
        tokens = tokens[place + 1 :]
    line.text = _joined(tokens)


def _equals(tokens: Sequence[_Token]) -> int | None:
    """Where the `=` of an attribute or of an object's pair is."""
    for place, token in enumerate(tokens):
        if token.kind == "mark" and token.text == "=":
            return place
        if token.kind == "mark" and token.text in _OPEN and place:
            return None
    return None


def _joined(tokens: Sequence[_Token]) -> str:
    pieces: list[str] = []
    for place, token in enumerate(tokens):
        if place and _apart(tokens, place):
            pieces.append(" ")
        pieces.append(token.text.rstrip() if token.kind == "comment" else token.text)
    return "".join(pieces)


def _apart(tokens: Sequence[_Token], place: int) -> bool:
    """Whether a space stands in front of the token there."""
    left, right = tokens[place - 1], tokens[place]
    marks = left.text if left.kind == "mark" else "", right.text if right.kind == "mark" else ""
    match marks:
        case (_, "," | "." | "..."):
            return False
        case ("." | "(" | "!", _) | (_, ")"):
            return False
        case ("[", _) | (_, "]"):
            return False
        case ("{", "}"):
            return False
        case (_, "(" | "["):
            return not _holds(left) or left.text in _KEYWORDS
        case ("*", _) if place > 1 and tokens[place - 2].text in (".", "["):
            return False
        case ("-", _):
            return place > 1 and _ends_a_value(tokens[place - 2])
        case _:
            return True


def _holds(token: _Token) -> bool:
    """Whether a bracket behind the token belongs to it: a call or an index."""
    return token.kind == "word" or token.text in (")", "]", "}", "*")


def _ends_a_value(token: _Token) -> bool:
    if token.kind == "word":
        return token.text not in _KEYWORDS
    return token.kind in ("number", "string") or token.text in _CLOSE


def _align(lines: Sequence[_Line]) -> None:
    """`=` in a column for attributes on lines that follow each other, comments too."""
    for group in _groups(lines, lambda line: bool(line.name)):
        width = max(len(line.name) for line in group)
        for line in group:
            line.text = f"{line.name:<{width}} = {line.text}"
    for group in _groups(lines, lambda line: bool(line.comment)):
        width = max(len(line.text) for line in group)
        for line in group:
            line.text = f"{line.text:<{width}} {line.comment}"


def _groups(lines: Sequence[_Line], belongs: Callable[[_Line], bool]) -> Iterator[list[_Line]]:
    """Lines that belong together: neighbours of one depth, until one that spans several lines."""
    group: list[_Line] = []
    for line in lines:
        fits = belongs(line) and (not group or group[-1].indent == line.indent)
        if not fits and group:
            yield group
            group = []
        if belongs(line):
            if _spans(line) and line.name and not line.comment:
                if group:
                    yield group
                    group = []
                yield [line]
                continue
            group.append(line)
    if group:
        yield group


def _spans(line: _Line) -> bool:
    """Whether the line's value goes on behind it."""
    last = line.tokens[-1] if line.tokens else _Token("", "")
    return last.kind == "mark" and last.text in _OPEN


def _written(line: _Line) -> str:
    if not line.tokens:
        return ""
    return "  " * line.indent + line.text
