"""Planned statements on a live database: in one transaction, or each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.loaders.database import Connection
from erdapp.planner.plan import Statement
from erdapp.runner.execute import StatementFailed, execute
from erdapp.runner.proof import RanStatement
from erdapp.schema import Dialect


class TxMode(StrEnum):
    """`all` and `file` are one transaction for everything, as far as the server has one."""

    NONE = "none"
    FILE = "file"
    ALL = "all"


class NotApplied(Exception):
    """A statement was refused; `str()` says which one, why, and what stays of those before it."""


def apply_statements(
    connection: Connection, dialect: Dialect, statements: Sequence[Statement], mode: TxMode
) -> tuple[RanStatement, ...]:
    """Run the statements in order. Raises NotApplied at the first that the server refuses."""
    if mode is TxMode.NONE:
        statements = [replace(one, transactional=False) for one in statements]
    try:
        return execute(connection, dialect, statements)
    except StatementFailed as failure:
        raise NotApplied(_told(failure, dialect, statements)) from failure


def _told(failure: StatementFailed, dialect: Dialect, statements: Sequence[Statement]) -> str:
    number = max(len(failure.ran), 1)
    what = failure.statement.comment or " ".join(failure.statement.sql.split())[:100]
    told = f"statement {number} of {len(statements)} was refused ({what}): {failure.message}"
    before = statements[: number - 1]
    taken_back = facts(dialect).can.transactional_ddl and failure.statement.transactional
    stay = [one for one in before if not one.transactional] if taken_back else before
    if not stay:
        return f"{told}; nothing was changed"
    return f"{told}; the {len(stay)} before it stay{'s' if len(stay) == 1 else ''}"
