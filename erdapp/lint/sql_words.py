"""What statements about rows say, as far as lint has to know: which tables, which columns."""

from __future__ import annotations

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.schema import Dialect, Name

_AFTER_TABLE = ("SET", "AS", "WHERE", "FROM")


class Update(Struct, frozen=True):
    """`UPDATE table SET …`"""

    table: tuple[str, ...]
    values: dict[str, str]
    """The source of each column's new value, by folded name."""
    where: str
    """The source of the condition; empty without one."""


class Copy(Struct, frozen=True):
    """`INSERT INTO target (columns) SELECT items FROM source`"""

    target: tuple[str, ...]
    columns: tuple[str, ...]
    items: tuple[str, ...]
    """The source of what is selected, one for each column where they can be told apart."""
    source: tuple[str, ...]


def refers(parts: tuple[str, ...], table: Name, dialect: Dialect) -> bool:
    """Whether a name as it is written means that table."""
    known = facts(dialect)
    if known.fold(parts[-1]) != known.fold(table.name):
        return False
    if len(parts) == 1 or (not table.schema and not known.default_namespace):
        return True
    schema = parts[-2]
    return schema == table.schema or (not table.schema and schema == known.default_namespace)


def has(reader: Reader, *words: str) -> bool:
    """Whether the words (upper case) come one after the other anywhere in the statement."""
    first, size = words[0], len(words)
    uppers = reader.uppers
    return any(
        upper == first and uppers[place : place + size] == list(words)
        for place, upper in enumerate(uppers)
    )


def update(reader: Reader) -> Update | None:
    """The UPDATE that the statement is, or None."""
    try:
        return _update(reader)
    except ReadError:
        return None


def _update(reader: Reader) -> Update | None:
    if not reader.accept("UPDATE"):
        return None
    reader.accept("ONLY")
    table = reader.parts()
    reader.skip_to("SET")
    reader.expect("SET")
    fold = facts(reader.dialect).fold
    values: dict[str, str] = {}
    while True:
        column = reader.parts()[-1]
        reader.expect("=")
        values[fold(column)] = reader.skip_to(",", "WHERE", "FROM", "RETURNING", "ORDER", "LIMIT")
        if not reader.accept(","):
            break
    reader.skip_to("WHERE")
    where = reader.rest() if reader.accept("WHERE") else ""
    return Update(table, values, where)


def emptied(reader: Reader) -> tuple[str, ...] | None:
    """The table that the statement empties: `TRUNCATE t`, `DELETE FROM t` without condition."""
    try:
        if reader.accept("TRUNCATE"):
            reader.accept("TABLE")
            reader.accept("ONLY")
            return reader.parts()
        if reader.accept("DELETE", "FROM"):
            reader.accept("ONLY")
            table = reader.parts()
            return table if reader.at_end else None
    except ReadError:
        return None
    return None


def copy(reader: Reader) -> Copy | None:
    """The INSERT … SELECT that the statement is, or None."""
    try:
        return _copy(reader)
    except ReadError:
        return None


def _copy(reader: Reader) -> Copy | None:
    if not reader.accept("INSERT"):
        return None
    reader.skip_to("INTO")
    reader.expect("INTO")
    target = reader.parts()
    columns = reader.names() if reader.peek("(") and reader.ahead(1) != "SELECT" else ()
    reader.skip_to("SELECT")
    if not reader.accept("SELECT"):
        return None
    reader.accept_any("DISTINCT", "ALL")
    items = [reader.skip_to(",", "FROM")]
    while reader.accept(","):
        items.append(reader.skip_to(",", "FROM"))
    if not reader.accept("FROM"):
        return None
    reader.accept("ONLY")
    return Copy(target, columns, tuple(items), reader.parts())
