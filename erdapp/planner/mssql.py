"""Migrations in SQL Server's words (2016 and later). Each statement is a batch of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddObject,
    Aspect,
    Changes,
    DropColumn,
    ModifyColumn,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameColumn,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner import mssql_objects, mssql_tables
from erdapp.planner.base import Planner
from erdapp.planner.mssql_alter import AlterTable
from erdapp.planner.mssql_lift import only_widens
from erdapp.planner.mssql_rebuild import needs_rebuild, rebuild, with_moved_keys
from erdapp.planner.mssql_types import with_replaced_types
from erdapp.planner.mssql_unnamed import as_it_was, drop_constraint
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Statement
from erdapp.planner.work import TableKeys, Work
from erdapp.schema import (
    Definition,
    Domain,
    Key,
    Kind,
    Name,
    Namespace,
    Object,
    Policy,
    Routine,
    Schema,
    Sequence,
    Table,
    Trigger,
    View,
)

_CUTTING = frozenset(
    [Aspect.TYPE, Aspect.NULL, Aspect.COLLATION, Aspect.IDENTITY, Aspect.GENERATED]
)
_LEVELS = {Kind.VIEW: "VIEW", Kind.SEQUENCE: "SEQUENCE", Kind.DOMAIN: "TYPE"}


class MssqlPlanner(Planner):
    """SQL Server."""

    def __init__(
        self,
        facts: Facts,
        before: Schema,
        after: Schema,
        changes: Changes,
        options: PlanOptions = PLAIN,
    ) -> None:
        changes = with_replaced_types(changes, before, after)
        super().__init__(facts, before, after, with_moved_keys(changes, before), options)
        self.sql: MssqlWriter = MssqlWriter(facts)
        self._built: set[Key] = set()

    # --- order ----------------------------------------------------------------------------------

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        """Schema-bound views and functions stand in the way of any change of their columns."""
        match change:
            case RenameColumn():
                return (change.before.name, change.after.name)
            case DropColumn():
                return (change.column.name,)
            case ModifyColumn() if _CUTTING & set(change.aspects):
                return (change.after.name,)
            case _:
                return ()

    def cuts_foreign_keys(self, change: ModifyColumn) -> bool:
        return bool(_CUTTING & set(change.aspects)) and not (
            only_widens(change) and Aspect.IDENTITY not in change.aspects
        )

    def sets_aside(self, item: Object) -> bool:
        """Types, sequences and routines: columns and parameters need them until altered."""
        if isinstance(item, Definition):
            return item.kind.endswith("type")
        return isinstance(item, Domain | Sequence | Routine)

    def replaceable(self, change: ModifyObject) -> bool:
        return bool(mssql_objects.alter(self.sql, change.before, change.after))

    # --- namespaces -----------------------------------------------------------------------------

    def add_schema(self, namespace: Namespace) -> Iterable[Statement]:
        yield from super().add_schema(namespace)
        if namespace.comment:
            yield self._describe_schema("", namespace)

    def modify_schema(self, change: ModifySchema) -> Iterable[Statement]:
        if change.before.comment != change.after.comment:
            yield self._describe_schema(change.before.comment, change.after)

    def _describe_schema(self, before: str, namespace: Namespace) -> Statement:
        name = Name(namespace.name, "")
        sql = self.sql.describe(before, namespace.comment, name, "SCHEMA")
        return self.say(sql, f'set comment to schema: "{namespace.name}"', namespace.name)

    # --- tables ---------------------------------------------------------------------------------

    def phases(self, work: Work) -> tuple[Iterable[Statement], ...]:
        self._built = {step.object.key for step in work.build if isinstance(step, AddObject)}
        return super().phases(work)

    def rename_table(self, change: RenameTable) -> Iterable[Statement]:
        yield from self._move(change.before, change.after, "OBJECT", "a table")

    def _move(self, old: Name, new: Name, kind: str, what: str) -> Iterator[Statement]:
        """A new name by `sp_rename`, another schema by ALTER SCHEMA … TRANSFER."""
        comment = f'rename {what} from "{old.name}" to "{new.name}"'
        if old.schema != new.schema:
            target = self.sql.ident(new.schema or self.facts.default_namespace)
            sql = f"ALTER SCHEMA {target} TRANSFER {self.sql.full(old)}"
            yield self.say(sql, comment, old.name)
        if old.name != new.name:
            path = self.sql.full(Name(new.schema, old.name))
            yield self.say(self.sql.rename(path, new.name, kind), comment, old.name, new.name)

    def create_table(self, table: Table) -> Iterable[Statement]:
        comment = f'create "{table.name}" table'
        yield self.say(mssql_tables.create(self.sql, table), comment, table.name)
        for sql in mssql_tables.furnish(self.sql, table):
            yield self.say(sql, f'modify "{table.name}" table', table.name)
        for key in table.foreign_keys:
            if not key.enforced and key.name:
                yield self.say(self.sql.disable(table, key), comment, table.name)

    def drop_table(self, table: Table) -> Iterable[Statement]:
        """A table whose history is kept can't be dropped while it is."""
        if dict(table.options).get("system_versioning", "").startswith("on"):
            sql = f"ALTER TABLE {self.sql.table(table)} SET (SYSTEM_VERSIONING = OFF)"
            yield self.say(sql, f'modify "{table.name}" table', table.name)
        yield from super().drop_table(table)

    def modify_table(self, change: ModifyTable) -> Iterable[Statement]:
        if not needs_rebuild(change):
            yield from AlterTable(self.sql, change).statements()
            return
        taken = self.tables_before.keys() | self.tables_after.keys()
        for sql, comment, warning in rebuild(self.sql, change, taken):
            yield self.say(sql, comment, change.after.name, warning=warning)
        yield from self._triggers_again(change.after)

    def _triggers_again(self, table: Table) -> Iterator[Statement]:
        """The triggers that went with the old table and that no later step creates."""
        for trigger in self.after.triggers:
            here = (trigger.schema, trigger.table) == (table.schema, table.name)
            if here and trigger.key not in self._built:
                yield from self.add_object(trigger)

    @cached_property
    def _old_columns(self) -> dict[Name, dict[str, str]]:
        """The columns that are renamed: by their table, new → old."""
        found: dict[Name, dict[str, str]] = {}
        for change in self.changes:
            if isinstance(change, ModifyTable):
                found[change.after.full_name] = {
                    part.after.name: part.before.name
                    for part in change.changes
                    if isinstance(part, RenameColumn)
                }
        return found

    # --- foreign keys ---------------------------------------------------------------------------

    def add_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]:
        comment = f'modify "{keys.table.name}" table'
        for key in keys.keys:
            yield self.say(
                self.sql.add_constraint(keys.table, key), comment, keys.table.name, key.ref_table
            )
            if not key.enforced and key.name:
                yield self.say(self.sql.disable(keys.table, key), comment, keys.table.name)
            if key.comment and key.name:
                name, inner = keys.table.full_name, ("CONSTRAINT", key.name)
                text = self.sql.describe("", key.comment, name, "TABLE", inner=inner)
                yield self.say(text, comment, keys.table.name)

    def drop_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]:
        comment = f'modify "{keys.table.name}" table'
        names = self._old_columns.get(keys.table.full_name, {})
        for key in keys.keys:
            was = as_it_was(self.sql, key, names)
            sql = drop_constraint(self.sql, keys.table, was)
            yield self.say(sql, comment, keys.table.name)

    # --- other objects --------------------------------------------------------------------------

    def add_object(self, item: Object) -> Iterable[Statement]:
        if sql := mssql_objects.create(self.sql, item):
            yield self.say(sql, f'create "{item.name}" {_kind(item)}', item.name)
        yield from self._describe("", item)
        if isinstance(item, View):
            for index in item.indexes:
                sql = self.sql.create_index(Name(item.schema, item.name), index)
                comment = f'create index "{index.name}" to view: "{item.name}"'
                yield self.say(sql, comment, item.name)

    def _describe(self, before: str, item: Object) -> Iterator[Statement]:
        kind = _LEVELS.get(item.key.kind, "")
        if isinstance(item, Routine):
            kind = item.kind.upper()
        if kind and before != item.comment:
            name = Name(item.schema, item.name)
            sql = self.sql.describe(before, item.comment, name, kind)
            yield self.say(sql, f'set comment to {_kind(item)}: "{item.name}"', item.name)

    def drop_object(self, item: Object) -> Iterable[Statement]:
        if sql := mssql_objects.drop(self.sql, item):
            yield self.say(sql, f'drop "{item.name}" {_kind(item)}', item.name)

    def modify_object(self, change: ModifyObject) -> Iterable[Statement]:
        before, after = change.before, change.after
        bare = mssql_objects.create(self.sql, before)
        if bare != mssql_objects.create(self.sql, after):
            sql = mssql_objects.alter(self.sql, before, after)
            if not sql:  # synonyms and table types have no ALTER
                yield from self.drop_object(before)
                yield from self.add_object(after)
                return
            yield self.say(sql, f'modify "{after.name}" {_kind(after)}', after.name)
        yield from self._describe(before.comment, after)

    def can_rename(self, item: Object) -> bool:
        """What is kept as its text carries its name in it, and is dropped and created instead."""
        return not isinstance(item, Routine | Trigger | Policy | Definition)

    def rename_object(self, change: RenameObject) -> Iterable[Statement]:
        old = Name(change.before.schema, change.before.name)
        new = Name(change.after.schema, change.after.name)
        is_type = change.before.kind == Kind.DOMAIN or change.before.scope.endswith("type")
        kind = "USERDATATYPE" if is_type else "OBJECT"
        yield from self._move(old, new, kind, change.before.scope or str(change.before.kind))


def _kind(item: Object) -> str:
    return item.kind if isinstance(item, Routine | Definition) else item.key.kind.value
