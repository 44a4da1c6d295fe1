"""Column changes of one SQL Server table: renames, drops, ALTER COLUMN, additions, defaults."""

from __future__ import annotations

from typing import assert_never

from erdapp.diff.changes import (
    AddColumn,
    Aspect,
    DropColumn,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
)
from erdapp.planner.mssql_lift import alters
from erdapp.planner.mssql_unnamed import drop_default
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.planner.narrowing import loss
from erdapp.planner.swaps import without_clash
from erdapp.schema import Column

ColumnPart = AddColumn | DropColumn | ModifyColumn | RenameColumn


class ColumnChanges:
    """The statements about columns by the moment at which they run.

    `lifted` are computed columns to drop first and add again at the end.
    """

    def __init__(self, sql: MssqlWriter, change: ModifyTable, lifted: tuple[Column, ...]) -> None:
        self.sql, self.before, self.after = sql, change.before, change.after
        self.drops: list[str] = []
        """Defaults and computed columns in the way."""
        self.gone: list[tuple[str, str]] = []
        """(statement, warning): before the renames, since one may take the name of what goes."""
        self.renames: list[str] = []
        self.changed: list[tuple[str, str]] = []
        """(statement, warning)"""
        self.period: list[str] = []
        """New columns that the server takes only together with their period."""
        self.defaults: list[str] = []
        self.comments: list[str] = []
        self.old_names = {
            part.after.name: part.before.name
            for part in change.changes
            if isinstance(part, RenameColumn)
        }
        anew = {column.name for column in lifted} | {
            part.after.name
            for part in change.changes
            if isinstance(part, ModifyColumn) and (part.before.generated or part.after.generated)
        }
        kept = [(old, new) for new, old in self.old_names.items() if new not in anew]
        for old, new in without_clash(kept, sql.facts.fold):
            path = f"{sql.full(change.after.full_name)}.{sql.ident(old)}"
            self.renames.append(sql.rename(path, new, "COLUMN"))
        self._alter = f"ALTER TABLE {sql.table(change.after)}"
        for column in lifted:
            self._drop_early(column)
            self.defaults.append(f"{self._alter} ADD {sql.column(column)}")
            self._describe("", column)

    def take(self, part: ColumnPart) -> None:
        match part:
            case RenameColumn():
                pass  # all of them together, in an order in which no name is taken
            case DropColumn(column):
                self._drop(column)
            case AddColumn(column):
                self._add(column)
            case ModifyColumn():
                self._modify(part)
            case _:
                assert_never(part)

    def _old(self, column: Column) -> str:
        return self.sql.ident(self.old_names.get(column.name, column.name))

    def _drop_default(self, column: Column) -> None:
        name = self.old_names.get(column.name, column.name)
        self.drops.append(drop_default(self.sql, self.before, column, name))

    def _drop_early(self, column: Column) -> None:
        self.drops.append(f"{self._alter} DROP COLUMN {self._old(column)}")

    def _drop(self, column: Column) -> None:
        if column.generated:
            self._drop_early(column)
            return
        if column.default is not None:
            self._drop_default(column)
        warning = f'drops the column "{column.name}" and its values'
        self.gone.append((f"{self._alter} DROP COLUMN {self._old(column)}", warning))

    def _add(self, column: Column) -> None:
        numbered = column.generated or column.identity
        warning = ""
        if not column.null and column.default is None and not numbered:
            warning = f'"{column.name}" has no default: fails on a table with rows'
        add = f"{self._alter} ADD {self.sql.column(column)}"
        if column.generated and column.generated.of_period:
            self.period.append(self.sql.column(column))
        elif column.generated:
            self.defaults.append(add)
        else:
            self.changed.append((add, warning))
        self._describe("", column)

    def _modify(self, part: ModifyColumn) -> None:
        before, after = part.before, part.after
        if before.generated or after.generated:
            self._remake(before, after)
            return
        default_changes = (before.default, before.default_name) != (
            after.default,
            after.default_name,
        )
        redo = default_changes or alters(part)
        if before.default is not None and redo:
            self._drop_default(before)
        if alters(part):
            self._alter_column(part)
        if after.default is not None and redo:
            self.defaults.append(
                f"{self._alter} ADD {self.sql.default(after)} FOR {self.sql.ident(after.name)}"
            )
        self._describe(before.comment, after)

    def _alter_column(self, part: ModifyColumn) -> None:
        before, after = part.before, part.after
        name = self.sql.ident(after.name)
        warnings = []
        if text := loss(before.type, after.type):
            warnings.append(f'"{after.name}": {text}')
        if before.null and not after.null:
            if after.default is not None:
                table = self.sql.table(self.after)
                fill = f"UPDATE {table} SET {name} = {after.default} WHERE {name} IS NULL"
                self.changed.append((fill, ""))
            else:
                warnings.append(f'"{after.name}" becomes NOT NULL: fails on rows without a value')
        shape = (before.type, before.null, before.collation)
        told = Aspect.TYPE in part.aspects  # also when another type takes the name of this one
        if told or shape != (after.type, after.null, after.collation):
            null = "NULL" if after.null else "NOT NULL"
            sql = f"{self._alter} ALTER COLUMN {name} {self.sql.type(after)} {null}"
            self.changed.append((sql, "; ".join(warnings)))
        was, now = dict(before.options), dict(after.options)
        for option in ("sparse", "rowguidcol"):
            if (option in was) != (option in now):
                verb = "ADD" if option in now else "DROP"
                sql = f"{self._alter} ALTER COLUMN {name} {verb} {option.upper()}"
                self.changed.append((sql, ""))

    def _remake(self, before: Column, after: Column) -> None:
        """A computed column is dropped and added; so is one that begins or ends being computed."""
        if before.generated:
            self._drop_early(before)
        else:
            self._drop(before)
        self._add(after)

    def _describe(self, before: str, column: Column) -> None:
        if before != column.comment:
            inner = ("COLUMN", column.name)
            name = self.after.full_name
            self.comments.append(
                self.sql.describe(before, column.comment, name, "TABLE", inner=inner)
            )
