"""Statements on a connection, one by one, timed; in a transaction where the dialect has one."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress

from erdapp.dialects import facts
from erdapp.loaders.database import DRIVER_ERRORS, Connection, plain_message
from erdapp.planner.plan import Statement
from erdapp.runner.proof import RanStatement
from erdapp.schema import Dialect


class StatementFailed(Exception):
    """A statement that the server refused; `str()` is the server's message on one line."""

    def __init__(
        self, statement: Statement, message: str, ran: tuple[RanStatement, ...], cause: Exception
    ) -> None:
        super().__init__(message)
        self.statement, self.message, self.ran, self.cause = statement, message, ran, cause


def execute(
    connection: Connection, dialect: Dialect, statements: Iterable[Statement], direction: str = "up"
) -> tuple[RanStatement, ...]:
    """Run the statements in order; all in one transaction but for those that must be outside.

    Raises StatementFailed at the first that fails, after rolling back the open transaction.
    """
    transactional = facts(dialect).can.transactional_ddl
    ran: list[RanStatement] = []
    open_transaction = False
    for statement in statements:
        wanted = transactional and statement.transactional
        if wanted != open_transaction:
            _end_or_begin(connection, statement, wanted, ran)
            open_transaction = wanted
        ran.append(_run(connection, statement, direction, ran, open_transaction))
    if open_transaction:
        last = Statement(sql="COMMIT", comment="commit")
        _run(connection, last, direction, ran, True)
    return tuple(ran)


def _end_or_begin(
    connection: Connection, statement: Statement, begin: bool, ran: list[RanStatement]
) -> None:
    try:
        _send(connection, "BEGIN" if begin else "COMMIT")
    except DRIVER_ERRORS as error:
        raise StatementFailed(statement, plain_message(error), tuple(ran), error) from error


def _run(
    connection: Connection,
    statement: Statement,
    direction: str,
    ran: list[RanStatement],
    open_transaction: bool,
) -> RanStatement:
    started = time.perf_counter()
    try:
        _send(connection, statement.sql)
    except DRIVER_ERRORS as error:
        message = plain_message(error)
        failed = RanStatement(
            direction=direction,
            sql=statement.sql,
            seconds=time.perf_counter() - started,
            error=message,
        )
        if open_transaction:
            with suppress(*DRIVER_ERRORS):
                _send(connection, "ROLLBACK")
        raise StatementFailed(statement, message, (*ran, failed), error) from error
    seconds = time.perf_counter() - started
    return RanStatement(direction=direction, sql=statement.sql, seconds=seconds)


def _send(connection: Connection, sql: str) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        if cursor.description:
            cursor.fetchall()
    finally:
        cursor.close()
