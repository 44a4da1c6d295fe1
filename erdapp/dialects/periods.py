"""Tables of MariaDB that keep the history of their rows by columns with names."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from msgspec.structs import replace

from erdapp.schema import ROW_END, Dialect, Index, PrimaryKey, Table

K = TypeVar("K", PrimaryKey, Index)


def without_ends_in_keys(table: Table, dialect: Dialect) -> Table:
    """The table without the column that the server adds to each of its keys: old rows may have
    the values of new ones (Knowledge Base, System-Versioned Tables)."""
    if dialect is not Dialect.MARIADB:
        return table
    ends = {c.name for c in table.columns if c.generated and c.generated.expression == ROW_END}
    if not ends:
        return table
    return replace(
        table,
        primary_key=table.primary_key and _without(table.primary_key, ends),
        indexes=tuple(_without(i, ends) if i.unique else i for i in table.indexes),
    )


def _without(key: K, ends: Collection[str]) -> K:
    *others, last = key.parts
    return replace(key, parts=tuple(others)) if others and last.column in ends else key
