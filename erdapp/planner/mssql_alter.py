"""The statements that change one SQL Server table, in the order in which they are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyTable,
    ModifyUnique,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.planner.mssql_columns import ColumnChanges
from erdapp.planner.mssql_lift import Lifted, lift
from erdapp.planner.mssql_tables import period, versioning
from erdapp.planner.mssql_unnamed import as_it_was, drop_constraint
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.planner.plan import Statement
from erdapp.planner.renamed_parts import is_comment_only, without_needless_renames
from erdapp.planner.swaps import without_clash
from erdapp.schema import Check, Index, PrimaryKey, Unique

KeyPart = AddPrimaryKey | DropPrimaryKey | ModifyPrimaryKey | AddUnique | DropUnique | ModifyUnique
IndexPart = AddIndex | DropIndex | ModifyIndex
CheckPart = AddCheck | DropCheck | ModifyCheck


class AlterTable:
    """Drops first, then columns, then what leans on them."""

    def __init__(self, sql: MssqlWriter, change: ModifyTable) -> None:
        self.sql, self.change = sql, change
        self.before, self.after = change.before, change.after
        lifted = lift(change)
        self.columns = ColumnChanges(sql, change, lifted.computed)
        self._drops: list[str] = []
        self._renamed: list[RenameIndex | RenameConstraint] = []
        self._adds: list[str] = []
        self._comments: list[str] = []
        self._history: list[str] = []
        """What begins to keep the history of rows, which needs the key and the period."""
        self._lift(lifted)
        parts = tuple(part for part in change.changes if not _is_described(part))
        for part in without_needless_renames(parts):
            if not (isinstance(part, RenameIndex | RenameConstraint) and lifted.has(part.before)):
                self._take(part)
        for part in filter(_is_described, change.changes):
            self._only_describe(part, lifted)

    def statements(self) -> list[Statement]:
        """All statements, each a batch of its own."""
        columns = self.columns
        comment = f'modify "{self.after.name}" table'
        found = [(sql, "") for sql in [*self._drops, *columns.drops]]
        found += columns.gone if columns.renames else []
        found += [(sql, "") for sql in [*columns.renames, *self._renames()]]
        found += columns.changed if columns.renames else columns.gone + columns.changed
        found += [(sql, "") for sql in columns.defaults + self._adds + self._history]
        found += [(sql, "") for sql in columns.comments + self._comments]
        return [
            Statement(sql=sql, comment=comment, objects=(self.after.name,), warning=warning)
            for sql, warning in found
        ]

    def _renames(self) -> Iterator[str]:
        """Indexes and constraints, as keys are called like their indexes, in an order in which no
        name is taken."""
        home = self.after.full_name
        schema = self.sql.ident(home.schema or self.sql.facts.default_namespace)
        indexes = {part.before for part in self._renamed if isinstance(part, RenameIndex)}
        names = [(part.before, part.after) for part in self._renamed]
        for old, new in without_clash(names, self.sql.facts.fold):
            if old in indexes:
                indexes.add(new)
                path = f"{self.sql.full(home)}.{self.sql.ident(old)}"
                yield self.sql.rename(path, new, "INDEX")
            else:
                yield self.sql.rename(f"{schema}.{self.sql.ident(old)}", new, "OBJECT")

    def _lift(self, lifted: Lifted) -> None:
        for old_index, index in lifted.indexes:
            self._drop_index(old_index)
            self._add_index(index)
        for old_check, check in lifted.checks:
            self._drop_constraint(old_check)
            self._add_check(check)
        for old_unique, unique in lifted.uniques:
            self._drop_constraint(old_unique)
            self._add_unique(unique)
        if lifted.primary_key:
            old_key, key = lifted.primary_key
            self._drop_constraint(old_key)
            self._add_primary_key(key)

    def _only_describe(self, part: TableChange, lifted: Lifted) -> None:
        """A comment needs no more than another description."""
        match part:
            case ModifyColumn():
                self.columns.take(part)
            case ModifyIndex(before, after) if not lifted.has(before.name):
                self._describe("INDEX", before.comment, after)
            case (
                ModifyPrimaryKey(before, after)
                | ModifyUnique(before, after)
                | ModifyCheck(before, after)
            ) if not lifted.has(before.name):
                named = replace(after, name=after.name or before.name)  # it keeps its name then
                self._describe("CONSTRAINT", before.comment, named)
            case _:
                pass

    def _describe(self, kind: str, before: str, item: Index | PrimaryKey | Unique | Check) -> None:
        """The comment of a part of the table; what has no name has none."""
        if item.name and before != item.comment:
            name, inner = self.after.full_name, (kind, item.name)
            text = self.sql.describe(before, item.comment, name, "TABLE", inner=inner)
            self._comments.append(text)

    def _take(self, part: TableChange) -> None:
        match part:
            case AddColumn() | DropColumn() | ModifyColumn() | RenameColumn():
                self.columns.take(part)
            case (
                AddPrimaryKey()
                | DropPrimaryKey()
                | ModifyPrimaryKey()
                | AddUnique()
                | DropUnique()
                | ModifyUnique()
            ):
                self._key(part)
            case AddIndex() | DropIndex() | ModifyIndex():
                self._index(part)
            case AddCheck() | DropCheck() | ModifyCheck():
                self._check(part)
            case RenameIndex() | RenameConstraint():
                self._renamed.append(part)
            case ModifyAttr():
                self._attribute(part)
            case AddForeignKey() | DropForeignKey() | ModifyForeignKey():
                pass  # in statements of their own, before and after
            case AddExclusion() | DropExclusion():
                pass  # PostgreSQL only
            case _:
                assert_never(part)

    # --- keys, indexes, checks ----------------------------------------------------------------

    def _key(self, part: KeyPart) -> None:
        match part:
            case AddPrimaryKey(key):
                self._add_primary_key(key)
            case DropPrimaryKey(key):
                self._drop_constraint(key)
            case ModifyPrimaryKey(before, after):
                self._drop_constraint(before)
                self._add_primary_key(after)
            case AddUnique(unique):
                self._add_unique(unique)
            case DropUnique(unique):
                self._drop_constraint(unique)
            case ModifyUnique(old, new):
                self._drop_constraint(old)
                self._add_unique(new)
            case _:
                assert_never(part)

    def _index(self, part: IndexPart) -> None:
        match part:
            case AddIndex(index):
                self._add_index(index)
            case DropIndex(index):
                self._drop_index(index)
            case ModifyIndex(before, after):
                self._drop_index(before)
                self._add_index(after)
            case _:
                assert_never(part)

    def _check(self, part: CheckPart) -> None:
        match part:
            case AddCheck(check):
                self._add_check(check)
            case DropCheck(check):
                self._drop_constraint(check)
            case ModifyCheck(before, after):
                self._drop_constraint(before)
                self._add_check(after)
            case _:
                assert_never(part)

    def _drop_constraint(self, item: PrimaryKey | Unique | Check) -> None:
        was = as_it_was(self.sql, item, self.columns.old_names)
        self._drops.append(drop_constraint(self.sql, self.before, was))

    def _drop_index(self, index: Index) -> None:
        self._drops.append(self.sql.drop_index(self.before, index))

    def _add_primary_key(self, key: PrimaryKey) -> None:
        table = self.sql.table(self.after)
        self._adds.insert(0, f"ALTER TABLE {table} ADD {self.sql.primary_key(key)}")
        self._describe("CONSTRAINT", "", key)

    def _add_unique(self, unique: Unique) -> None:
        self._adds.append(f"ALTER TABLE {self.sql.table(self.after)} ADD {self.sql.unique(unique)}")
        self._describe("CONSTRAINT", "", unique)

    def _add_index(self, index: Index) -> None:
        self._adds.append(self.sql.create_index(self.after, index))
        self._describe("INDEX", "", index)

    def _add_check(self, check: Check) -> None:
        self._adds.append(self.sql.add_constraint(self.after, check))
        self._describe("CONSTRAINT", "", check)
        if not check.enforced and check.name:
            self._adds.append(self.sql.disable(self.after, check))

    # --- the table itself ---------------------------------------------------------------------

    def _attribute(self, part: ModifyAttr) -> None:
        """Places and storage can't be altered: those tables are made anew (`mssql_rebuild`)."""
        name = self.after.full_name
        table = f"ALTER TABLE {self.sql.table(name)}"
        match part.name:
            case "comment":
                self._comments.append(self.sql.describe(part.before, part.after, name, "TABLE"))
            case "data_compression":
                value = (part.after or "none").upper()
                self._adds.append(f"{table} REBUILD WITH (DATA_COMPRESSION = {value})")
            case "system_versioning" if part.after:
                self._history.append(f"{table} SET ({versioning(part.after)})")
            case "system_versioning":
                self._drops.insert(0, f"{table} SET ({versioning('')})")
            case "lock_escalation":
                value = (part.after or "table").upper()
                self._adds.append(f"{table} SET (LOCK_ESCALATION = {value})")
            case "period system_time":
                if part.before:
                    self._drops.append(f"{table} DROP PERIOD FOR SYSTEM_TIME")
                if part.after:
                    parts = [*self.columns.period, period(self.sql, part.after)]
                    self._adds.insert(0, f"{table} ADD {', '.join(parts)}")
            case _:
                pass


def _is_described(part: TableChange) -> bool:
    """Whether the part needs another description alone: one whose name the server chose cannot be
    described, and is made anew when it gets a name."""
    before, after = getattr(part, "before", None), getattr(part, "after", None)
    unknown = not getattr(before, "name", "") and bool(getattr(after, "name", ""))
    return is_comment_only(part) and not unknown
