"""Migrations in MySQL's words (8.0, and 5.7 as far as it goes).

Every statement commits by itself. Foreign keys are dropped and added in statements of their own,
since one ALTER TABLE cannot drop a foreign key and add another of the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    Aspect,
    Changes,
    ModifyColumn,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameColumn,
    RenameConstraint,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner import mysql_objects
from erdapp.planner.base import Planner
from erdapp.planner.mysql_alter import AlterTable, as_index
from erdapp.planner.mysql_charset import with_recoded_columns
from erdapp.planner.mysql_online import COPIES, ONLINE, adds_keys, not_online, obstacles
from erdapp.planner.mysql_partitions import is_repartitioned, must_be_whole, repartition
from erdapp.planner.mysql_remade import backfill
from erdapp.planner.mysql_renames import clear_renames
from erdapp.planner.mysql_values import renamed_values
from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Statement
from erdapp.planner.swaps import free_first
from erdapp.planner.work import TableKeys
from erdapp.schema import (
    Check,
    Definition,
    ForeignKey,
    Kind,
    Name,
    Namespace,
    Object,
    Routine,
    Schema,
    Table,
    Trigger,
    View,
)
from erdapp.schema import Sequence as SequenceObject

_CUTTING = frozenset(
    [Aspect.TYPE, Aspect.NULL, Aspect.CHARSET, Aspect.COLLATION, Aspect.IDENTITY, Aspect.GENERATED]
)
_RENAMED_AS_TABLES = frozenset([Kind.VIEW, Kind.SEQUENCE])


class MysqlPlanner(Planner):
    """MySQL. MariaDB's planner overrides what differs."""

    def __init__(
        self,
        facts: Facts,
        before: Schema,
        after: Schema,
        changes: Changes,
        options: PlanOptions = PLAIN,
    ) -> None:
        super().__init__(facts, before, after, with_recoded_columns(changes), options)
        self.sql: MySqlWriter = self.writer(facts)

    writer: type[MySqlWriter] = MySqlWriter
    alter: type[AlterTable] = AlterTable

    # --- order ----------------------------------------------------------------------------------

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        """Renames alone: a view keeps its text whatever becomes of its tables, so it has to be
        made anew with the new name, but nothing else is in its way."""
        return (change.before.name, change.after.name) if isinstance(change, RenameColumn) else ()

    def cuts_foreign_keys(self, change: ModifyColumn) -> bool:
        return bool(_CUTTING & set(change.aspects))

    def replaceable(self, change: ModifyObject) -> bool:
        return isinstance(change.after, View | SequenceObject)

    def needs_text(self, item: Object) -> str:
        """Only views are checked when they are created; bodies of routines are not."""
        return item.definition if isinstance(item, View) else ""

    # --- namespaces -----------------------------------------------------------------------------

    def add_schema(self, namespace: Namespace) -> Iterable[Statement]:
        yield self.say(
            f"CREATE DATABASE {self.sql.ident(namespace.name)}{_coding(namespace)}",
            f'add new schema named "{namespace.name}"',
            namespace.name,
        )

    def drop_schema(self, namespace: Namespace) -> Iterable[Statement]:
        yield self.say(
            f"DROP DATABASE {self.sql.ident(namespace.name)}",
            f'drop schema named "{namespace.name}"',
            namespace.name,
            warning=f'drops the database "{namespace.name}" and all in it',
        )

    def modify_schema(self, change: ModifySchema) -> Iterable[Statement]:
        coding = _coding(change.after)
        if not coding or coding == _coding(change.before):
            return
        name = f" {self.sql.ident(change.after.name)}" if change.after.name else ""
        yield self.say(
            f"ALTER DATABASE{name}{coding}",
            f'modify "{change.after.name}" schema',
            change.after.name,
        )

    # --- tables ---------------------------------------------------------------------------------

    def rename_table(self, change: RenameTable) -> Iterable[Statement]:
        yield self.say(
            f"RENAME TABLE {self.sql.table(change.before)} TO {self.sql.table(change.after)}",
            f'rename a table from "{change.before.name}" to "{change.after.name}"',
            change.before.name,
            change.after.name,
        )

    def create_table(self, table: Table) -> Iterable[Statement]:
        lines = list(self.sql.columns_of(table).values())
        if table.primary_key:
            lines.append(self.sql.primary_key(table.primary_key))
        lines += [self.sql.index(as_index(unique)) for unique in table.uniques]
        lines += [self.sql.index(index) for index in table.indexes]
        lines += [self.sql.foreign_key(key) for key in table.foreign_keys]
        lines += [self.sql.check(check) for check in self.table_checks(table)]
        lines += self.sql.period(table)
        text = f"CREATE TABLE {self.sql.table(table)} {self.sql.body(lines)}"
        text += self.sql.table_options(table)
        if table.partition:
            text += f"\n{self.sql.partition(table.partition)}"
        yield self.say(text, f'create "{table.name}" table', table.name)

    def table_checks(self, table: Table) -> tuple[Check, ...]:
        """The checks that stand beside the columns, not in them."""
        return table.checks

    def modify_table(self, change: ModifyTable) -> Iterable[Statement]:
        comment, table = f'modify "{change.after.name}" table', change.after
        otherwise, copies = is_repartitioned(change), [f"other partitions: {COPIES}"]
        if whole := must_be_whole(change):
            yield self._altered(table, ["REMOVE PARTITIONING"], comment, copies)
        if any(isinstance(part, RenameColumn) for part in change.changes):
            change, statements = self.renamed_columns(change)
            yield from statements
        for part in change.changes:
            if isinstance(part, ModifyColumn) and part.values:
                yield from renamed_values(self.sql, change.before, part)
            if isinstance(part, ModifyColumn) and (sql := backfill(self.sql, change, part)):
                yield self.say(sql, f'back-fill "{part.after.name}" of "{table.name}"', table.name)
        work = self.alter(self.sql, change)
        if clauses := work.clauses():
            reasons = obstacles(change)
            yield self._altered(table, clauses, comment, reasons, work.warnings)
        yield from self._rename_foreign_keys(change)
        if table.partition and whole:
            yield self._altered(table, [self.sql.partition(table.partition)], comment, copies)
        elif otherwise and not whole:
            yield self._altered(
                table, [repartition(self.sql, change.before, table)], comment, copies
            )

    def _altered(
        self,
        table: Table,
        clauses: Sequence[str],
        comment: str,
        reasons: Sequence[str],
        warnings: Sequence[str] = (),
    ) -> Statement:
        """One ALTER TABLE: online where that is the policy and nothing speaks against it."""
        wanted = self.options.online
        given = [*clauses, *ONLINE] if wanted and not reasons else list(clauses)
        told = [*warnings, not_online(reasons)] if wanted and reasons else list(warnings)
        text = self.sql.clauses(f"ALTER TABLE {self.sql.table(table)}", given)
        return self.say(text, comment, table.name, warning="; ".join(told))

    def renamed_columns(self, change: ModifyTable) -> tuple[ModifyTable, list[Statement]]:
        """The renames of a table, and the change that is left. What mentions the columns is
        dropped first and left to be added."""
        cleared = clear_renames(change)
        table = f"ALTER TABLE {self.sql.table(change.after)}"
        old_names = {
            part.after.name: part.before.name
            for part in change.changes
            if isinstance(part, RenameColumn)
        }
        drops = [f"DROP INDEX {self.sql.ident(index.name)}" for index in cleared.indexes]
        drops += [f"DROP CHECK {self.sql.ident(check.name)}" for check in cleared.checks]
        drops += [
            f"DROP COLUMN {self.sql.ident(old_names.get(column.name, column.name))}"
            for column in cleared.columns
        ]
        statements = []
        if drops:
            comment = f'modify "{change.after.name}" table'
            sql = self.sql.clauses(table, drops)
            statements.append(self.say(sql, comment, change.after.name))
        gone = {column.name for column in cleared.columns}
        kept = [
            part
            for part in change.changes
            if isinstance(part, RenameColumn) and part.after.name not in gone
        ]
        return cleared.rest, [*statements, *self.rename_columns(change.after, kept)]

    def rename_columns(self, table: Table, renames: list[RenameColumn]) -> Iterable[Statement]:
        """All renames of a table in one statement, so that names may be swapped."""
        if not renames:
            return
        renames = free_first(renames, lambda part: (part.before.name, part.after.name))
        clauses = [self.rename_column(part) for part in renames]
        names = ", ".join(f'from "{part.before.name}" to "{part.after.name}"' for part in renames)
        yield self._altered(table, clauses, f"rename a column {names}", ())

    def rename_column(self, part: RenameColumn) -> str:
        """CHANGE with the whole definition, which MySQL 5.7 knows as well."""
        return f"CHANGE COLUMN {self.sql.ident(part.before.name)} {self.sql.column(part.after)}"

    def _rename_foreign_keys(self, change: ModifyTable) -> Iterable[Statement]:
        """A foreign key can't be renamed: it is dropped and added under its new name."""
        names = {p.before: p.after for p in change.changes if isinstance(p, RenameConstraint)}
        old = [key for key in change.before.foreign_keys if key.name in names]
        new = [key for key in change.after.foreign_keys if key.name in names.values()]
        if old and new:
            yield from self.drop_foreign_keys(TableKeys(change.before, tuple(old)))
            yield from self.add_foreign_keys(TableKeys(change.after, tuple(new)))

    # --- foreign keys ---------------------------------------------------------------------------

    def add_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]:
        clauses = [f"ADD {self.sql.foreign_key(key)}" for key in keys.keys]
        yield self._altered(keys.table, clauses, f'modify "{keys.table.name}" table', [adds_keys()])

    def drop_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]:
        names = (self.sql.ident(self._name_of(keys.table, key)) for key in keys.keys)
        clauses = [f"DROP FOREIGN KEY {name}" for name in names]
        yield self._altered(keys.table, clauses, f'modify "{keys.table.name}" table', ())

    def _name_of(self, table: Table, key: ForeignKey) -> str:
        return key.name or self.facts.foreign_key_name(table, key)

    # --- other objects --------------------------------------------------------------------------

    def add_object(self, item: Object) -> Iterable[Statement]:
        match item:
            case View():
                sql = mysql_objects.view(self.sql, item)
            case SequenceObject():
                sql = mysql_objects.sequence(self.sql, item, "CREATE")
            case Routine() | Trigger() | Definition():
                sql = item.definition
            case _:
                return
        yield self.say(sql, f'create "{item.name}" {_kind(item)}', item.name)

    def drop_object(self, item: Object) -> Iterable[Statement]:
        match item:
            case View() | SequenceObject() | Routine() | Trigger() | Definition():
                sql = mysql_objects.drop(self.sql, item)
                yield self.say(sql, f'drop "{item.name}" {_kind(item)}', item.name)

    def modify_object(self, change: ModifyObject) -> Iterable[Statement]:
        match change.after:
            case View():
                sql = mysql_objects.view(self.sql, change.after, replace=True)
            case SequenceObject():
                sql = mysql_objects.sequence(self.sql, change.after, "ALTER")
            case _:
                yield from chain(self.drop_object(change.before), self.add_object(change.after))
                return
        name = change.after.name
        yield self.say(sql, f'modify "{name}" {_kind(change.after)}', name)

    def can_rename(self, item: Object) -> bool:
        return item.key.kind in _RENAMED_AS_TABLES

    def rename_object(self, change: RenameObject) -> Iterable[Statement]:
        """Views and sequences are renamed as tables are; the rest is dropped and created."""
        before, after = change.before, change.after
        return self.rename_table(
            RenameTable(Name(before.schema, before.name), Name(after.schema, after.name))
        )


def _coding(namespace: Namespace) -> str:
    text = f" CHARACTER SET {namespace.charset}" if namespace.charset else ""
    return text + (f" COLLATE {namespace.collation}" if namespace.collation else "")


def _kind(item: View | SequenceObject | Routine | Trigger | Definition) -> str:
    return item.kind if isinstance(item, Routine | Definition) else item.key.kind.value
