"""Where a type, an expression or an index part ends: stretches of a statement as source text."""

from __future__ import annotations

from erdapp.loaders.sql.reader import Reader
from erdapp.schema import Dialect

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)

_TYPE_GOES_ON = {
    "DOUBLE": ("PRECISION",),
    "CHARACTER": ("VARYING", "LARGE"),
    "CHAR": ("VARYING", "LARGE", "BYTE"),
    "NATIONAL": ("CHARACTER", "CHAR", "VARCHAR"),
    "NCHAR": ("VARYING", "VARCHAR"),
    "BIT": ("VARYING",),
    "BINARY": ("VARYING", "LARGE"),
    "LARGE": ("OBJECT",),
    "LONG": ("VARCHAR", "VARBINARY", "CHAR", "VARYING"),
    "INTERVAL": ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"),
}
_INTERVAL_FIELDS = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")
_SIGN_WORDS = ("UNSIGNED", "SIGNED", "ZEROFILL")
SQLITE_CONSTRAINT_WORDS = frozenset(
    {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES",
     "GENERATED", "AS", "ON", "DEFERRABLE", "INITIALLY", "AUTOINCREMENT", "COMMENT", ",", ")", ""}
)  # fmt: skip

_BINARY = frozenset("+-*/%^|&<>=!~#?@")
_PREFIX = frozenset({"+", "-", "~", "!", "NOT", "BINARY", "DISTINCT"})


def take_type(reader: Reader) -> str:
    """Take a type with its arguments and everything that belongs to it; its source text."""
    start = reader.pos
    if reader.dialect is Dialect.SQLITE:
        return _sqlite_type(reader)
    word = reader.word
    reader.parts()
    while (more := _TYPE_GOES_ON.get(word)) and (taken := reader.accept_any(*more)):
        word = taken
        if word in _INTERVAL_FIELDS and reader.accept("TO"):
            reader.accept_any(*_INTERVAL_FIELDS)
    if reader.words[reader.pos] == "(":
        reader.skip_parenthesised()
    if word in ("TIME", "TIMESTAMP", "INTERVAL") or word in _INTERVAL_FIELDS:
        _time_zone(reader)
    if reader.dialect in _MYSQL:
        while reader.accept_any(*_SIGN_WORDS):
            pass
    elif reader.dialect is Dialect.POSTGRES:
        take_array_brackets(reader)
    return reader.text(start)


def _time_zone(reader: Reader) -> None:
    """Take `WITH TIME ZONE`, or the fields of an interval that was written with a precision."""
    if reader.peek("WITH") or reader.peek("WITHOUT"):
        if reader.ahead(1) == "TIME":
            reader.skip(3)
        elif reader.ahead(1) == "LOCAL":
            reader.skip(4)
    reader.skip_parenthesised()


def take_array_brackets(reader: Reader) -> None:
    """Take `[]`, `[3]`, `[][]`, `ARRAY`, `ARRAY[4]`."""
    reader.accept("ARRAY")
    while reader.words[reader.pos] == "[":
        while reader.next() != "]":
            pass


def _sqlite_type(reader: Reader) -> str:
    """A SQLite type is any run of words, then maybe numbers in parentheses; it may be absent."""
    start = reader.pos
    while reader.word not in SQLITE_CONSTRAINT_WORDS and reader.word != "(":
        if not reader.is_name() and not reader.token[0].isdigit() and reader.token != ".":
            break
        reader.pos += 1
    if reader.pos > start:
        reader.skip_parenthesised()
        while reader.accept_any(*_SIGN_WORDS):
            pass
    return reader.text(start)


def take_expression(reader: Reader) -> str:
    """Take an expression that nothing encloses, such as a DEFAULT; its source text.

    It ends where no operator follows an operand, so any clause may come after it.
    """
    start = reader.pos
    while True:
        while reader.word in _PREFIX:
            reader.pos += 1
        _operand(reader)
        _suffixes(reader)
        if reader.words[reader.pos] not in _BINARY and reader.word not in ("DIV", "MOD"):
            return reader.text(start)
        while reader.words[reader.pos] in _BINARY:
            reader.pos += 1
        reader.accept_any("DIV", "MOD")


def _operand(reader: Reader) -> None:
    if reader.words[reader.pos] == "(":
        reader.skip_parenthesised()
        return
    if reader.is_string():
        while reader.is_string():
            reader.pos += 1
        return
    word, token = reader.word, reader.next()
    if word in (",", ")"):
        reader.pos -= 1
        raise reader.error(f"expected an expression but found {reader.found()}")
    if word == "CASE":
        _to_end_of_case(reader)
    elif word == "NEXT" and reader.accept("VALUE", "FOR"):
        reader.parts()
    elif word in ("$", "@@", ":"):
        reader.pos += 1
    elif word in ("INTERVAL", "DATE", "TIME", "TIMESTAMP") or token.startswith("_"):
        _typed_literal(reader, word)
    elif reader.is_string() and reader.token[0] == "'":
        reader.pos += 1


def _typed_literal(reader: Reader, word: str) -> None:
    """The rest of `INTERVAL '1 day'`, `INTERVAL 1 DAY`, `DATE '2020-01-01'`, `_utf8mb4 'x'`."""
    if word in ("TIME", "TIMESTAMP"):
        _time_zone(reader)
    if reader.is_string() or (word == "INTERVAL" and reader.token[:1].isdigit()):
        reader.pos += 1
    if word == "INTERVAL":
        reader.accept_any("MICROSECOND", "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH",
                          "QUARTER", "YEAR")  # fmt: skip


def _to_end_of_case(reader: Reader) -> None:
    depth = 1
    while depth:
        word = reader.uppers[reader.pos]
        depth += (word == "CASE") - (word == "END")
        reader.next()


def _suffixes(reader: Reader) -> None:
    """Take what binds to an operand from behind: casts, calls, subscripts, members, time zones."""
    while True:
        token = reader.words[reader.pos]
        if token == "::":
            reader.pos += 1
            take_type(reader)
        elif token == "(":
            reader.skip_parenthesised()
        elif token == "[":
            depth = 0
            while token:
                depth += (token == "[") - (token == "]")
                reader.pos += 1
                if depth == 0:
                    break
                token = reader.words[reader.pos]
        elif token == ".":
            reader.skip(2)
        elif reader.peek("AT", "TIME", "ZONE"):
            reader.skip(3)
            _operand(reader)
        else:
            return
