"""The frame of every planner: changes become statements, phase by phase."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import assert_never

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddObject,
    AddTable,
    Aspect,
    Changes,
    DropColumn,
    DropObject,
    DropSchema,
    DropTable,
    ModifyColumn,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameColumn,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner.arrange import arrange
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Statement
from erdapp.planner.unrenamed import without_renames
from erdapp.planner.work import Build, Drop, TableKeys, Work
from erdapp.planner.writer import Writer
from erdapp.schema import Name, Namespace, Object, Schema, Table


class Planner(ABC):
    """One migration in one dialect. A dialect says how each change is written; the order is here.

    `before` is the schema migrated from with all renames applied, `after` the wanted one. A
    planner is used once: `statements()` walks the phases.
    """

    def __init__(
        self,
        facts: Facts,
        before: Schema,
        after: Schema,
        changes: Changes,
        options: PlanOptions = PLAIN,
    ) -> None:
        self.facts = facts
        self.options = options
        self.before, self.changes = without_renames(before, after, changes, self.can_rename)
        self.after = after
        self.sql = Writer(facts)

    def statements(self) -> Iterator[Statement]:
        """All statements in the order in which they run."""
        if not self.changes:
            return iter(())
        work = arrange(self, self.before, self.after, self.changes)
        return chain.from_iterable(self.phases(work))

    def phases(self, work: Work) -> tuple[Iterable[Statement], ...]:
        """The migration as a list one can read; a dialect with another order overrides it."""
        return (
            self.preamble(work),
            chain.from_iterable(self.add_schema(change.namespace) for change in work.spaces),
            chain.from_iterable(map(self.rename, work.rename)),
            chain.from_iterable(map(self.drop_object, work.clear)),
            chain.from_iterable(map(self.drop_foreign_keys, work.cut)),
            chain.from_iterable(map(self.drop, work.drop_first)),
            chain.from_iterable(map(self.build, work.build)),
            chain.from_iterable(map(self.add_foreign_keys, work.tie)),
            self.finish(work),
            chain.from_iterable(map(self.drop, work.drop)),
            self.postscript(work),
        )

    # --- one change to its statements ---------------------------------------------------------

    def rename(self, change: RenameTable | RenameObject) -> Iterable[Statement]:
        match change:
            case RenameTable():
                return self.rename_table(change)
            case RenameObject():
                return self.rename_object(change)
            case _:
                assert_never(change)

    def build(self, change: Build) -> Iterable[Statement]:
        match change:
            case ModifySchema():
                return self.modify_schema(change)
            case AddTable():
                return self.create_table(change.table)
            case ModifyTable():
                return self.modify_table(change)
            case AddObject():
                return self.add_object(change.object)
            case ModifyObject():
                return self.modify_object(change)
            case _:
                assert_never(change)

    def drop(self, change: Drop) -> Iterable[Statement]:
        match change:
            case DropTable():
                return self.drop_table(change.table)
            case DropObject():
                return self.drop_object(change.object)
            case DropSchema():
                return self.drop_schema(change.namespace)
            case _:
                assert_never(change)

    # --- what a dialect writes ----------------------------------------------------------------

    def preamble(self, work: Work) -> Iterable[Statement]:
        """Settings that the statements need, before them."""
        return ()

    def finish(self, work: Work) -> Iterable[Statement]:
        """What has to wait until all tables and foreign keys are as wanted, before the drops."""
        return ()

    def postscript(self, work: Work) -> Iterable[Statement]:
        """Settings put back, after everything."""
        return ()

    def add_schema(self, namespace: Namespace) -> Iterable[Statement]:
        yield self.say(
            f"CREATE SCHEMA {self.sql.ident(namespace.name)}",
            f'Add new schema named "{namespace.name}"',
            namespace.name,
        )

    def drop_schema(self, namespace: Namespace) -> Iterable[Statement]:
        yield self.say(
            f"DROP SCHEMA {self.sql.ident(namespace.name)}",
            f'Drop schema named "{namespace.name}"',
            namespace.name,
            warning=f'drops the schema "{namespace.name}"',
        )

    def drop_table(self, table: Table) -> Iterable[Statement]:
        yield self.say(
            f"DROP TABLE {self.sql.table(table)}",
            f'drop "{table.name}" table',
            table.name,
            warning=f'drops the table "{table.name}" and its rows',
        )

    @abstractmethod
    def modify_schema(self, change: ModifySchema) -> Iterable[Statement]: ...

    @abstractmethod
    def rename_table(self, change: RenameTable) -> Iterable[Statement]: ...

    @abstractmethod
    def rename_object(self, change: RenameObject) -> Iterable[Statement]: ...

    @abstractmethod
    def create_table(self, table: Table) -> Iterable[Statement]:
        """CREATE TABLE with its indexes and comments; foreign keys as `table` has them."""

    @abstractmethod
    def modify_table(self, change: ModifyTable) -> Iterable[Statement]:
        """Everything but foreign keys. `change.before` bears the new names already, while a
        RenameColumn among the changes has still to be run; renames come first."""

    @abstractmethod
    def add_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]: ...

    @abstractmethod
    def drop_foreign_keys(self, keys: TableKeys) -> Iterable[Statement]: ...

    @abstractmethod
    def add_object(self, item: Object) -> Iterable[Statement]: ...

    @abstractmethod
    def drop_object(self, item: Object) -> Iterable[Statement]: ...

    @abstractmethod
    def modify_object(self, change: ModifyObject) -> Iterable[Statement]:
        """Only reached where `replaceable` said yes."""

    def can_rename(self, item: Object) -> bool:
        """Whether there is a statement for it: otherwise the object is dropped and made anew."""
        return True

    # --- rules of order, as most dialects have them ---------------------------------------------

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        match change:
            case RenameColumn():
                return (change.before.name, change.after.name)
            case DropColumn():
                return (change.column.name,)
            case _:
                return ()

    def disturbs_tables(self, change: ModifyObject) -> Mapping[Name, tuple[str, ...]]:
        """The columns elsewhere that change along with an object (those of a PostgreSQL enum)."""
        return {}

    def cuts_foreign_keys(self, change: ModifyColumn) -> bool:
        return bool({Aspect.TYPE, Aspect.CHARSET, Aspect.COLLATION} & set(change.aspects))

    def keeps_part(self, change: TableChange) -> bool:
        return False

    def remade(self, change: ModifyTable) -> bool:
        return False

    def replaceable(self, change: ModifyObject) -> bool:
        return False

    def sets_aside(self, item: Object) -> bool:
        return False

    def needs_text(self, item: Object) -> str:
        return getattr(item, "definition", "")

    def inline_foreign_keys(self) -> bool:
        return False

    # --- look-ups -----------------------------------------------------------------------------

    @cached_property
    def tables_before(self) -> dict[Name, Table]:
        return {table.full_name: table for table in self.before.tables}

    @cached_property
    def tables_after(self) -> dict[Name, Table]:
        return {table.full_name: table for table in self.after.tables}

    def say(
        self,
        sql: str,
        comment: str,
        *objects: str,
        warning: str = "",
        transactional: bool = True,
    ) -> Statement:
        """A statement; `objects` are the plain names it touches."""
        return Statement(
            sql=sql,
            comment=comment,
            objects=objects,
            transactional=transactional,
            warning=warning,
        )
