"""Globs over what is in a schema: `users`, `audit_*`, `billing.*`, `users.tmp_*`, `*[type=view]`.

The forms are Atlas's: names parted by dots (namespace, object, part of a table), each a glob, each
with the types that it is meant for. Two names are a namespace and an object where that exists, else
a table and what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from erdapp.schema.model import Extension, Object, Routine, Schema, Table, View
from erdapp.schema.model import Sequence as NumberSequence

_PART = re.compile(r"((?:[^.\[\]]|\[(?!type)[^\]]*\])+)(?:\[type=([^\]]*)\])?(?:\.|$)")
_PARTS = ("columns", "indexes", "uniques", "foreign_keys", "checks", "exclusions")
_TYPES = {
    "columns": "column",
    "indexes": "index",
    "uniques": "unique",
    "foreign_keys": "foreign_key",
    "checks": "check",
    "exclusions": "exclusion",
}
_ALIASES = {"fk": "foreign_key", "func": "function", "proc": "procedure"}


class PatternError(ValueError):
    """A pattern that isn't one."""


class Glob(Struct, frozen=True):
    """One name of a pattern; without types it is for everything."""

    name: str
    types: frozenset[str] = frozenset()

    def fits(self, name: str, kind: str) -> bool:
        return fnmatchcase(name, self.name) and (not self.types or kind in self.types)


Pattern = tuple[Glob, ...]
_ANY = Glob("*")


def pattern(text: str) -> Pattern:
    """A pattern of one to three names. Raises PatternError."""
    found: list[Glob] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            raise PatternError(f"{text!r} is no pattern: write schema.table.column[type=column]")
        words = filter(None, (word.strip() for word in (match[2] or "").split("|")))
        types = frozenset(_ALIASES.get(word, word) for word in words)
        found.append(Glob(match[1], types))
        at = match.end()
    if not 1 <= len(found) <= 3:
        raise PatternError(f"{text!r} is no pattern: it has one to three names parted by dots")
    return tuple(found)


def kind_of(item: Object) -> str:
    """The type of an object, as a pattern says it."""
    match item:
        case View(materialized=True):
            return "materialized"
        case Routine():
            return item.kind
        case _:
            return str(item.key.kind)


class Patterns:
    """Patterns read against one schema; `default` is what its empty namespace is called."""

    def __init__(self, schema: Schema, texts: Iterable[str], default: str) -> None:
        self._default = default
        self._spaces: list[Glob] = []
        self._objects: list[Pattern] = []
        """Of a namespace and an object."""
        self._parts: list[Pattern] = []
        """Of a namespace, a table and a part."""
        for one in map(pattern, texts):
            if len(one) == 1:
                self._spaces += one
                self._objects.append((_ANY, *one))
            elif len(one) == 3:
                self._parts.append(one)
            elif any(self._is(one, item) for item in schema.objects()):
                self._objects.append(one)
            else:
                self._parts.append((_ANY, *one))

    def _is(self, one: Pattern, item: Object) -> bool:
        space = item.key.schema or self._default
        return one[0].fits(space, "schema") and one[1].fits(item.key.name, kind_of(item))

    def object(self, item: Object) -> bool:
        """Whether a pattern is for the object itself, or for its whole namespace."""
        return self.namespace(item.key.schema) or any(self._is(one, item) for one in self._objects)

    def namespace(self, name: str) -> bool:
        """Whether a pattern is for a whole namespace, which the default one is never: a glob
        over tables would take all of them."""
        return bool(name) and any(glob.fits(name, "schema") for glob in self._spaces)

    def part(self, table: Table, name: str, kind: str) -> bool:
        """Whether a pattern is for a part of the table."""
        space = table.schema or self._default
        return any(
            one[0].fits(space, "schema")
            and one[1].fits(table.name, "table")
            and one[2].fits(name, kind)
            for one in self._parts
        )


def only(schema: Schema, texts: Sequence[str], default: str) -> Schema:
    """The schema with those tables and views alone that the patterns are for."""
    patterns = Patterns(schema, texts, default)
    others: list[Object] = [item for item in schema.tables if not patterns.object(item)]
    others += [item for item in schema.views if not patterns.object(item)]
    return _rid_of(schema, others, None)


def without(schema: Schema, texts: Sequence[str], default: str) -> Schema:
    """The schema without what the patterns are for, and without what belonged to that: triggers
    and policies of a table, sequences of its columns, keys and indexes over a column."""
    patterns = Patterns(schema, texts, default)
    found = _rid_of(schema, [o for o in schema.objects() if patterns.object(o)], patterns)
    spaces = tuple(space for space in schema.namespaces if not patterns.namespace(space.name))
    return replace(found, namespaces=spaces)


def in_namespaces(schema: Schema, names: Sequence[str], default: str) -> Schema:
    """The schema with what is in these namespaces; extensions are in none."""
    wanted = {"" if name == default else name for name in names}
    others = [
        item
        for item in schema.objects()
        if item.key.schema not in wanted and not isinstance(item, Extension)
    ]
    spaces = tuple(space for space in schema.namespaces if space.name in wanted)
    return replace(_rid_of(schema, others, None), namespaces=spaces)


def _rid_of(schema: Schema, others: Sequence[Object], patterns: Patterns | None) -> Schema:
    """The schema without the objects and what belongs to them; and without parts of tables."""
    keys = {item.key for item in others}
    tables = {
        (item.key.schema, item.key.name) for item in others if isinstance(item, (Table, View))
    }
    kept: dict[str, Any] = {}
    for field in schema.__struct_fields__[2:]:
        kept[field] = tuple(
            _without_parts(item, patterns) if patterns and isinstance(item, Table) else item
            for item in getattr(schema, field)
            if item.key not in keys and not _belongs_to(item, tables)
        )
    return replace(schema, **kept)


def _belongs_to(item: Object, gone: set[tuple[str, str]]) -> bool:
    owner = getattr(item, "table", "")
    if isinstance(item, NumberSequence) and item.owned_by:
        owner = item.owned_by[0]
    return bool(owner) and (item.key.schema, owner) in gone


def _without_parts(table: Table, patterns: Patterns) -> Table:
    lost = {c.name for c in table.columns if patterns.part(table, c.name, "column")}
    changed: dict[str, Any] = {}
    for field in _PARTS:
        items = getattr(table, field)
        kept = tuple(
            item
            for item in items
            if not patterns.part(table, item.name, _TYPES[field]) and not _columns(item) & lost
        )
        if len(kept) != len(items):
            changed[field] = kept
    key = table.primary_key
    if key is not None and (
        set(key.columns) & lost or patterns.part(table, key.name or "PRIMARY", "primary_key")
    ):
        changed["primary_key"] = None
    columns = tuple(column for column in table.columns if column.name not in lost)
    if len(columns) != len(table.columns):
        changed["columns"] = columns
    return replace(table, **changed) if changed else table


def _columns(item: object) -> set[str]:
    """The columns that a key or an index is over."""
    named = set(getattr(item, "columns", ()))
    return named | {part.column for part in getattr(item, "parts", ()) if part.column}
