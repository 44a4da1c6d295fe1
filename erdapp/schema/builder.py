"""A schema under construction: loaders add, change, rename and drop objects, then freeze.

Look-ups fold names the way the dialect compares them (`fold`), values keep their own spelling.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from erdapp.schema.model import (
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
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
from erdapp.schema.names import Dialect, Key, Kind, Name
from erdapp.schema.renames import Written, column_renamed, table_renamed

T = TypeVar("T", bound=Object)


class SchemaBuilder:
    """Objects by folded key, in the order they came."""

    def __init__(self, dialect: Dialect, fold: Callable[[str], str] = str) -> None:
        self.dialect = dialect
        self.namespaces: dict[str, Namespace] = {}
        self._fold = fold
        self._as_is = fold("A") == "A"
        self._objects: dict[Key, Object] = {}

    def _folded(self, key: Key) -> Key:
        if self._as_is:
            return key
        fold = self._fold
        return Key(key.kind, fold(key.schema), fold(key.name), fold(key.scope))

    def put(self, item: Object) -> None:
        """Add an object, or replace the one of the same key."""
        self._objects[self._folded(item.key)] = item

    def get(self, key: Key) -> Object | None:
        return self._objects.get(self._folded(key))

    def table(self, name: Name) -> Table | None:
        found = self.get(Key(Kind.TABLE, name.schema, name.name))
        return found if isinstance(found, Table) else None

    def view(self, name: Name) -> View | None:
        found = self.get(Key(Kind.VIEW, name.schema, name.name))
        return found if isinstance(found, View) else None

    def take(self, key: Key) -> Object | None:
        """Remove just this object, leaving what hangs on it, and give it back."""
        return self._objects.pop(self._folded(key), None)

    def drop(self, key: Key) -> bool:
        """Remove an object; False when there is none. A table takes what hangs on it along."""
        found = self._objects.pop(self._folded(key), None)
        if isinstance(found, Table):
            self._drop_dependants(found)
        return found is not None

    def _drop_dependants(self, table: Table) -> None:
        for key, item in list(self._objects.items()):
            if item.key.schema != table.schema:
                continue
            match item:
                case Trigger() | Policy() | Definition() if item.table == table.name:
                    del self._objects[key]
                case Sequence(owned_by=(owner, _)) if owner == table.name:
                    del self._objects[key]

    def of(self, kind: type[T]) -> list[T]:
        """All objects of one class, in the order they came."""
        return [item for item in self._objects.values() if isinstance(item, kind)]

    def rename_table(self, old: Name, new: Name) -> None:
        """Rename a table in place, with all that refers to it."""
        renamed: dict[Key, Object] = {}
        for item in self._objects.values():
            moved = _after_table_rename(item, old, new)
            renamed[self._folded(moved.key)] = moved
        self._objects = renamed

    def rename_column(self, table: Name, old: str, new: str, written: Written = str) -> None:
        """Rename a column in place, in its table, in foreign keys and in owned sequences; in texts
        it is `written` so."""
        for key, item in self._objects.items():
            if isinstance(item, Table):
                self._objects[key] = column_renamed(item, table, old, new, written)
            elif isinstance(item, Sequence) and item.owned_by == (table.name, old):
                self._objects[key] = replace(item, owned_by=(table.name, new))

    def freeze(self) -> Schema:
        """The schema as a value: every collection sorted, except columns and enum values."""
        return Schema(
            dialect=self.dialect,
            namespaces=tuple(sorted(self.namespaces.values(), key=lambda space: space.name)),
            tables=tuple(_sorted_parts(table) for table in self._sorted(Table)),
            views=self._sorted(View),
            enums=self._sorted(Enum),
            domains=self._sorted(Domain),
            composites=self._sorted(Composite),
            sequences=self._sorted(Sequence),
            routines=self._sorted(Routine),
            triggers=self._sorted(Trigger),
            policies=self._sorted(Policy),
            extensions=self._sorted(Extension),
            definitions=self._sorted(Definition),
        )

    def _sorted(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(sorted(self.of(kind), key=lambda item: item.key))


def _after_table_rename(item: Object, old: Name, new: Name) -> Object:
    match item:
        case Table():
            return table_renamed(item, old, new)
        case Trigger() | Policy() | Definition():
            if item.table and Name(item.schema, item.table) == old:
                return replace(item, table=new.name, schema=new.schema)
        case Sequence(owned_by=(owner, column)) if Name(item.schema, owner) == old:
            return replace(item, owned_by=(new.name, column))
    return item


def _sorted_parts(table: Table) -> Table:
    return replace(
        table,
        uniques=by_name_and_content(table.uniques),
        foreign_keys=by_name_and_content(table.foreign_keys),
        checks=by_name_and_content(table.checks),
        exclusions=by_name_and_content(table.exclusions),
        indexes=by_name_and_content(table.indexes),
    )


P = TypeVar("P")


def by_name_and_content(parts: tuple[P, ...]) -> tuple[P, ...]:
    """The order of a table's parts: by name, and by content where names are the same."""
    if len(parts) < 2:
        return parts
    by_name = {getattr(part, "name", ""): part for part in parts}
    if len(by_name) == len(parts):
        return tuple(by_name[name] for name in sorted(by_name))
    return tuple(sorted(parts, key=lambda part: (getattr(part, "name", ""), repr(part))))
