"""Foreign keys apart from their tables: which to drop before the tables change, which to add after.

A key or a column type cannot change under a foreign key that leans on it, so the change is
expanded: those foreign keys are dropped first and added again at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddForeignKey,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ModifyAttr,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyObject,
    ModifyPrimaryKey,
    ModifyTable,
    ModifyUnique,
    RenameConstraint,
    TableChange,
)
from erdapp.planner.work import Rules, TableKeys
from erdapp.schema import ForeignKey, Index, Name, Schema, Table

Keys = dict[Name, dict[ForeignKey, None]]
Owned = tuple[Table, ForeignKey]


class ForeignKeyMoves:
    """Collects foreign keys to cut and to tie, each once, by table."""

    def __init__(self, rules: Rules, before: Schema, after: Schema) -> None:
        self._rules = rules
        self._before = {table.full_name: table for table in before.tables}
        self._after = {table.full_name: table for table in after.tables}
        self._cut: Keys = {}
        self._tie: Keys = {}
        self._changed: dict[tuple[Name, ForeignKey], ForeignKey] = {}
        """What foreign keys become that change where they are, unless they have to move."""
        self._pointing: dict[Name, list[Owned]] | None = None

    def cut(self, table: Table, key: ForeignKey) -> None:
        self._cut.setdefault(table.full_name, {})[key] = None

    def tie(self, table: Table, key: ForeignKey) -> None:
        self._tie.setdefault(table.full_name, {})[key] = None

    def take(
        self, changes: Iterable[ModifyTable], of_objects: Iterable[ModifyObject]
    ) -> list[ModifyTable]:
        """The changes of tables without what concerns foreign keys, which are moved here."""
        plain = [self._without_keys(change) for change in changes]
        for modified in of_objects:
            for table, key in self._over_type(modified):
                self._move(table, key)
        for change in plain:
            if self._rules.remade(change):
                for table, key in self._all_of(change.before):
                    self._move(table, key)
            for part in change.changes:
                for table, key in self._leaning(change.before, part):
                    self._move(table, key)
        plain = [self._without_cut_keys(change) for change in plain]
        return [change for change in plain if change.changes]

    def result(self) -> tuple[tuple[TableKeys, ...], tuple[TableKeys, ...]]:
        """What to cut and what to tie, by table name."""
        cut = (TableKeys(self._before[name], tuple(self._cut[name])) for name in sorted(self._cut))
        tie = (TableKeys(self._after[name], tuple(self._tie[name])) for name in sorted(self._tie))
        return tuple(cut), tuple(tie)

    def _without_keys(self, change: ModifyTable) -> ModifyTable:
        rest: list[TableChange] = []
        for part in change.changes:
            match part:
                case AddForeignKey():
                    self.tie(change.after, part.key)
                case DropForeignKey():
                    self.cut(change.before, part.key)
                case ModifyForeignKey() if not self._rules.keeps_part(part):
                    self.cut(change.before, part.before)
                    self.tie(change.after, part.after)
                case ModifyForeignKey():
                    self._changed[change.before.full_name, part.before] = part.after
                    rest.append(part)
                case _:
                    rest.append(part)
        return replace(change, changes=tuple(rest))

    def _without_cut_keys(self, change: ModifyTable) -> ModifyTable:
        """A foreign key that is dropped and added again needs no renaming, nor a change where it
        is."""
        cut = {key.name for key in self._cut.get(change.before.full_name, ())}
        rest = tuple(
            part
            for part in change.changes
            if not (isinstance(part, RenameConstraint) and part.before in cut)
            and not (isinstance(part, ModifyForeignKey) and part.before.name in cut)
        )
        return replace(change, changes=rest)

    def _move(self, table: Table, key: ForeignKey) -> None:
        if key in self._cut.get(table.full_name, ()):
            return
        self.cut(table, key)
        wanted = self._after.get(table.full_name)
        if wanted is None:  # a table that is dropped, but only after this change
            return
        content = self._content(self._changed.get((table.full_name, key), key))
        for other in wanted.foreign_keys:
            if self._content(other) == content:
                self.tie(wanted, other)
                return

    @staticmethod
    def _content(key: ForeignKey) -> ForeignKey:
        return replace(key, name="", comment="")

    def _all_of(self, table: Table) -> Iterator[Owned]:
        """The table's own foreign keys, and those that point at it."""
        for key in table.foreign_keys:
            yield table, key
        yield from self._pointing_at(table)

    def _leaning(self, table: Table, change: TableChange) -> Iterator[Owned]:
        """The foreign keys that must be away while `change` happens to `table`."""
        if self._rules.keeps_part(change):
            return
        match change:
            case DropPrimaryKey(key) | ModifyPrimaryKey(before=key):
                yield from self._on_columns(table, key.columns)
            case DropUnique(unique) | ModifyUnique(before=unique):
                yield from self._on_columns(table, unique.columns)
            case DropIndex(index) | ModifyIndex(before=index):
                yield from self._on_index(table, index)
            case ModifyAttr(name="unlogged"):  # who refers to it has to be unlogged as well
                yield from self._all_of(table)
            case ModifyColumn() if self._rules.cuts_foreign_keys(change):
                yield from self._over_column(table, change.before.name)

    def _on_columns(self, table: Table, columns: tuple[str, ...]) -> Iterator[Owned]:
        for owner, key in self._pointing_at(table):
            if sorted(self._targets(key)) == sorted(columns):
                yield owner, key
        if self._rules.facts.can.unique_is_index:
            yield from self._own(table, columns)

    def _on_index(self, table: Table, index: Index) -> Iterator[Owned]:
        columns = tuple(part.column for part in index.parts)
        if self._rules.facts.can.unique_is_index:
            yield from self._own(table, columns)
            for owner, key in self._pointing_at(table):
                targets = self._targets(key)
                if columns[: len(targets)] == targets:
                    yield owner, key
        elif index.unique:
            yield from self._on_columns(table, columns)

    @staticmethod
    def _own(table: Table, columns: tuple[str, ...]) -> Iterator[Owned]:
        """MySQL needs an index under the foreign key's own columns as well."""
        for key in table.foreign_keys:
            if columns[: len(key.columns)] == key.columns:
                yield table, key

    def _over_column(self, table: Table, column: str) -> Iterator[Owned]:
        for key in table.foreign_keys:
            if column in key.columns:
                yield table, key
        for owner, key in self._pointing_at(table):
            if column in self._targets(key):
                yield owner, key

    def _over_type(self, change: ModifyObject) -> Iterator[Owned]:
        """The foreign keys over columns of a type that changes."""
        for name, columns in self._rules.disturbs_tables(change).items():
            if table := self._before.get(name):
                for column in columns:
                    yield from self._over_column(table, column)

    def _targets(self, key: ForeignKey) -> tuple[str, ...]:
        if key.ref_columns:
            return key.ref_columns
        target = self._before.get(Name(key.ref_schema, key.ref_table))
        return target.primary_key.columns if target and target.primary_key else ()

    def _pointing_at(self, table: Table) -> list[Owned]:
        if self._pointing is None:
            self._pointing = {}
            for owner in self._before.values():
                for key in owner.foreign_keys:
                    target = Name(key.ref_schema, key.ref_table)
                    self._pointing.setdefault(target, []).append((owner, key))
        return self._pointing.get(table.full_name, [])
