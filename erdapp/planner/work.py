"""Changes arranged into the order in which a server accepts them, before any SQL exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddObject,
    AddSchema,
    AddTable,
    DropObject,
    DropSchema,
    DropTable,
    ModifyColumn,
    ModifyObject,
    ModifySchema,
    ModifyTable,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.schema import ForeignKey, Name, Object, Table

Build = ModifySchema | AddTable | ModifyTable | AddObject | ModifyObject
Drop = DropTable | DropObject | DropSchema


class TableKeys(Struct, frozen=True):
    """Foreign keys of one table that are dropped or added together."""

    table: Table
    keys: tuple[ForeignKey, ...]


class Work(Struct, frozen=True, kw_only=True):
    """The steps of a migration. All names are new ones except in `rename`."""

    spaces: tuple[AddSchema, ...] = ()
    """New namespaces, before anything moves into them."""
    rename: tuple[RenameTable | RenameObject, ...] = ()
    """In an order in which no name is taken twice; swaps go through a third name."""
    clear: tuple[Object, ...] = ()
    """Views, triggers, policies … to drop before anything: no longer wanted, or in the way and
    built again later. Dependants first."""
    cut: tuple[TableKeys, ...] = ()
    """Foreign keys to drop before any table changes."""
    drop_first: tuple[Drop, ...] = ()
    """Dropped tables, where a name that one of them holds is wanted again."""
    build: tuple[Build, ...] = ()
    """Additions and modifications, what they need first. AddTable tables have only the foreign
    keys that can be created right away; ModifyTable carries no foreign-key changes."""
    tie: tuple[TableKeys, ...] = ()
    """Foreign keys to add once all tables are as wanted."""
    drop: tuple[Drop, ...] = ()
    """What is no longer wanted, dependants first."""


class Rules(Protocol):
    """The few questions about a dialect that decide the order."""

    facts: Facts

    def disturbs(self, change: TableChange) -> tuple[str, ...]:
        """The columns whose mention in a view, trigger or policy puts that in the way; `*` when
        already the table's name does."""
        ...

    def disturbs_tables(self, change: ModifyObject) -> Mapping[Name, tuple[str, ...]]:
        """The columns elsewhere that change along with an object (those of a PostgreSQL enum)."""
        ...

    def cuts_foreign_keys(self, change: ModifyColumn) -> bool:
        """Whether foreign keys over the column must be away while it changes."""
        ...

    def keeps_part(self, change: TableChange) -> bool:
        """Whether a key, a constraint or an index can be changed where it is, without being
        dropped."""
        ...

    def remade(self, change: ModifyTable) -> bool:
        """Whether another table takes the place of this one, so that no foreign key may stay."""
        ...

    def replaceable(self, change: ModifyObject) -> bool:
        """Whether the object can be modified while others depend on it."""
        ...

    def sets_aside(self, item: Object) -> bool:
        """Whether a dropped object whose name is wanted again is renamed first and dropped at the
        end."""
        ...

    def needs_text(self, item: Object) -> str:
        """The text whose mentions the server checks when the object is created."""
        ...

    def inline_foreign_keys(self) -> bool:
        """Whether foreign keys exist only inside CREATE TABLE, which may name tables to come
        (SQLite). They are not cut or tied then, and ModifyTable carries their changes."""
        ...
