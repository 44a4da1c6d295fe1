"""Constraints inside a column definition: keys, references, checks; they go into the table."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.foreign_keys import add_foreign_key
from erdapp.loaders.sql.indexparts import take_index_parts
from erdapp.loaders.sql.keyoptions import KeyOptions, take_key_option
from erdapp.loaders.sql.keys import add_index, add_unique, index_of, set_primary_key, take_check
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.references import take_attributes, take_references
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, IndexPart

Clause = Callable[[Reader, LoadState, TableDraft, ColumnDraft], None]
_COLUMN_CLAUSES = ("COMMENT", "INVISIBLE", "VISIBLE", "WHERE")
_UNNAMED = frozenset(
    {"CHECK", "PRIMARY", "UNIQUE", "REFERENCES", "DEFAULT", "NOT", "NULL", "FOREIGN", "KEY"}
)


def constraint_name(reader: Reader) -> str:
    """Take the name after `CONSTRAINT`; MySQL and SQLite let it be absent."""
    return "" if reader.word in _UNNAMED and reader.ahead(1) in _FOLLOWS else reader.name()


_FOLLOWS = frozenset({"(", "KEY", "NULL", "INDEX"})


def _constraint(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    column.constraint = constraint_name(reader)


def _name(column: ColumnDraft) -> str:
    name, column.constraint = column.constraint, ""
    return name


def _parts(reader: Reader, state: LoadState, column: ColumnDraft) -> tuple[IndexPart, ...]:
    """The columns of a key: written out in parentheses, or this column."""
    if reader.peek("("):
        return take_index_parts(reader, state)
    if reader.accept_any("ASC", "DESC") == "DESC":
        return (IndexPart(column=column.name, desc=True),)
    return (IndexPart(column=column.name),)


def _primary(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.expect("KEY")
    _primary_key(reader, state, table, column)


def _primary_key(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    said = take_clustering(reader, KeyOptions())
    parts = _parts(reader, state, column)
    take_column_key_options(reader, state, said)
    column.key = state.dialect is not Dialect.SQLITE
    set_primary_key(state, table, _name(column), parts, said)


def take_column_key_options(reader: Reader, state: LoadState, said: KeyOptions) -> None:
    """Take a key's options, but not those that may be the column's own."""
    while reader.word not in _COLUMN_CLAUSES:
        if reader.word == "NOT" and reader.ahead(1) != "DEFERRABLE":
            return
        if reader.word == "ON" and reader.ahead(1) == "UPDATE":
            return
        if not take_key_option(reader, state, said):
            return


def take_clustering(reader: Reader, said: KeyOptions) -> KeyOptions:
    """Take `CLUSTERED` or `NONCLUSTERED`, and `HASH` of memory-optimised tables."""
    if word := reader.accept_any("CLUSTERED", "NONCLUSTERED"):
        said.clustered = word == "CLUSTERED"
    if reader.peek("HASH") and reader.dialect is Dialect.MSSQL:
        reader.pos += 1
        said.method = "hash"
    return said


def _unique(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    reader.accept_any("KEY", "INDEX")
    said = KeyOptions()
    if reader.peek("NULLS"):
        take_key_option(reader, state, said)
    take_clustering(reader, said)
    parts = _parts(reader, state, column)
    take_column_key_options(reader, state, said)
    add_unique(state, table, _name(column), parts, said)


def _key(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`KEY` alone means PRIMARY KEY in MySQL."""
    _primary_key(reader, state, table, column)


def _references(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    key = take_references(reader, state, table.name, (column.name,), _name(column))
    if state.dialect is Dialect.MYSQL:
        state.warn(f"column {column.name}: MySQL ignores REFERENCES inside a column definition")
    else:
        add_foreign_key(state, table, key)


def _foreign(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """SQL Server: `FOREIGN KEY [(column)] REFERENCES …` in a column definition."""
    reader.expect("KEY")
    reader.skip_parenthesised()
    reader.expect("REFERENCES")
    _references(reader, state, table, column)


def _check(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    take_check(reader, state, table, _name(column), column.name)


def _index(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """SQL Server: `INDEX name [UNIQUE] [CLUSTERED] …` in a column definition."""
    name = reader.name()
    unique = reader.accept("UNIQUE")
    said = take_clustering(reader, KeyOptions())
    parts = _parts(reader, state, column)
    take_column_key_options(reader, state, said)
    add_index(state, table, index_of(name, parts, said, unique=unique))


def _attributes(reader: Reader, state: LoadState, table: TableDraft, column: ColumnDraft) -> None:
    """`DEFERRABLE` and its like behind a reference are read with it; alone they say nothing."""
    reader.pos -= 1
    start = reader.pos
    take_attributes(reader)
    if reader.pos == start:
        raise reader.error(f"{reader.found()} has no place in this column definition")


CONSTRAINT_CLAUSES: dict[str, Clause] = {
    "CONSTRAINT": _constraint,
    "PRIMARY": _primary,
    "KEY": _key,
    "UNIQUE": _unique,
    "REFERENCES": _references,
    "FOREIGN": _foreign,
    "CHECK": _check,
    "INDEX": _index,
    "DEFERRABLE": _attributes,
    "INITIALLY": _attributes,
    "ENFORCED": _attributes,
    "NO": _attributes,
}
"""What reads a constraint, by the word it begins with, which is taken already."""
