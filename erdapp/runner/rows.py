"""A few rows in every table, so that a proof says something about data.

Best effort: parents before children, foreign keys taken from rows that are there, unique columns
different in every row, values out of CHECK constraints tried in turn. A table whose rows cannot
be made stays empty and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.loaders.database import DRIVER_ERRORS, Connection
from erdapp.loaders.database.catalog import run
from erdapp.runner.row_security import owner_sees_all
from erdapp.runner.values import literal
from erdapp.schema import Column, Dialect, Name, Schema, Table

ROWS = 3
"""Rows per table: more than one, so that a lost or doubled row shows."""

_ATTEMPTS = 12
_LITERAL = re.compile(r"'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?")


class Filled(Struct, frozen=True):
    """What was inserted: rows by table, and the tables that stayed empty."""

    rows: dict[Name, int]
    empty: tuple[Name, ...]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def fill(connection: Connection, schema: Schema, without: Collection[str] = ()) -> Filled:
    """Insert up to `ROWS` rows into every table of `schema` but those named in `without`."""
    with _quickly(connection, schema.dialect), owner_sees_all(connection, schema):
        return _fill(connection, schema, without)


@contextmanager
def _quickly(connection: Connection, dialect: Dialect) -> Iterator[None]:
    """Without waiting for the disk at every row: nothing here has to survive a crash."""
    match dialect:
        case Dialect.POSTGRES:
            run(connection, "SET synchronous_commit = off")
            yield
        case Dialect.MYSQL | Dialect.MARIADB:
            run(connection, "START TRANSACTION")
            yield
            run(connection, "COMMIT")
        case _:
            yield


def _fill(connection: Connection, schema: Schema, without: Collection[str]) -> Filled:
    rows: dict[Name, int] = {}
    written: dict[tuple[Name, str], list[str]] = {}
    for table in _parents_first(schema):
        if table.name in without or str(table.full_name) in without:
            continue
        count = _fill_table(connection, schema, table, written)
        if count:
            rows[table.full_name] = count
    empty = (table.full_name for table in schema.tables if table.full_name not in rows)
    return Filled(rows=rows, empty=tuple(empty))


def _parents_first(schema: Schema) -> Iterator[Table]:
    """Tables so that those a foreign key points at come first, as far as there is no cycle."""
    tables = {table.full_name: table for table in schema.tables}
    waiting = {
        name: {Name(fk.ref_schema, fk.ref_table) for fk in table.foreign_keys}
        & tables.keys() - {name}
        for name, table in tables.items()
    }
    while waiting:
        ready = [name for name, parents in waiting.items() if not parents & waiting.keys()]
        # A cycle: the table with the fewest open parents goes first, its keys stay NULL.
        for name in ready or [min(waiting, key=lambda one: (len(waiting[one]), one))]:
            del waiting[name]
            yield tables[name]


def _fill_table(
    connection: Connection,
    schema: Schema,
    table: Table,
    written: dict[tuple[Name, str], list[str]],
) -> int:
    columns = [column for column in table.columns if _writable(column)]
    rows: list[list[str]] = []
    for row in range(1, ROWS + 1):
        for attempt in range(_ATTEMPTS):
            values = _row(schema, table, columns, row, attempt, written)
            if values is None:
                return 0 if not rows else len(rows)
            if _insert(connection, schema.dialect, table, columns, values):
                rows.append(values)
                break
    for place, column in enumerate(columns):
        written[table.full_name, column.name] = [values[place] for values in rows]
    return len(rows)


def _writable(column: Column) -> bool:
    return column.generated is None


def _insert(
    connection: Connection,
    dialect: Dialect,
    table: Table,
    columns: list[Column],
    values: list[str],
) -> bool:
    quoting = facts(dialect)
    into = quoting.qualify(table.full_name)
    names = ", ".join(quoting.quote(column.name) for column in columns)
    identity = any(column.identity and column.identity.always for column in columns)
    override = " OVERRIDING SYSTEM VALUE" if identity else ""
    sql = f"INSERT INTO {into} ({names}){override} VALUES ({', '.join(values)})"
    if not columns:
        empty = dialect in (Dialect.MYSQL, Dialect.MARIADB)
        sql = f"INSERT INTO {into} {'() VALUES ()' if empty else 'DEFAULT VALUES'}"
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        return True
    except DRIVER_ERRORS:
        return False
    finally:
        with suppress(*DRIVER_ERRORS):
            cursor.close()


def _row(
    schema: Schema,
    table: Table,
    columns: list[Column],
    row: int,
    attempt: int,
    written: dict[tuple[Name, str], list[str]],
) -> list[str] | None:
    """The literals of one row; None when a column's value is out of reach.

    The first attempt takes plain values; later ones take literals out of the table's checks, the
    default, or nothing, each in another order.
    """
    linked = _linked(table, row, written)
    values = []
    for place, column in enumerate(columns):
        value = linked.get(column.name)
        if value is None and column.name in linked:
            value = "NULL" if column.null else literal(column, row, schema)
        elif value is None:
            choices = _choices(schema, table, column, row)
            turn = (attempt * (place + 1) + (row if attempt > 1 else 0)) if attempt else 0
            value = choices[turn % len(choices)] if choices else None
        if value is None:
            return None
        values.append(value)
    return values


def _linked(
    table: Table, row: int, written: dict[tuple[Name, str], list[str]]
) -> dict[str, str | None]:
    """Values of foreign-key columns, from the row of the same number in the parent table; None
    where the parent has no rows (yet)."""
    found: dict[str, str | None] = {}
    for key in table.foreign_keys:
        target = Name(key.ref_schema, key.ref_table)
        if target == table.full_name:
            continue
        for column, other in zip(key.columns, key.ref_columns, strict=False):
            there = written.get((target, other))
            if there:
                found.setdefault(column, there[(row - 1) % len(there)])
            else:
                found.setdefault(column, None)
    return found


def _choices(schema: Schema, table: Table, column: Column, row: int) -> list[str]:
    """Literals worth trying, the most plausible first."""
    plain = literal(column, row, schema)
    choices = [plain] if plain is not None else []
    for check in table.checks:
        if column.name in check.expression:
            found = _LITERAL.findall(check.expression)
            choices += found
            choices += [str(int(n) + 1) for n in found if n.lstrip("-").isdigit()]
    if column.default is not None:
        choices.append(column.default)
    if column.null:
        choices.append("NULL")
    return list(dict.fromkeys(choices))
