"""How many rows the two ends of a foreign key stand for."""

from __future__ import annotations

from enum import StrEnum

from erdapp.schema import ForeignKey, Table


class End(StrEnum):
    """How many rows an end stands for; the value names its glyph."""

    ZERO_OR_MANY = "many"
    EXACTLY_ONE = "one"
    ZERO_OR_ONE = "opt"


class Ends:
    """The ends of a table's foreign keys."""

    def __init__(self, table: Table) -> None:
        primary = table.primary_key.columns if table.primary_key else ()
        unique = [primary, *(unique.columns for unique in table.uniques)]
        unique += [
            tuple(part.column for part in index.parts)
            for index in table.indexes
            if index.unique and not index.where
        ]
        self._unique = [frozenset(columns) for columns in unique if columns and "" not in columns]
        self._required = {column.name for column in table.columns if not column.null} | {*primary}

    def child(self, key: ForeignKey) -> End:
        """Zero or one where a key, unique constraint or full unique index covers the columns."""
        unique = any(columns.issubset(key.columns) for columns in self._unique)
        return End.ZERO_OR_ONE if unique else End.ZERO_OR_MANY

    def parent(self, key: ForeignKey) -> End:
        """Exactly one where every column of the key is NOT NULL (or part of the primary key)."""
        required = self._required.issuperset(key.columns)
        return End.EXACTLY_ONE if required else End.ZERO_OR_ONE
