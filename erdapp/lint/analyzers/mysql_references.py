"""MY102: REFERENCES behind a column, which MySQL reads and forgets.

MariaDB heeds it since 10.5, MySQL since 9.0; the foreign key spelled out is understood by all.
"""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.schema import Dialect, Name, Table

_ACTIONS = ("CASCADE", "RESTRICT", "NO", "SET")


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    reader = look.reader()
    if "REFERENCES" not in reader.uppers:
        return
    table = _table(look, reader)
    if table is None:
        return
    for column, start, end in _inline(look.reader(), table):
        text = f'Defining column "{column}" of table "{table.name}" with an inline REFERENCES'
        told = "Write a FOREIGN KEY of its own"
        sql = _spelled_out(look.reader(), look.name(column), start, end)
        yield look.found(
            "MY102",
            f"{text} clause has no actual effect",
            table,
            column,
            [instead(look, told, sql)],
        )


def _table(look: Look, reader: Reader) -> Table | None:
    """The table that the statement makes or alters."""
    if not reader.accept_any("CREATE", "ALTER"):
        return None
    reader.accept("TEMPORARY")
    if not reader.accept("TABLE"):
        return None
    reader.if_not_exists()
    try:
        parts = reader.parts()
    except ReadError:
        return None
    schema = parts[-2] if len(parts) > 1 else ""
    after = look.statement.after
    return after.table(*Name(parts[-1], schema)) or after.table(parts[-1])


def _inline(reader: Reader, table: Table) -> Iterator[tuple[str, int, int]]:
    """Each column with the tokens of its REFERENCES clause, from the word up to its end."""
    names = {column.name.lower(): column.name for column in table.columns}
    for place, word in enumerate(reader.uppers[:-1]):
        if word != "REFERENCES" or _is_key(reader, place):
            continue
        name = _column_before(reader, place, names)
        if name:
            yield name, place, _clause_end(reader, place)


def _is_key(reader: Reader, place: int) -> bool:
    """Whether it belongs to a FOREIGN KEY: the name of an index aside, its columns come before."""
    return reader.uppers[place - 1] == ")" and "FOREIGN" in _item(reader, place)


def _item(reader: Reader, place: int) -> list[str]:
    """The words of the item up to `place`."""
    return reader.uppers[_item_start(reader, place) : place]


def _item_start(reader: Reader, place: int) -> int:
    depth = 0
    for at in range(place - 1, -1, -1):
        word = reader.uppers[at]
        depth += {")": 1, "(": -1}.get(word, 0)
        if depth < 0 or (depth == 0 and word == ","):
            return at + 1
    return 0


def _column_before(reader: Reader, place: int, names: dict[str, str]) -> str:
    start = _item_start(reader, place)
    for at in range(start, place):
        token = reader.words[at]
        if reader.uppers[at] in ("ADD", "COLUMN", "ALTER", "TABLE", "IF", "NOT", "EXISTS"):
            continue
        if reader.can_be_name(token) and (name := names.get(reader.name_of(token).lower())):
            return name
    return ""


def _clause_end(reader: Reader, place: int) -> int:
    reader.pos = place + 1
    reader.parts()
    reader.skip_parenthesised()
    while True:
        if reader.accept("MATCH"):
            reader.skip(1)
        elif reader.peek("ON") and reader.ahead(1) in ("DELETE", "UPDATE"):
            reader.skip(2)
            two = reader.word in ("NO", "SET")
            reader.skip(2 if two else 1)
        else:
            return reader.pos


def _spelled_out(reader: Reader, column: str, start: int, end: int) -> str:
    """The statement with the clause taken out and said as a key at its end."""
    clause = reader.text(start, end)
    source, starts = reader.source, reader.starts
    cut = starts[end - 1] + len(reader.words[end - 1])
    rest = source[: starts[start]].rstrip() + source[cut:]
    key = f"FOREIGN KEY ({column}) {clause}"
    if reader.uppers[0] == "ALTER":
        return f"{rest.rstrip()}, ADD {key}"
    reader.pos = reader.uppers.index("(")
    close = starts[reader.closing()] - (len(source) - len(rest))
    return f"{rest[:close].rstrip()}, {key}{rest[close:]}"


ANALYZER = Analyzer(
    name="mysql",
    heading="MySQL specific issues detected",
    codes=("MY102",),
    check=check,
    dialects=frozenset({Dialect.MYSQL}),
)
