"""Did it run? About a statement that a process was killed in, and that no transaction kept.

The schema before it and after it are known: the files make them. The one that the live schema is
nearer to, counted in changes, tells; what both differ in from the live one (what our reading
misses, what was there before) is the same on both sides and cancels out.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from erdapp.diff import compare
from erdapp.diff.changes import ModifyTable
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.database import Connection, inspect
from erdapp.loaders.sql import load_sql
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import sources
from erdapp.runner.atomicity import (
    controls_transaction,
    is_atomic,
    may_be_repeated,
    opens_transaction,
)
from erdapp.runner.revisions import TABLE
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect, Schema


class Outcome(Enum):
    """What became of the statement."""

    RAN = "ran"
    NOT_RUN = "not run"
    UNKNOWN = "unknown"


def outcome(
    connection: Connection,
    dialect: Dialect,
    before: Sequence[MigrationFile],
    run: Sequence[str],
    statement: str,
) -> Outcome:
    """What became of `statement`, which followed the files `before` and the statements `run`."""
    if controls_transaction(statement):
        # Within a transaction of the file's own the record is part of it: that COMMIT is announced
        # at all shows that it ended, that BEGIN is, that nothing after it was kept.
        return Outcome.NOT_RUN if opens_transaction(statement) else Outcome.RAN
    if is_atomic(statement, dialect) or may_be_repeated(statement, dialect):
        return Outcome.NOT_RUN
    if dialect is Dialect.POSTGRES and _left_invalid_index(connection):
        return Outcome.UNKNOWN
    try:
        earlier = _schema(before, run, dialect)
        later = _schema(before, (*run, statement), dialect)
        live = inspect(connection, dialect, exclude=(TABLE,)).schema
    except SourceError:
        return Outcome.UNKNOWN
    to_earlier, to_later = _distance(live, earlier), _distance(live, later)
    if to_earlier == to_later:
        return Outcome.UNKNOWN
    return Outcome.RAN if to_later < to_earlier else Outcome.NOT_RUN


def _distance(one: Schema, other: Schema) -> int:
    """How many changes lie between the two, those inside a table counted one by one."""
    changes = compare(one, other)
    return sum(len(item.changes) if isinstance(item, ModifyTable) else 1 for item in changes)


def _schema(files: Sequence[MigrationFile], run: Sequence[str], dialect: Dialect) -> Schema:
    # As separate files: the delimiter of a file has been taken off already.
    parts = [SourceFile(f"statement {n}", sql) for n, sql in enumerate(run, 1)]
    given = (*sources(files), *parts)
    if not given:
        return Schema(dialect=dialect)
    return load_sql(given, LoadOptions(dialect=dialect, remember=False)).schema


def _left_invalid_index(connection: Connection) -> bool:
    """Whether a concurrent build of an index was broken off on the server itself."""
    return bool(rows(connection, "SELECT 1 FROM pg_index WHERE NOT indisvalid LIMIT 1"))
