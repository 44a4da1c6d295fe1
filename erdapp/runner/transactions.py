"""A transaction around the statements of files, on servers that take definitions back, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from erdapp.loaders.database import DRIVER_ERRORS, Connection
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect


class ForeignKeysViolated(Exception):
    """Rows that no foreign key allows were left in SQLite; `str()` names the first."""


@contextmanager
def transaction(connection: Connection, dialect: Dialect) -> Iterator[None]:
    """Everything in the block or nothing; a database error is passed on after the rollback.

    SQLite rebuilds tables to change them, which its foreign keys would get in the way of: they are
    off for the transaction, and what they would have refused is looked for at its end.
    """
    with _watched(connection, dialect), _without_foreign_keys(connection, dialect) as violations:
        rows(connection, "BEGIN IMMEDIATE" if dialect is Dialect.SQLITE else "BEGIN")
        try:
            yield
            _check(connection, violations)
            rows(connection, "COMMIT")
        except BaseException:
            with suppress(*DRIVER_ERRORS):
                rows(connection, "ROLLBACK")
            raise


@contextmanager
def _watched(connection: Connection, dialect: Dialect) -> Iterator[None]:
    """PostgreSQL 14 notices within a second that the client is gone, and rolls back: the next run
    needn't wait for the end of a long statement. Elsewhere nothing is lost but that. Not outside a
    transaction: an index that is built concurrently would be left invalid."""
    if dialect is not Dialect.POSTGRES:
        yield
        return
    with suppress(*DRIVER_ERRORS):
        rows(connection, "SET client_connection_check_interval = '1s'")
    try:
        yield
    finally:
        with suppress(*DRIVER_ERRORS):
            rows(connection, "RESET client_connection_check_interval")


@contextmanager
def _without_foreign_keys(
    connection: Connection, dialect: Dialect
) -> Iterator[set[tuple[str, ...]] | None]:
    """The violations that were there before; None where they aren't looked for."""
    on = dialect is Dialect.SQLITE and str(rows(connection, "PRAGMA foreign_keys")[0][0]) == "1"
    if not on:
        yield None
        return
    rows(connection, "PRAGMA foreign_keys = off")
    try:
        yield set(rows(connection, "PRAGMA foreign_key_check"))
    finally:
        rows(connection, "PRAGMA foreign_keys = on")


def _check(connection: Connection, before: set[tuple[str, ...]] | None) -> None:
    if before is None:
        return
    for table, row, other, _ in rows(connection, "PRAGMA foreign_key_check"):
        if not any(known[:3] == (table, row, other) for known in before):
            raise ForeignKeysViolated(
                f"foreign key violation: row {row} of {table} references {other}, which has no "
                "such row"
            )
