"""SQLite: simple changes in place, everything else by rebuilding the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddColumn,
    AddIndex,
    Changes,
    DropIndex,
    DropTable,
    ModifyIndex,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameColumn,
    RenameIndex,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner.base import Planner
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Statement
from erdapp.planner.sqlite_rebuild import is_simple, rebuild
from erdapp.planner.sqlite_renames import as_it_was, uniques_in_the_way
from erdapp.planner.sqlite_writer import SqliteWriter
from erdapp.planner.swaps import without_clash
from erdapp.planner.work import TableKeys, Work
from erdapp.schema import ForeignKey, Index, Name, Object, Schema, Table, View


class SqlitePlanner(Planner):
    """What SQLite needs: rebuilds around which foreign keys sleep and views are away."""

    sql: SqliteWriter

    def __init__(
        self,
        facts: Facts,
        before: Schema,
        after: Schema,
        changes: Changes,
        options: PlanOptions = PLAIN,
    ) -> None:
        super().__init__(facts, before, after, changes, options)
        self.sql = SqliteWriter(facts)

    # --- the frame --------------------------------------------------------------------------------

    def phases(self, work: Work) -> tuple[Iterable[Statement], ...]:
        """What is dropped and made again goes before the renames: a table may take a view's name,
        and SQLite reads all views and triggers again when it renames. Columns of all tables are
        renamed before any table is built, since SQLite rewrites the foreign keys that name them,
        where one may mean a new column of the old name."""
        found = super().phases(work)
        settings, spaces, renames, clear, *drops = found[:6]
        columns = chain.from_iterable(
            self._rename_columns(step) for step in work.build if isinstance(step, ModifyTable)
        )
        return (settings, spaces, clear, renames, *drops, columns, *found[6:])

    def preamble(self, work: Work) -> Iterator[Statement]:
        """With foreign keys on, DROP TABLE would delete rows elsewhere."""
        if self._pauses_foreign_keys:
            comment = "disable the enforcement of foreign-keys constraints"
            yield self.say("PRAGMA foreign_keys = off", comment, transactional=False)

    def postscript(self, work: Work) -> Iterator[Statement]:
        if self._pauses_foreign_keys:
            if all(
                self._is_sound(key) for table in self.after.tables for key in table.foreign_keys
            ):
                check = "check that no foreign key points nowhere"
                yield self.say("PRAGMA foreign_key_check", check)
            comment = "enable back the enforcement of foreign-keys constraints"
            yield self.say("PRAGMA foreign_keys = on", comment, transactional=False)

    def _is_sound(self, key: ForeignKey) -> bool:
        """Whether the foreign key points at a key: SQLite takes others, but cannot check them."""
        target = self.tables_after.get(Name(key.ref_schema, key.ref_table))
        if target is None:
            return False
        wanted = sorted(key.ref_columns)
        keys = [unique.columns for unique in target.uniques]
        keys += [
            tuple(part.column for part in index.parts)
            for index in target.indexes
            if index.unique and not index.where
        ]
        if target.primary_key:
            keys.append(target.primary_key.columns)
            wanted = wanted or sorted(target.primary_key.columns)
        return any(sorted(columns) == wanted for columns in keys)

    @cached_property
    def _pauses_foreign_keys(self) -> bool:
        return any(
            isinstance(change, DropTable)
            or (isinstance(change, ModifyTable) and self._is_rebuilt(change))
            for change in self.changes
        )

    @staticmethod
    def _is_rebuilt(change: ModifyTable) -> bool:
        renamed = [part.after.name for part in change.changes if isinstance(part, RenameColumn)]
        return bool(uniques_in_the_way(change.before, renamed)) or not all(
            is_simple(part) for part in change.changes
        )

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        """The rename at the end of a rebuild checks all views and triggers that mention the
        table, and its own triggers are dropped with it."""
        if isinstance(change, RenameColumn) and change.after.name in self._rebuilt_for_names:
            return ("*",)
        return super().disturbs(change) if is_simple(change) else ("*",)

    @cached_property
    def _rebuilt_for_names(self) -> frozenset[str]:
        """The new names of columns whose tables are rebuilt because of them."""
        return frozenset(
            part.after.name
            for change in self.changes
            if isinstance(change, ModifyTable) and self._is_rebuilt(change)
            for part in change.changes
            if isinstance(part, RenameColumn)
        )

    def inline_foreign_keys(self) -> bool:
        return True

    # --- tables -----------------------------------------------------------------------------------

    def modify_schema(self, change: ModifySchema) -> Iterator[Statement]:
        """SQLite has neither namespaces nor comments."""
        return iter(())

    def create_table(self, table: Table) -> Iterator[Statement]:
        text = self.sql.create_table(table, table.name)
        yield self.say(text, f'create "{table.name}" table', table.name)
        for index in table.indexes:
            yield self._create_index(table, index)

    def rename_table(self, change: RenameTable) -> Iterator[Statement]:
        old, new = change.before.name, change.after.name
        text = f"ALTER TABLE {self.sql.ident(old)} RENAME TO {self.sql.ident(new)}"
        yield self.say(text, f'rename a table from "{old}" to "{new}"', old, new)

    def _rename_columns(self, change: ModifyTable) -> Iterator[Statement]:
        table = change.after
        if _is_virtual(change):
            return
        renames = [
            (part.before.name, part.after.name)
            for part in change.changes
            if isinstance(part, RenameColumn)
        ]
        in_the_way = uniques_in_the_way(change.before, [new for _, new in renames])
        if in_the_way:
            was = as_it_was(self.sql, change.before, renames)
            bare = replace(
                was, uniques=tuple(u for at, u in enumerate(was.uniques) if at not in in_the_way)
            )
            yield from rebuild(self.sql, was, bare, self._taken)
        for old, new in without_clash(renames, self.facts.fold):
            yield self.say(
                f"ALTER TABLE {self.sql.ident(table.name)} RENAME COLUMN {self.sql.ident(old)} "
                f"TO {self.sql.ident(new)}",
                f'rename a column from "{old}" to "{new}"',
                table.name,
            )

    def modify_table(self, change: ModifyTable) -> Iterator[Statement]:
        table = change.after
        if _is_virtual(change):
            yield from self._replace_virtual(change)
            return
        if self._is_rebuilt(change):
            yield from rebuild(self.sql, change.before, table, self._taken)
            return
        for part in change.changes:
            yield from self._dropped(table, part)
        for part in change.changes:
            yield from self._added(table, part)

    def _dropped(self, table: Table, part: TableChange) -> Iterator[Statement]:
        """What goes, before anything takes its name."""
        match part:
            case DropIndex(index) | ModifyIndex(before=index):
                yield self._drop_index(table, index.name)
            case RenameIndex():
                yield self._drop_index(table, part.before)
            case _:
                return

    def _added(self, table: Table, part: TableChange) -> Iterator[Statement]:
        match part:
            case AddColumn(column):
                head = f"ALTER TABLE {self.sql.ident(table.name)}"
                yield self.say(
                    f"{head} ADD COLUMN {self.sql.column(column)}",
                    f'add column "{column.name}" to table: "{table.name}"',
                    table.name,
                )
            case AddIndex(index) | ModifyIndex(after=index):
                yield self._create_index(table, index)
            case RenameIndex():
                for index in table.indexes:
                    if index.name == part.after:
                        yield self._create_index(table, index)
            case _:
                return

    def _create_index(self, table: Table, index: Index) -> Statement:
        text = self.sql.index(table, index)
        return self.say(text, f'create index "{index.name}" to table: "{table.name}"', table.name)

    def _drop_index(self, table: Table, name: str) -> Statement:
        text = f"DROP INDEX {self.sql.ident(name)}"
        return self.say(text, f'drop index "{name}" from table: "{table.name}"', table.name)

    def _replace_virtual(self, change: ModifyTable) -> Iterator[Statement]:
        """A virtual table's module keeps its rows in its own way: they cannot be copied."""
        yield from self.drop_table(change.before)
        yield from self.create_table(change.after)

    @cached_property
    def _taken(self) -> frozenset[str]:
        items = (*self.before.objects(), *self.after.objects())
        return frozenset(item.name.lower() for item in items)

    def add_foreign_keys(self, keys: TableKeys) -> Iterator[Statement]:
        """Never asked for: foreign keys are part of CREATE TABLE."""
        return iter(())

    def drop_foreign_keys(self, keys: TableKeys) -> Iterator[Statement]:
        """Never asked for: foreign keys are part of CREATE TABLE."""
        return iter(())

    # --- views and triggers -----------------------------------------------------------------------

    def add_object(self, item: Object) -> Iterator[Statement]:
        kind, name = item.key.kind.value, item.key.name
        match item:
            case View():
                declared = any(not column.comment for column in item.columns)
                names = (column.name for column in item.columns)
                columns = f" {self.sql.columns(names)}" if declared else ""
                text = f"CREATE VIEW {self.sql.ident(name)}{columns} AS\n{item.definition}"
            case _:
                text = self.needs_text(item)
        yield self.say(text, f'create "{name}" {kind}', name)

    def drop_object(self, item: Object) -> Iterator[Statement]:
        kind, name = item.key.kind.value, item.key.name
        text = f"DROP {kind.upper()} {self.sql.ident(name)}"
        yield self.say(text, f'drop "{name}" {kind}', name)

    def can_rename(self, item: Object) -> bool:
        """Neither views nor triggers."""
        return False

    def rename_object(self, change: RenameObject) -> Iterator[Statement]:
        """Never asked for: they are made anew."""
        return iter(())

    def modify_object(self, change: ModifyObject) -> Iterator[Statement]:
        """Views and triggers are dropped and made again."""
        yield from self.drop_object(change.before)
        yield from self.add_object(change.after)


def _is_virtual(change: ModifyTable) -> bool:
    return "virtual" in dict((*change.before.options, *change.after.options))
