"""ALTER TABLE: constraints and indexes that are changed, validated, switched on and off."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from erdapp.loaders.sql.alter_columns import add, alter_column
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.references import take_attributes
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Check, Dialect, ForeignKey

T = TypeVar("T", Check, ForeignKey)

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def alter(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`ALTER [COLUMN] c …`, `ALTER CONSTRAINT c …`, `ALTER CHECK c …`, `ALTER INDEX i …`."""
    word = reader.word
    if word in ("CONSTRAINT", "CHECK") and reader.ahead(1) not in ("SET", "DROP", "TYPE"):
        reader.pos += 1
        _constraint(reader, state, table)
    elif word in ("INDEX", "KEY") and state.dialect in _MYSQL:
        reader.pos += 1
        _index(reader, state, table)
    else:
        alter_column(reader, state, table)


def _constraint(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Deferral of a foreign key in PostgreSQL, enforcement of a check in MySQL."""
    reader.if_exists()
    name = state.facts.fold(reader.name())
    says_deferral = reader.word in ("DEFERRABLE", "INITIALLY") or reader.peek("NOT", "DEFERRABLE")
    said = take_attributes(reader)
    if not says_deferral:
        enforce(state, table, name, said.enforced)
        return
    table.foreign_keys = [
        replace(key, deferrable=said.deferrable) if state.facts.fold(key.name) == name else key
        for key in table.foreign_keys
    ]


def enforce(state: LoadState, table: TableDraft, name: str, enforced: bool) -> None:
    """Switch a check or a foreign key on or off; all of them when the name is empty."""
    fold = state.facts.fold

    def meant(item: Check | ForeignKey) -> bool:
        return not name or fold(item.name) == name

    table.checks = [
        replace(item, enforced=enforced) if meant(item) else item for item in table.checks
    ]
    table.foreign_keys = [
        replace(item, enforced=enforced) if meant(item) else item for item in table.foreign_keys
    ]


def _index(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `ALTER INDEX i VISIBLE | INVISIBLE`, MariaDB `[NOT] IGNORED`."""
    reader.if_exists()
    name = state.facts.fold(reader.name())
    shown = reader.accept("NOT")
    word = reader.next().upper()
    invisible = word == "INVISIBLE" or (word == "IGNORED" and not shown)
    table.indexes = [
        replace(index, invisible=invisible) if state.facts.fold(index.name) == name else index
        for index in table.indexes
    ]


def validate(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `VALIDATE CONSTRAINT c`."""
    reader.expect("CONSTRAINT")
    name = reader.name()
    mark_validated(table, name, True)


def mark_validated(table: TableDraft, name: str, validated: bool) -> None:
    """Say of the check or foreign key of that name whether old rows are known to satisfy it."""
    table.checks = [
        replace(item, validated=validated) if item.name == name else item for item in table.checks
    ]
    table.foreign_keys = [
        replace(item, validated=validated) if item.name == name else item
        for item in table.foreign_keys
    ]


def check(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """SQL Server `CHECK CONSTRAINT c | ALL`; in MySQL `CHECK PARTITION` looks at rows."""
    if reader.accept("PARTITION"):
        reader.skip_to_comma()
    else:
        _switch(reader, state, table, True)


def nocheck(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """SQL Server `NOCHECK CONSTRAINT c | ALL`."""
    _switch(reader, state, table, False)


def _switch(reader: Reader, state: LoadState, table: TableDraft, enforced: bool) -> None:
    reader.expect("CONSTRAINT")
    while True:
        name = "" if reader.accept("ALL") else state.facts.fold(reader.name())
        enforce(state, table, name, enforced)
        if not reader.accept(","):
            return


def with_check(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """SQL Server `WITH CHECK | NOCHECK` before ADD or CHECK CONSTRAINT."""
    trusted = reader.accept("CHECK")
    if not trusted:
        reader.expect("NOCHECK")
    if reader.accept("CHECK"):
        start = reader.pos + 1
        _switch(reader, state, table, True)
        mark_validated(table, reader.unquote(reader.words[start]), trusted)
        return
    reader.expect("ADD")
    checks, keys = len(table.checks), len(table.foreign_keys)
    add(reader, state, table)
    if not trusted:
        table.checks[checks:] = _distrusted(table.checks[checks:])
        table.foreign_keys[keys:] = _distrusted(table.foreign_keys[keys:])


def _distrusted(items: list[T]) -> list[T]:
    return [replace(item, validated=False) for item in items]
