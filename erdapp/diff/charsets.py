"""Character sets of MySQL's columns, compared where only one side says its table's.

A column says what its table doesn't give it anyway, so the same column reads differently below a
table that leaves its character set to the server (a file) and below the one that the server made
of it, which has one.
"""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.dialects.charsets import settled_texts
from erdapp.schema import Dialect, Table

_SAID = frozenset({"charset", "collate"})


def in_same_terms(dialect: Dialect, before: Table, after: Table) -> tuple[Table, Table]:
    """Both tables; the columns of the one that leaves its character set open as they would be
    written below the other's."""
    if dialect not in (Dialect.MYSQL, Dialect.MARIADB):
        return before, after
    old, new = dict(before.options), dict(after.options)
    if _SAID.isdisjoint(old) == _SAID.isdisjoint(new):
        return before, after
    if _SAID.isdisjoint(old):
        return _below(dialect, before, new), after
    return before, _below(dialect, after, old)


def _below(dialect: Dialect, table: Table, options: dict[str, str]) -> Table:
    charset, collation = options.get("charset", ""), options.get("collate", "")
    columns = tuple(
        settled_texts(column, charset, collation, dialect)
        if column.charset or column.collation
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)
