"""PostgreSQL (12 and later): https://www.postgresql.org/docs/current/sql-commands.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddColumn,
    AddObject,
    Aspect,
    Changes,
    ModifyAttr,
    ModifyColumn,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner import postgres_objects as objects
from erdapp.planner import postgres_policies as policies
from erdapp.planner import postgres_renames as renames
from erdapp.planner import postgres_tables as tables
from erdapp.planner import postgres_types as types
from erdapp.planner.base import Planner
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_alter import Alteration
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.postgres_inherits import (
    Inherited,
    computed_above,
    inherited,
    own_part,
    released_children,
)
from erdapp.planner.postgres_modify import is_replaced, modify
from erdapp.planner.postgres_numbers import Numbers, released
from erdapp.planner.postgres_parts import keeps_part
from erdapp.planner.postgres_repartition import Remaking, is_remade, remakes
from erdapp.planner.postgres_type_users import TypeUsers, column_names
from erdapp.planner.work import TableKeys, Work
from erdapp.schema import (
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
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


class PostgresPlanner(Planner):
    """What PostgreSQL needs beside the common order of things."""

    sql: PostgresWriter

    def __init__(
        self,
        facts: Facts,
        before: Schema,
        after: Schema,
        changes: Changes,
        options: PlanOptions = PLAIN,
    ) -> None:
        super().__init__(facts, before, after, changes, options)
        self.sql = PostgresWriter(facts, options)
        self._numbers = Numbers(after, changes)
        self._users = TypeUsers(self.tables_before, self.tables_after, self.changes)

    # --- the frame --------------------------------------------------------------------------------

    def preamble(self, work: Work) -> Iterator[Statement]:
        """Routines may mention what is created after them."""
        if any(
            isinstance(getattr(step, "object", getattr(step, "after", None)), Routine)
            for step in work.build
        ):
            comment = "accept routines that mention what is created later"
            yield self.say("SET check_function_bodies = off", comment)

    def finish(self, work: Work) -> Iterator[Statement]:
        """Sequences get their owners once the columns are there."""
        for step in work.build:
            match step:
                case AddObject(Sequence() as item) if item.key not in self._numbers.keys:
                    if item.owned_by:
                        yield types.own_sequence(self.sql, item)
                case ModifyObject(before=Sequence() as old, after=Sequence() as new):
                    if new.owned_by and new.owned_by != old.owned_by:
                        yield types.own_sequence(self.sql, new)
                case _:
                    continue

    def postscript(self, work: Work) -> Iterator[Statement]:
        for step in work.build:
            if isinstance(step, ModifyObject) and is_replaced(step):
                match step.after:
                    case Enum():
                        yield types.drop_aside(self.sql, "TYPE", step.after)
                    case Domain():
                        yield types.drop_aside(self.sql, "DOMAIN", step.after)

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        """A column keeps its type while a view, trigger, policy or rule mentions it."""
        if isinstance(change, ModifyColumn):
            held = {Aspect.TYPE, Aspect.COLLATION, Aspect.GENERATED}
            return (change.after.name,) if held & set(change.aspects) else ()
        if isinstance(change, ModifyAttr):
            return ("*",) if remakes(change) else ()
        return super().disturbs(change)

    def keeps_part(self, change: TableChange) -> bool:
        return keeps_part(change)

    def remade(self, change: ModifyTable) -> bool:
        return is_remade(change)

    def disturbs_tables(self, change: ModifyObject) -> Mapping[Name, tuple[str, ...]]:
        """The columns of a type that is replaced, and the type's own name."""
        if not is_replaced(change):
            return {}
        item = change.after
        found = {
            user.table.full_name: column_names(user.table.columns) for user in self._users.of(item)
        }
        return {**found, Name(item.key.schema, item.key.name): (item.key.name,)}

    def replaceable(self, change: ModifyObject) -> bool:
        match change.before, change.after:
            case View(), View() as view:
                return set(change.aspects) <= {Aspect.COMMENT, Aspect.PARTS} and (
                    view.materialized or Aspect.PARTS not in change.aspects
                )
            case Routine() as old, Routine() as new:
                same = objects.header(old.definition) == objects.header(new.definition)
                return same and old.kind == new.kind != "aggregate"
            case Trigger(), Trigger():
                return set(change.aspects) <= {Aspect.COMMENT, Aspect.OPTIONS}
            case _:
                return change.aspects == (Aspect.COMMENT,)

    def phases(self, work: Work) -> tuple[Iterable[Statement], ...]:
        """Columns get their names before anything is built: a type that is replaced casts them."""
        found = super().phases(work)
        modified = [step for step in work.build if isinstance(step, ModifyTable)]
        own = (own_part(step, self._inherited(step)) for step in modified)
        columns = chain.from_iterable(renames.rename_columns(self.sql, step) for step in own)
        released_first = released(self.sql, self.changes, work.drop_first)
        between = (released_children(self.sql, modified), released_first, columns)
        return (*found[:5], *between, *found[5:])

    def sets_aside(self, item: Object) -> bool:
        """Types and sequences: columns need them until they are altered."""
        if isinstance(item, Definition):
            return item.kind.endswith("type")
        return isinstance(item, Enum | Domain | Composite | Sequence)

    def needs_text(self, item: Object) -> str:
        """Bodies of routines are looked up when they run, unless they are kept parsed."""
        if isinstance(item, Routine) and not objects.has_parsed_body(item.definition):
            return objects.header(item.definition)
        return super().needs_text(item)

    # --- namespaces -------------------------------------------------------------------------------

    def add_schema(self, namespace: Namespace) -> Iterator[Statement]:
        yield from super().add_schema(namespace)
        if namespace.comment:
            yield self._schema_comment(namespace)

    def modify_schema(self, change: ModifySchema) -> Iterator[Statement]:
        yield self._schema_comment(change.after)

    def _schema_comment(self, namespace: Namespace) -> Statement:
        name = namespace.name or self.facts.default_namespace
        what = f'schema: "{name}"'
        target = f"SCHEMA {self.sql.ident(name)}"
        return objects.comment_statement(self.sql, target, namespace.comment, what, name)

    # --- tables -----------------------------------------------------------------------------------

    def create_table(self, table: Table) -> Iterator[Statement]:
        serials = self._numbers.serials(table, table.columns)
        return tables.create_table(
            self.sql, table, serials, computed_above(table, self.tables_after)
        )

    def drop_table(self, table: Table) -> Iterator[Statement]:
        for statement in super().drop_table(table):
            if "server" in dict(table.options):
                statement = replace(statement, sql=f"DROP FOREIGN TABLE {self.sql.table(table)}")
            yield statement

    def rename_table(self, change: RenameTable) -> Iterator[Statement]:
        return renames.rename_table(self.sql, change, self.before)

    def modify_table(self, change: ModifyTable) -> Iterator[Statement]:
        if is_remade(change):
            return self._remake(change)
        above = self._inherited(change)
        change = own_part(change, above)
        added = [part.column for part in change.changes if isinstance(part, AddColumn)]
        name = change.after.full_name
        unhooked = {column for table, column in self._numbers.unhooked.values() if table == name}
        alteration = Alteration(
            self.sql,
            change,
            serials=self._numbers.serials(change.after, added),
            unhooked=unhooked,
            gone=self._users.gone.get(name, ()),
            dropped_above=above.dropped,
        )
        return alteration.statements()

    def _inherited(self, change: ModifyTable) -> Inherited:
        return inherited(change, self._altered if change.after.inherits else {})

    @cached_property
    def _altered(self) -> dict[Name, ModifyTable]:
        found = (change for change in self.changes if isinstance(change, ModifyTable))
        return {change.after.full_name: change for change in found}

    def _remake(self, change: ModifyTable) -> Iterator[Statement]:
        """The table anew, for another partition key."""
        added = [part.column for part in change.changes if isinstance(part, AddColumn)]
        name = change.after.full_name
        owned = [s for s in self.before.sequences if s.owned_by and _owner(s) == name]
        wanted = {s.key: s for s in self.after.sequences}
        kept = [s for s in owned if s.key in wanted and wanted[s.key].owned_by == s.owned_by]
        serials = self._numbers.serials(change.after, added)
        yield from Remaking(
            self.sql, change.before, change.after, serials, tuple(owned), tuple(kept)
        ).statements()

    def add_foreign_keys(self, keys: TableKeys) -> Iterator[Statement]:
        head, name = f"ALTER TABLE {self.sql.table(keys.table)}", keys.table.name
        known = keys.table.full_name in self.tables_before
        apart = {
            key.name
            for key in keys.keys
            if known and policies.adds_unvalidated(self.sql, keys.table, key)
        }
        warning = "fails if a row points nowhere" if known else ""
        yield self.say(
            self.sql.clauses(
                head,
                [
                    f"ADD {self.sql.key(key)}" + (" NOT VALID" if key.name in apart else "")
                    for key in keys.keys
                ],
            ),
            f'modify "{name}" table',
            name,
            warning="" if apart else warning,
        )
        for key in keys.keys:
            if key.name in apart:
                yield from policies.validate(self.sql, keys.table, key.name, warning)
        for key in keys.keys:
            if key.comment and key.name:
                owner = keys.table.full_name
                yield objects.constraint_comment(self.sql, owner, key.name, key.comment)

    def drop_foreign_keys(self, keys: TableKeys) -> Iterator[Statement]:
        head, name = f"ALTER TABLE {self.sql.table(keys.table)}", keys.table.name
        clauses = [f"DROP CONSTRAINT {self.sql.ident(key.name)}" for key in keys.keys]
        yield self.say(self.sql.clauses(head, clauses), f'modify "{name}" table', name)

    # --- other objects ----------------------------------------------------------------------------

    def add_object(self, item: Object) -> Iterator[Statement]:
        match item:
            case View():
                yield from objects.create_view(self.sql, item)
                for column in item.columns:
                    if column.comment:
                        owner = Name(item.schema, item.name)
                        yield objects.column_comment(self.sql, owner, column.name, column.comment)
            case Enum():
                yield types.create_enum(self.sql, item)
            case Domain():
                yield types.create_domain(self.sql, item)
            case Composite():
                yield types.create_composite(self.sql, item)
            case Sequence():
                yield from self._add_sequence(item)
            case Extension():
                yield objects.create_extension(self.sql, item)
            case Routine() | Trigger() | Policy() | Definition():
                yield from objects.create_text(self.sql, item)
            case Table():
                raise TypeError("tables are created by create_table")
        if item.comment:
            yield objects.comment_on(self.sql, item)

    def _add_sequence(self, item: Sequence) -> Iterator[Statement]:
        if item.key in self._numbers.keys:
            return
        if item.key in self._numbers.unhooked:
            table, column = self._numbers.unhooked[item.key]
            text = f"ALTER TABLE {self.sql.table(table)} ALTER COLUMN {self.sql.ident(column)}"
            note = f'modify "{table.name}" table'
            yield self.say(f"{text} DROP IDENTITY", note, table.name)
        yield types.create_sequence(self.sql, item)

    def drop_object(self, item: Object) -> Iterator[Statement]:
        yield objects.drop_object(self.sql, item)

    def can_rename(self, item: Object) -> bool:
        """What is kept as its text alone is made anew, but for types."""
        return not isinstance(item, Definition) or item.kind.endswith("type")

    def rename_object(self, change: RenameObject) -> Iterator[Statement]:
        return renames.rename_object(self.sql, change, self.before)

    def modify_object(self, change: ModifyObject) -> Iterator[Statement]:
        yield from modify(self.sql, change, self._users.of(change.after))


def _owner(sequence: Sequence) -> Name:
    """The table of a sequence that belongs to a column."""
    return Name(sequence.schema, sequence.owned_by[0] if sequence.owned_by else "")
