"""One ALTER TABLE for all changes of a table, in MySQL's and MariaDB's words.

What one statement cannot hold comes before or after it: renames, back-fills, partitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Aspect,
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
from erdapp.planner.mysql_checks import column_checks
from erdapp.planner.mysql_remade import becomes_not_null, is_remade
from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.planner.narrowing import column_loss
from erdapp.planner.renamed_parts import without_needless_renames
from erdapp.planner.swaps import free_first
from erdapp.schema import Check, Column, Index, Unique

ColumnPart = AddColumn | DropColumn | ModifyColumn | RenameColumn
KeyPart = AddPrimaryKey | DropPrimaryKey | ModifyPrimaryKey
UniquePart = AddUnique | DropUnique | ModifyUnique
IndexPart = AddIndex | DropIndex | ModifyIndex | RenameIndex
CheckPart = AddCheck | DropCheck | ModifyCheck | RenameConstraint

_CHARSET = ("charset", "collate")


class ColumnClause(NamedTuple):
    """A clause that adds or modifies a column. They go in the order of the wanted table, so that
    the column that another is put AFTER is there."""

    column: str
    text: str


class AlterTable:
    """The clauses of one ALTER TABLE, sorted into drops, columns, additions and options."""

    drop_check = "DROP CHECK"

    def __init__(self, writer: MySqlWriter, change: ModifyTable) -> None:
        self.sql = writer
        self.before, self.after = change.before, change.after
        self._definitions = writer.columns_of(change.after)
        self.warnings: list[str] = []
        self._drops: list[str] = []
        self._columns: list[ColumnClause] = []
        self._adds: list[str] = []
        self._options: list[str] = []
        self._modified: set[str] = set()
        self._remade: set[str] = set()
        self._touched_indexes: set[str] = set()
        self._key_touched = False
        self._charset_said = False
        for part in without_needless_renames(change.changes):
            self._take(part)
        modified = {part.before.name for part in change.changes if isinstance(part, ModifyIndex)}
        renames = {
            part.after: part.before
            for part in change.changes
            if isinstance(part, RenameIndex) and part.before not in modified
        }
        made_anew = self._keep_indexes(renames)
        left = [(old, new) for new, old in renames.items() if new not in made_anew]
        for old, new in free_first(left, lambda names: names):
            self._adds.append(f"RENAME INDEX {self.sql.ident(old)} TO {self.sql.ident(new)}")
        places = {column.name: at for at, column in enumerate(change.after.columns)}
        self._columns.sort(key=lambda clause: places[clause.column])

    def clauses(self) -> list[str]:
        """All clauses; the server carries them out together."""
        columns = [clause.text for clause in self._columns]
        return self._drops + columns + self._adds + self._options

    def _take(self, part: TableChange) -> None:
        match part:
            case AddColumn() | DropColumn() | ModifyColumn() | RenameColumn():
                self._column(part)
            case AddPrimaryKey() | DropPrimaryKey() | ModifyPrimaryKey():
                self._primary_key(part)
            case AddUnique() | DropUnique() | ModifyUnique():
                self._unique(part)
            case AddIndex() | DropIndex() | ModifyIndex() | RenameIndex():
                self._index(part)
            case AddCheck() | DropCheck() | ModifyCheck() | RenameConstraint():
                self._check(part)
            case ModifyAttr():
                self._attribute(part)
            case AddForeignKey() | DropForeignKey() | ModifyForeignKey():
                pass  # in statements of their own, before and after
            case AddExclusion() | DropExclusion():
                pass  # PostgreSQL only
            case _:
                assert_never(part)

    # --- columns ------------------------------------------------------------------------------

    def _column(self, part: ColumnPart) -> None:
        match part:
            case AddColumn(column):
                if _fills_with_zero(column):
                    self.warnings.append(
                        f'"{column.name}" has no default: existing rows get the zero of its type'
                    )
                self._add_column(column)
            case DropColumn(column):
                self.warnings.append(f'drops the column "{column.name}" and its values')
                self._drop("DROP COLUMN", column.name)
            case ModifyColumn(before, after) if is_remade(part):
                self._remade.add(after.name)
                self._modified.add(after.name)
                self._drop("DROP COLUMN", before.name)
                self._add_column(after)
            case ModifyColumn():
                self._modify_column(part)
            case RenameColumn():
                pass  # in a statement of its own, before
            case _:
                assert_never(part)

    def _drop(self, words: str, name: str) -> None:
        self._drops.append(f"{words} {self.sql.ident(name)}")

    def _add_column(self, column: Column) -> None:
        text = f"ADD COLUMN {self._definitions[column.name]}{self._place(column)}"
        self._columns.append(ColumnClause(column.name, text))

    def _modify_column(self, part: ModifyColumn) -> None:
        after = part.after
        self._modified.add(after.name)
        if text := column_loss(part):
            self.warnings.append(f'"{after.name}": {text}')
        if becomes_not_null(part) and after.default is None:
            self.warnings.append(f'"{after.name}" becomes NOT NULL: fails on rows without a value')
        place = self._place(after) if Aspect.POSITION in part.aspects else ""
        text = f"MODIFY COLUMN {self._definitions[after.name]}{place}"
        self._columns.append(ColumnClause(after.name, text))

    def _place(self, column: Column) -> str:
        """` FIRST` or ` AFTER x`; nothing for the last column, which is where it goes anyway."""
        names = [item.name for item in self.after.columns]
        at = names.index(column.name)
        if at == len(names) - 1:
            return ""
        return f" AFTER {self.sql.ident(names[at - 1])}" if at else " FIRST"

    # --- keys, indexes, checks ----------------------------------------------------------------

    def _primary_key(self, part: KeyPart) -> None:
        self._key_touched = True
        match part:
            case AddPrimaryKey(key):
                self._adds.append(f"ADD {self.sql.primary_key(key)}")
            case DropPrimaryKey():
                self._drops.append("DROP PRIMARY KEY")
            case ModifyPrimaryKey(_, key):
                self._drops.append("DROP PRIMARY KEY")
                self._adds.append(f"ADD {self.sql.primary_key(key)}")
            case _:
                assert_never(part)

    def _unique(self, part: UniquePart) -> None:
        """A unique constraint is an index here."""
        match part:
            case AddUnique(unique):
                self._index(AddIndex(as_index(unique)))
            case DropUnique(unique):
                self._index(DropIndex(as_index(unique)))
            case ModifyUnique(before, after):
                self._index(ModifyIndex(as_index(before), as_index(after), part.aspects))
            case _:
                assert_never(part)

    def _index(self, part: IndexPart) -> None:
        match part:
            case AddIndex(index):
                self._adds.append(f"ADD {self.sql.index(index)}")
                self._touched_indexes.add(index.name)
            case DropIndex(index):
                self._drop("DROP INDEX", index.name)
            case ModifyIndex(before, after) if replace(before, invisible=after.invisible) == after:
                # MariaDB takes an index that is made anew for the same, and leaves it as it was.
                word = self.sql.hidden_index if after.invisible else self.sql.shown_index
                self._options.append(f"ALTER INDEX {self.sql.ident(after.name)} {word}")
            case ModifyIndex(before, after):
                self._drop("DROP INDEX", before.name)
                self._adds.append(f"ADD {self.sql.index(after)}")
                self._touched_indexes.add(after.name)
            case RenameIndex():
                pass  # all of them together
            case _:
                assert_never(part)

    def _keep_indexes(self, old_names: Mapping[str, str]) -> set[str]:
        """Keys and indexes that stay as they are but for a column that is made anew: the server
        takes how much of the old column they had for how much of the new one they want.

        `old_names` are those of renamed indexes; the names of the indexes that are made anew."""
        made_anew = set()
        key = self.after.primary_key
        if key and self._remade & set(key.columns) and not self._key_touched:
            self._primary_key(ModifyPrimaryKey(key, key, ()))
        for index in (*map(as_index, self.after.uniques), *self.after.indexes):
            over = any(part.column in self._remade for part in index.parts)
            if over and index.name not in self._touched_indexes:
                self._drop("DROP INDEX", old_names.get(index.name, index.name))
                self._adds.append(f"ADD {self.sql.index(index)}")
                made_anew.add(index.name)
        return made_anew

    def _check(self, part: CheckPart) -> None:
        match part:
            case AddCheck(check):
                self._add_check(check)
            case DropCheck(check):
                self._drop_check(check)
            case ModifyCheck(before, after):
                self._drop_check(before)
                self._add_check(after)
            case RenameConstraint(before, after):
                self._rename_check(before, after)
            case _:
                assert_never(part)

    def _add_check(self, check: Check) -> None:
        self._adds.append(f"ADD {self.sql.check(check)}")

    def _drop_check(self, check: Check) -> None:
        self._drop(self.drop_check, check.name)

    def _rename_check(self, before: str, after: str) -> None:
        """Dropped and added again; foreign keys are renamed by the caller, keys have no names."""
        for check in self.after.checks:
            if check.name == after:
                self._drop(self.drop_check, before)
                self._adds.append(f"ADD {self.sql.check(check)}")

    # --- the table itself ---------------------------------------------------------------------

    def _attribute(self, part: ModifyAttr) -> None:
        match part.name:
            case "partition":
                pass  # in a statement of its own, after
            case "comment":
                self._options.append(f"COMMENT {self.sql.string(part.after)}")
            case "charset" | "collate":
                if not self._charset_said:
                    self._options.append(self._charset())
                self._charset_said = True
            case "system_versioning":
                self._options.append(f"{'ADD' if part.after else 'DROP'} SYSTEM VERSIONING")
            case _:
                self._options.append(self.sql.option(part.name, part.after))

    def _charset(self) -> str:
        options = dict(self.after.options)
        words = [self.sql.option(name, options.get(name, "")) for name in _CHARSET]
        return " ".join(word for word in words if word)


class MariaDbAlterTable(AlterTable):
    """MariaDB drops a check as a constraint; a column's own check comes and goes by MODIFY."""

    drop_check = "DROP CONSTRAINT"

    def __init__(self, writer: MySqlWriter, change: ModifyTable) -> None:
        super().__init__(writer, change)
        known = {column.name for column in change.before.columns}
        was, now = column_checks(change.before), column_checks(change.after)
        for column in change.after.columns:
            name = column.name
            if was.get(name) != now.get(name) and name in known - self._modified:
                text = f"MODIFY COLUMN {self._definitions[name]}"
                self._columns.append(ColumnClause(name, text))
        old, new = writer.period(change.before), writer.period(change.after)
        if old != new:
            self._drops += ["DROP PERIOD FOR SYSTEM_TIME"] if old else []
            self._adds += [f"ADD {period}" for period in new]

    def _add_check(self, check: Check) -> None:
        if check.name:
            super()._add_check(check)

    def _drop_check(self, check: Check) -> None:
        if check.name:
            super()._drop_check(check)


def as_index(unique: Unique) -> Index:
    return Index(name=unique.name, parts=unique.parts, unique=True, comment=unique.comment)


def _fills_with_zero(column: Column) -> bool:
    numbered = column.auto_increment or column.generated
    return not column.null and column.default is None and not numbered
