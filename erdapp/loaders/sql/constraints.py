"""Constraints and indexes among the items of a table, and behind `ALTER TABLE … ADD`."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sql.column_constraints import constraint_name, take_clustering
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.foreign_keys import add_foreign_key
from erdapp.loaders.sql.indexparts import take_index_parts
from erdapp.loaders.sql.keyoptions import KeyOptions, take_key_options
from erdapp.loaders.sql.keys import add_index, add_unique, index_of, set_primary_key, take_check
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.references import take_attributes, take_references
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Exclusion, IndexPart

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_HAS_INDEX_ITEMS = (*_MYSQL, Dialect.MSSQL)

ConstraintReader = Callable[[Reader, LoadState, TableDraft, str], None]
"""Reads a constraint whose first word comes next; the last argument is its name, maybe empty."""


def is_constraint(reader: Reader) -> bool:
    """Whether a constraint or an index comes next rather than a column of such a name."""
    word, after = reader.word, reader.ahead(1)
    match word:
        case "CONSTRAINT":
            return after not in (",", ")", "")
        case "PRIMARY" | "FOREIGN":
            return after == "KEY"
        case "UNIQUE":
            return True
        case "CHECK":
            return after in ("(", "NOT")
        case "EXCLUDE":
            return after in ("USING", "(")
        case "PERIOD":
            return after == "FOR"
        case "KEY" | "FULLTEXT" | "SPATIAL" | "VECTOR":
            return reader.dialect in _MYSQL and (word != "VECTOR" or after in ("KEY", "INDEX"))
        case "INDEX":
            return reader.dialect in _HAS_INDEX_ITEMS
        case "NOT":
            return after == "NULL"
        case "CONNECTION":
            return after == "("
    return False


def take_constraint(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take one constraint or index of a table. Raises ReadError when it isn't one."""
    name = constraint_name(reader) if reader.accept("CONSTRAINT") else ""
    found = _READERS.get(reader.word)
    if found is None:
        raise reader.error(f"expected a constraint but found {reader.found()}")
    found(reader, state, table, name)


def _primary_key(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    reader.expect("PRIMARY", "KEY")
    said = take_clustering(reader, KeyOptions())
    if named := _using_index(reader, state, table):
        parts, index_name = named
        name = name or index_name
    else:
        if reader.word not in ("(", "USING"):
            reader.name()
        _index_type(reader, said)
        parts = take_index_parts(reader, state)
    take_key_options(reader, state, said)
    set_primary_key(state, table, name, parts, said)


def _using_index(
    reader: Reader, state: LoadState, table: TableDraft
) -> tuple[tuple[IndexPart, ...], str] | None:
    """PostgreSQL `USING INDEX i`: the index becomes the constraint's own and goes from the list."""
    if not (reader.peek("USING", "INDEX") and reader.ahead(2) != "TABLESPACE"):
        return None
    reader.pos += 2
    name = reader.name()
    for index in table.indexes:
        if index.name == name:
            table.indexes.remove(index)
            return index.parts, name
    raise reader.error(f"there is no index {name} on table {table.name}")


def _index_type(reader: Reader, said: KeyOptions) -> None:
    """MySQL `USING BTREE`, `TYPE HASH` before the columns."""
    if reader.accept("USING") or (reader.peek("TYPE") and reader.accept("TYPE")):
        method = reader.next().lower()
        said.method = "" if method == "btree" else method


def _unique(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    reader.expect("UNIQUE")
    said = KeyOptions()
    if reader.accept("NULLS"):
        said.nulls_distinct = not reader.accept("NOT")
        reader.expect("DISTINCT")
    take_clustering(reader, said)
    if named := _using_index(reader, state, table):
        parts, index_name = named
        name = name or index_name
    else:
        if state.dialect in _MYSQL:
            reader.accept_any("KEY", "INDEX")
            reader.if_not_exists()
            if reader.word not in ("(", "USING"):
                name = reader.name()  # wins over the name after CONSTRAINT
            _index_type(reader, said)
        parts = take_index_parts(reader, state)
    take_key_options(reader, state, said)
    add_unique(state, table, name, parts, said)


def _foreign_key(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    reader.expect("FOREIGN", "KEY")
    reader.if_not_exists()
    index_name = "" if reader.peek("(") else reader.name()
    columns = reader.names()
    reader.expect("REFERENCES")
    if state.dialect is Dialect.MARIADB:
        name = name or index_name
    key = take_references(reader, state, table.name, columns, name)
    add_foreign_key(state, table, key, index_name)


def _check(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    reader.expect("CHECK")
    take_check(reader, state, table, name)


def _exclude(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    reader.expect("EXCLUDE")
    text = reader.skip_to(",")
    definition = state.facts.normal_definition(text)
    if not name:
        label = definition.partition("(")[2].partition(" ")[0]
        name = f"{table.name.name}_{label}_excl"
    table.exclusions.append(Exclusion(definition=definition, name=name))


def _index(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    """MySQL `KEY`/`INDEX`/`FULLTEXT KEY`/`SPATIAL KEY`, SQL Server `INDEX`."""
    said = KeyOptions()
    method = reader.accept_any("FULLTEXT", "SPATIAL", "VECTOR").lower()
    reader.accept_any("KEY", "INDEX")
    reader.if_not_exists()
    if reader.word not in ("(", "USING"):
        name = reader.name()
    unique = reader.accept("UNIQUE")
    take_clustering(reader, said)
    if reader.accept("COLUMNSTORE"):
        method = "columnstore"
    _index_type(reader, said)
    parts = take_index_parts(reader, state) if reader.peek("(") else ()
    take_key_options(reader, state, said)
    add_index(state, table, index_of(name, parts, said, unique=unique, method=method))


def _period(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    """`PERIOD FOR SYSTEM_TIME (a, b)` and the application periods of MariaDB."""
    reader.expect("PERIOD", "FOR")
    period = reader.name()
    columns = reader.names()
    for column in columns:
        if (place := table.column_at(column, state.facts)) >= 0:
            table.set_null(place, False)
    if state.dialect is not Dialect.MARIADB or period.lower() != "system_time":
        # In MariaDB the columns say it themselves.
        table.options[f"period {period.lower()}"] = ", ".join(columns)


def _not_null(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    """PostgreSQL 18 `CONSTRAINT c NOT NULL column [NO INHERIT]`."""
    reader.expect("NOT", "NULL")
    place = table.column_at(column := reader.name(), state.facts)
    take_attributes(reader)
    if place < 0:
        raise reader.error(f"there is no column {column} in table {table.name}")
    table.set_null(place, False)


def _connection(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    """`CONNECTION (a TO b)` of a SQL Server edge table."""
    reader.expect("CONNECTION")
    table.options["connection"] = " ".join(reader.parenthesised().split())
    take_key_options(reader, state)


_READERS: dict[str, ConstraintReader] = {
    "PRIMARY": _primary_key,
    "UNIQUE": _unique,
    "FOREIGN": _foreign_key,
    "CHECK": _check,
    "EXCLUDE": _exclude,
    "KEY": _index,
    "INDEX": _index,
    "FULLTEXT": _index,
    "SPATIAL": _index,
    "VECTOR": _index,
    "PERIOD": _period,
    "NOT": _not_null,
    "CONNECTION": _connection,
}
