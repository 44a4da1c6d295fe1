"""PostgreSQL: the columns of a type that changes through a new one of its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec.structs import replace

from erdapp.diff.changes import Changes, ModifyObject
from erdapp.planner.postgres_modify import is_replaced
from erdapp.planner.postgres_parts import bound_to, parts_of, unnamed
from erdapp.planner.postgres_types import TypeUser
from erdapp.schema import Column, DataType, Domain, Enum, Name, Object, Table
from erdapp.schema.select import parents


class TypeUsers:
    """Looks up who keeps columns of a type, between two schemas."""

    def __init__(
        self, before: Mapping[Name, Table], after: Mapping[Name, Table], changes: Changes
    ) -> None:
        """`before` and `after` are the tables of the two schemas, by name."""
        self._before, self._after, self._changes = before, after, changes

    def of(self, item: Object) -> list[TypeUser]:
        """Tables that keep columns of the type; none of what is no enum or domain."""
        found: list[TypeUser] = []
        if not isinstance(item, Enum | Domain):
            return found
        for name, table in self._before.items():
            wanted = self._after.get(name)
            if wanted is None:
                continue
            old = {column.name for column in table.columns if _is_of(column.type, item)}
            old -= self._of_parents(table, wanted)
            kept = tuple(c for c in wanted.columns if c.name in old and _is_of(c.type, item))
            if kept:
                bound = bound_to(table, column_names(kept))
                same = {unnamed(part) for part in parts_of(wanted)}
                again = tuple(part for part in bound if unnamed(part) in same)
                found.append(TypeUser(replace(wanted, columns=kept), bound, again))
        return found

    def _of_parents(self, table: Table, wanted: Table) -> set[str]:
        """Names of columns that are cast along with the parents' ones."""
        kept = set(parents(table)) & set(parents(wanted))
        above = (parent for name in kept if (parent := self._after.get(name)))
        return {column.name for parent in above for column in parent.columns}

    @cached_property
    def gone(self) -> dict[Name, frozenset[str]]:
        """Names of checks and indexes that go already when a type is replaced."""
        found: dict[Name, frozenset[str]] = {}
        for change in self._changes:
            if isinstance(change, ModifyObject) and is_replaced(change):
                for user in self.of(change.after):
                    name = user.table.full_name
                    gone = {part.name for part in user.bound if part not in user.again}
                    found[name] = found.get(name, frozenset()) | gone
        return found


def _is_of(type_: DataType, item: Object) -> bool:
    return type_.user and (type_.schema, type_.name) == (item.key.schema, item.key.name)


def column_names(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)
