"""What comparing two tables needs to know of the schemas around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.diff.changes import RenameColumn
from erdapp.diff.resolve import NameMap, Renames
from erdapp.schema import Check, Column, ForeignKey, Name, Schema, Table


class Sides:
    """Both schemas (`before` with renames applied, `original` without), by name."""

    def __init__(
        self, facts: Facts, original: Schema, before: Schema, after: Schema, found: Renames
    ) -> None:
        self.facts = facts
        self._original = original
        self._before = before
        self._after = after
        self._found = found
        self._origin = {new: old for old, new in found.tables.items()}

    @cached_property
    def tables_before(self) -> dict[Name, Table]:
        return {table.full_name: table for table in self._before.tables}

    @cached_property
    def tables_after(self) -> dict[Name, Table]:
        return {table.full_name: table for table in self._after.tables}

    @cached_property
    def originals(self) -> dict[Name, Table]:
        return {table.full_name: table for table in self._original.tables}

    def origin(self, name: Name) -> Name:
        """The old name of a table."""
        return self._origin.get(name, name)

    def has_inner_renames(self, table: Table) -> bool:
        """Whether columns, indexes or constraints of the table were renamed."""
        found = self._found
        if not found:
            return False
        origin = self.origin(table.full_name)
        return origin in found.columns or origin in found.indexes or origin in found.constraints

    def column_renames(self, table: Table) -> Iterator[RenameColumn]:
        """The columns that were renamed; `table` bears the new names."""
        origin = self.origin(table.full_name)
        displaced = self._found.displaced_columns.get(origin, {})
        for old, new in self._found.columns.get(origin, {}).items():
            if new in displaced:
                continue
            before, after = self.originals[origin].column(old), table.column(new)
            if before and after:
                yield RenameColumn(before, after)

    def dropped_column(self, table: Table, column: Column) -> Column:
        """The column under the name that it had, where another one takes that name."""
        origin = self.origin(table.full_name)
        name = self._found.displaced_columns.get(origin, {}).get(column.name, "")
        return (name and self.originals[origin].column(name)) or column

    def told_indexes(self, table: Table) -> NameMap:
        """Told renames of indexes, old to new. They pair parts and change none: a part whose
        content differs too is dropped under its old name."""
        return self._found.indexes.get(self.origin(table.full_name), {})

    def told_constraints(self, table: Table) -> NameMap:
        return self._found.constraints.get(self.origin(table.full_name), {})

    def column_values(self, table: Table) -> dict[str, NameMap]:
        """The renamed values of a table's columns; `table` bears the new names."""
        return self._found.column_values.get(self.origin(table.full_name), {})

    def made_up(self, table: Table, name: str, columns: tuple[str, ...]) -> bool:
        """Whether the server chose the name, under the table's new names or its old ones."""
        if self.facts.is_generated_name(name, table.name, columns):
            return True
        origin = self.origin(table.full_name)
        back = {new: old for old, new in self._found.columns.get(origin, {}).items()}
        if origin == table.full_name and not back:
            return False
        old_columns = tuple(back.get(column, column) for column in columns)
        return any(
            self.facts.is_generated_name(name, owner, names)
            for owner in (origin.name, table.name)
            for names in (old_columns, columns)
        )

    def made_up_check(self, table: Table, check: Check) -> bool:
        """The same for a check, whose name may come from any one of the table's columns."""
        if self.made_up(table, check.name, ()):
            return True
        return any(
            column.name in check.expression and self.made_up(table, check.name, (column.name,))
            for column in table.columns
        )

    def resolved_before(self, key: ForeignKey) -> ForeignKey:
        return _resolved(key, self.tables_before)

    def resolved_after(self, key: ForeignKey) -> ForeignKey:
        return _resolved(key, self.tables_after)


def _resolved(key: ForeignKey, tables: dict[Name, Table]) -> ForeignKey:
    """With the referenced columns said, even where they are the primary key."""
    if key.ref_columns:
        return key
    target = tables.get(Name(key.ref_schema, key.ref_table))
    if target is None or target.primary_key is None:
        return key
    return replace(key, ref_columns=target.primary_key.columns)
