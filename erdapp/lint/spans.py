"""Resource spans: what of a schema begins or ends within one file.

What a file itself has made is empty or new to everyone, so that dropping it loses nothing and
locking it keeps nobody waiting. That is what spares false alarms.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Flag

from erdapp.diff.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddSchema,
    AddTable,
    Change,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropSchema,
    DropTable,
    ModifyTable,
    RenameColumn,
    RenameIndex,
    RenameTable,
    TableChange,
)
from erdapp.schema import Name, Table

Resource = tuple[str, ...]


class ResourceSpan(Flag):
    """How the life of a resource lies to a file; UNKNOWN was there before and still is."""

    UNKNOWN = 0
    ADDED = 1
    DROPPED = 2
    TEMPORARY = ADDED | DROPPED


class Spans:
    """The spans after the first so many statements of a file."""

    def __init__(self) -> None:
        self._spans: dict[Resource, ResourceSpan] = {}
        self._origins: dict[Name, Name] = {}
        self._column_origins: dict[Resource, str] = {}

    def schema(self, name: str) -> ResourceSpan:
        return self._of("schema", name)

    def table(self, name: Name) -> ResourceSpan:
        return self._of("table", *name)

    def column(self, table: Name, name: str) -> ResourceSpan:
        return self._of("column", *table, name)

    def index(self, table: Name, name: str) -> ResourceSpan:
        return self._of("index", *table, name)

    def foreign_key(self, table: Name, name: str) -> ResourceSpan:
        return self._of("foreign_key", *table, name)

    def origin(self, table: Name) -> Name:
        """The name that the table had before the file."""
        return self._origins.get(table, table)

    def column_origin(self, table: Name, name: str) -> str:
        """The name that the column had before the file."""
        return self._column_origins.get((*table, name), name)

    def is_new(self, table: Name) -> bool:
        """Whether the file has made the table."""
        return ResourceSpan.ADDED in self.table(table)

    def forget(self, table: Name) -> None:
        """A rebuilt table isn't new, whatever its statements look like."""
        for resource in [key for key in self._spans if key[1:3] == tuple(table)]:
            del self._spans[resource]

    def apply(self, changes: Iterable[Change]) -> None:
        """Note what a statement did."""
        for change in changes:
            match change:
                case AddSchema(namespace):
                    self._add("schema", namespace.name)
                case DropSchema(namespace):
                    self._drop("schema", namespace.name)
                case AddTable(table):
                    self._add_table(table)
                case DropTable(table):
                    self._drop("table", *table.full_name)
                case RenameTable(before, after):
                    self._move(before, after)
                case ModifyTable(after=table, changes=parts):
                    for part in parts:
                        self._apply_part(table.full_name, part)
                case _:
                    pass

    def _apply_part(self, table: Name, part: TableChange) -> None:
        match part:
            case AddColumn(column):
                self._add("column", *table, column.name)
            case DropColumn(column):
                self._drop("column", *table, column.name)
            case RenameColumn(before, after):
                self._rename("column", table, before.name, after.name)
                origin = self._column_origins.pop((*table, before.name), before.name)
                self._column_origins[(*table, after.name)] = origin
            case AddIndex(index):
                self._add("index", *table, index.name)
            case DropIndex(index):
                self._drop("index", *table, index.name)
            case RenameIndex(before, after):
                self._rename("index", table, before, after)
            case AddForeignKey(key):
                self._add("foreign_key", *table, key.name)
            case DropForeignKey(key):
                self._drop("foreign_key", *table, key.name)
            case _:
                pass

    def _of(self, *resource: str) -> ResourceSpan:
        return self._spans.get(resource, ResourceSpan.UNKNOWN)

    def _add(self, *resource: str) -> None:
        self._spans[resource] = ResourceSpan.ADDED

    def _drop(self, *resource: str) -> None:
        self._spans[resource] = self._of(*resource) | ResourceSpan.DROPPED

    def _add_table(self, table: Table) -> None:
        self._add("table", *table.full_name)
        for column in table.columns:
            self._add("column", *table.full_name, column.name)
        for index in table.indexes:
            self._add("index", *table.full_name, index.name)
        for key in table.foreign_keys:
            self._add("foreign_key", *table.full_name, key.name)

    def _move(self, before: Name, after: Name) -> None:
        """A renamed table takes its span along, and its parts theirs."""
        self._origins[after] = self._origins.pop(before, before)
        for resource in list(self._column_origins):
            if resource[:2] == tuple(before):
                self._column_origins[(*after, *resource[2:])] = self._column_origins.pop(resource)
        for resource, span in list(self._spans.items()):
            if resource[0] != "schema" and resource[1:3] == tuple(before):
                del self._spans[resource]
                self._spans[(resource[0], *after, *resource[3:])] = span

    def _rename(self, kind: str, table: Name, before: str, after: str) -> None:
        span = self._spans.pop((kind, *table, before), ResourceSpan.UNKNOWN)
        self._spans[(kind, *table, after)] = span
