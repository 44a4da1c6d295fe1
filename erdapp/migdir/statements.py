"""The statements of a migration file as they are sent to the server, byte for byte.

The splitter of `loaders.sql` says where they begin and end; here they get their text back as it
stands in the file: MySQL's conditional comments whole, blocks of T-SQL in one piece, with their
semicolon, without a delimiter of the file's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.loaders.sql.split import RawStatement, StatementKind, own_delimiter, split
from erdapp.schema import Dialect

_TSQL_HEAD = re.compile(r"(?:IF|WHILE)\b", re.IGNORECASE)
_TSQL_BEGIN = re.compile(
    r"BEGIN\b(?!\s+(?:TRAN|TRANSACTION|DISTRIBUTED|DIALOG|CONVERSATION)\b)", re.IGNORECASE
)
_TSQL_END = re.compile(r"END\b(?!\s+CONVERSATION\b)", re.IGNORECASE)
_TSQL_GOES_ON = re.compile(r"ELSE\b|BEGIN\s+CATCH\b", re.IGNORECASE)
_TSQL_ROUTINE = re.compile(
    r"(?:CREATE|ALTER)\s+(?:OR\s+ALTER\s+)?(?:PROC|PROCEDURE|FUNCTION|TRIGGER)\b", re.IGNORECASE
)
_TSQL_WORD = re.compile(
    r"'(?:[^']|'')*'|\"[^\"]*\"|\[[^\]]*\]|--[^\n]*|/\*.*?\*/"
    r"|\b(BEGIN(?!\s+(?:TRAN|TRANSACTION|DISTRIBUTED|DIALOG|CONVERSATION)\b)|CASE"
    r"|END(?!\s+CONVERSATION\b))\b(?:\s+(?:TRY|CATCH)\b)?",
    re.IGNORECASE | re.DOTALL,
)
_TSQL_FOLLOWING = re.compile(
    r"[ \t]*;?(?:\s|--[^\n]*|/\*.*?\*/)*\n(?=[ \t]*(?:CREATE|ALTER)\s+(?:OR\s+ALTER\s+)?"
    r"(?:PROC|PROCEDURE|FUNCTION|TRIGGER|VIEW)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TSQL_LAST_COMMENT = re.compile(r"(?:--[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)\Z")
_GOOSE_BLOCK = re.compile(
    r"^-- \+goose StatementBegin[^\n]*\n(.*?)^-- \+goose StatementEnd[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
_VISIBLE = re.compile(r"[^\r\n]")
_WORDS = {
    "string": "quote",
    "quoted name": "quote",
    "string or comment": "quote or comment",
    "body": "body",
    "comment": "comment",
    "data": "rows of COPY",
}


class FileStatement(Struct, frozen=True):
    """One statement of a file; `line` and `column` count from 1, `offset` in characters from 0."""

    text: str
    line: int
    column: int
    offset: int
    comments: str = ""
    """White space and comments before it, back to the end of the statement before."""


class SplitError(ValueError):
    """A quote, comment or body that is never closed; `str()` is `line:column: what`."""

    def __init__(self, line: int, column: int, what: str) -> None:
        super().__init__(f"{line}:{column}: {what}")
        self.line, self.column, self.what = line, column, what


def statements(text: str, dialect: Dialect) -> tuple[FileStatement, ...]:
    """The statements of `text`, in order. Raises SplitError for what is never closed."""
    if "-- +goose StatementBegin" in text:
        return _around_blocks(text, dialect)
    return tuple(_statements(text, dialect))


def _around_blocks(text: str, dialect: Dialect) -> tuple[FileStatement, ...]:
    """goose: what stands between two marks is one statement, whatever it looks like."""
    found: list[FileStatement] = []
    for block in _GOOSE_BLOCK.finditer(text):
        start = block.start(1) + len(block[1]) - len(block[1].lstrip())
        if block[1].strip():
            found.append(FileStatement(block[1].strip(), *place(text, start), start))
    outside = _GOOSE_BLOCK.sub(lambda block: _VISIBLE.sub(" ", block.group()), text)
    found += _statements(outside, dialect)
    return tuple(sorted(found, key=lambda statement: statement.offset))


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _statements(text: str, dialect: Dialect) -> Iterator[FileStatement]:
    done = 0
    kept = "" if own_delimiter(text) else ";"
    for group in _groups(text, dialect):
        last = group[-1]
        start = _start(text, done, group[0])
        delimiter = last.terminator.strip()
        if dialect is Dialect.MSSQL:  # comments may stand before the line of GO
            delimiter = delimiter.rpartition("\n")[2].strip()
        # What looks blank may be the mark that closes a conditional comment.
        ended = last.terminator.rstrip() if delimiter else last.terminator
        stop = last.offset + len(last.text) + len(ended)
        end = stop if delimiter == kept else stop - len(delimiter)
        yield FileStatement(text[start:end].rstrip(), *place(text, start), start, text[done:start])
        done = stop


def _groups(text: str, dialect: Dialect) -> Iterator[Sequence[RawStatement]]:
    """The pieces that make one statement: one, but for blocks of T-SQL."""
    group: list[RawStatement] = []
    depth, headed = 0, False
    for piece in split(text, dialect):
        if piece.unterminated:
            raise _unclosed(text, piece)
        if piece.kind is not StatementKind.SQL:
            if group and piece.terminator.strip() == ";":
                group.append(piece)
            continue
        if dialect is not Dialect.MSSQL:
            yield (piece,)
            continue
        goes_on = depth > 0 or headed or _TSQL_GOES_ON.match(piece.text)
        if group and not goes_on:
            yield tuple(group)
            group = []
        *whole, piece = _routines(piece)
        yield from ((one,) for one in whole)
        group.append(piece)
        headed = bool(_TSQL_HEAD.match(piece.text)) or piece.text[:4].upper() == "ELSE"
        if _TSQL_BEGIN.match(piece.text):
            depth += 1
        elif _TSQL_END.match(piece.text):
            depth -= 1
        if depth <= 0 and "\n" in piece.terminator and not headed:
            yield tuple(group)
            group, depth = [], 0
    if group:
        yield tuple(group)


def _routines(piece: RawStatement) -> list[RawStatement]:
    """A piece of T-SQL that begins a routine as the routines it holds: without GO between them the
    next begins where the block of the one before has ended."""
    if not _TSQL_ROUTINE.match(piece.text):
        return [piece]
    cuts, depth = [0], 0
    for word in _TSQL_WORD.finditer(piece.text):
        if not word[1]:
            continue
        depth += -1 if word[1][:3].upper() == "END" else 1
        if depth == 0 and (following := _TSQL_FOLLOWING.match(piece.text, word.end())):
            cuts.append(following.end())
    ends = [*cuts[1:], len(piece.text)]
    found = []
    for start, end in zip(cuts, ends, strict=True):
        text = piece.text[start:end]
        kept = text.rstrip() if end < len(piece.text) else text
        while (bare := _TSQL_LAST_COMMENT.sub("", kept)) != kept:
            kept = bare.rstrip()
        found.append(
            replace(
                piece,
                text=kept.removesuffix(";").rstrip() if end < len(piece.text) else text,
                offset=piece.offset + start,
                terminator=";" if end < len(piece.text) and kept.endswith(";") else "",
            )
        )
    return [*found[:-1], replace(found[-1], terminator=piece.terminator)]


def _start(text: str, done: int, piece: RawStatement) -> int:
    """Where the statement begins in the file, the mark of a conditional comment included."""
    mark = text.find("/*", done, piece.offset)
    while mark >= 0:
        if text.startswith(("/*!", "/*M!"), mark) and text.find("*/", mark) > piece.offset:
            return mark
        mark = text.find("/*", mark + 2, piece.offset)
    return piece.offset


def _unclosed(text: str, piece: RawStatement) -> SplitError:
    opened = max(piece.opened, 0)
    line, column = place(text, opened)
    found = text[opened : opened + 1]
    what = _WORDS.get(piece.unterminated, piece.unterminated)
    if what == "quote" or found in "'\"`[":
        return SplitError(line, column, f"unclosed quote {found!r}" if found != "'" else _QUOTE)
    if tag := re.match(r"\$\w*\$", text[opened:]):
        return SplitError(line, column, f"unclosed dollar quote {tag.group()}")
    if text.startswith("/*", opened):
        return SplitError(line, column, "unclosed comment")
    return SplitError(line, column, f"unclosed {what}")


_QUOTE = 'unclosed quote "\'"'
