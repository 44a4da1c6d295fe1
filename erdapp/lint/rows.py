"""What the statements before have done to rows: filled a column, emptied a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from erdapp.dialects import facts
from erdapp.lint import sql_words
from erdapp.lint.context import Look, StatementChanges
from erdapp.schema import Dialect, Table


def is_filled(look: Look, table: Table, column: str) -> bool:
    """Whether no NULL can be left in the column: an earlier statement of the file has replaced
    them, or has taken away the rows."""
    return any(
        _fills(one, table, column, look.dialect) or _empties(one, table, look.dialect)
        for one in look.earlier
    )


def is_emptied(look: Look, table: Table) -> bool:
    """Whether an earlier statement of the file has taken away all rows."""
    return any(_empties(one, table, look.dialect) for one in look.earlier)


def _fills(one: StatementChanges, table: Table, column: str, dialect: Dialect) -> bool:
    update = sql_words.update(one.reader(dialect))
    if update is None or not sql_words.refers(update.table, table.full_name, dialect):
        return False
    value = update.values.get(facts(dialect).fold(column))
    if value is None or value.upper() == "NULL":
        return False
    return not update.where or _asks_for_null(update.where, column)


def _asks_for_null(where: str, column: str) -> bool:
    name = re.escape(column)
    return bool(re.search(rf"\b{name}[\"`\]]?\s+IS\s+NULL\b", where, re.IGNORECASE))


def _empties(one: StatementChanges, table: Table, dialect: Dialect) -> bool:
    parts = sql_words.emptied(one.reader(dialect))
    return parts is not None and sql_words.refers(parts, table.full_name, dialect)


def copy_of(look: Look, table: Table) -> StatementChanges | None:
    """The statement that copies the table's rows, where this statement completes its rebuild."""
    if table.full_name not in look.statement.rebuilt:
        return None
    copies: Sequence[StatementChanges] = [
        one for one in look.earlier if one.copied_for == table.full_name
    ]
    return copies[-1] if copies else None


def copies(one: StatementChanges, column: str, dialect: Dialect) -> bool:
    """Whether a copying statement puts anything into the column; true when it can't be told."""
    copy = sql_words.copy(one.reader(dialect))
    if copy is None or not copy.columns:
        return True
    fold = facts(dialect).fold
    return fold(column) in {fold(name) for name in copy.columns}


def copied_value(one: StatementChanges, column: str, dialect: Dialect) -> str:
    """The source of what a copying statement puts into the column; empty when it can't be told."""
    copy = sql_words.copy(one.reader(dialect))
    fold = facts(dialect).fold
    if copy is None or len(copy.columns) != len(copy.items):
        return ""
    by_name = {fold(name): item for name, item in zip(copy.columns, copy.items, strict=True)}
    return by_name.get(fold(column), "")
