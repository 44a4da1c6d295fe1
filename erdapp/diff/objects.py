"""Top-level objects other than tables compared by their keys."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddObject,
    AddSchema,
    Aspect,
    Aspects,
    DropObject,
    DropSchema,
    ModifyObject,
    ModifySchema,
    RenameObject,
)
from erdapp.diff.resolve import Renames
from erdapp.schema import (
    Composite,
    Extension,
    Key,
    Kind,
    Namespace,
    Object,
    Schema,
    View,
    ViewColumn,
)

ObjectChange = AddObject | DropObject | ModifyObject | RenameObject

_ASPECTS: tuple[tuple[str, Aspect], ...] = (
    ("definition", Aspect.DEFINITION),
    ("materialized", Aspect.DEFINITION),
    ("values", Aspect.VALUES),
    ("attributes", Aspect.PARTS),
    ("type", Aspect.TYPE),
    ("null", Aspect.NULL),
    ("default", Aspect.DEFAULT),
    ("checks", Aspect.EXPRESSION),
    ("collation", Aspect.COLLATION),
    ("indexes", Aspect.PARTS),
    ("kind", Aspect.DEFINITION),
    ("comment", Aspect.COMMENT),
    ("options", Aspect.OPTIONS),
    ("start", Aspect.OPTIONS),
    ("increment", Aspect.OPTIONS),
    ("min_value", Aspect.OPTIONS),
    ("max_value", Aspect.OPTIONS),
    ("cache", Aspect.OPTIONS),
    ("cycle", Aspect.OPTIONS),
    ("owned_by", Aspect.REFERENCE),
)


def object_changes(before: Schema, after: Schema, found: Renames) -> Iterator[ObjectChange]:
    """Renames, then drops, modifications and additions, each by key."""
    yield from (RenameObject(old, new) for old, new in found.objects.items())
    yield from _renamed_values(found)
    old = _by_key(before)
    new = _by_key(after)
    yield from (DropObject(item) for key, item in old.items() if key not in new)
    for key, item in new.items():
        known = old.get(key)
        if known is None:
            yield AddObject(item)
        elif known != item:
            aspects = object_aspects(known, item)
            if aspects:
                yield ModifyObject(known, item, aspects)


def _renamed_values(found: Renames) -> Iterator[RenameObject]:
    """A value of an enum is named by a key whose scope is the enum's new name."""
    for enum, names in found.values.items():
        owner = found.objects.get(enum, enum)
        for old, new in names.items():
            yield RenameObject(
                Key(Kind.ENUM, owner.schema, old, owner.name),
                Key(Kind.ENUM, owner.schema, new, owner.name),
            )


def _by_key(schema: Schema) -> dict[Key, Object]:
    return {item.key: item for item in _others(schema)}


def _others(schema: Schema) -> tuple[Object, ...]:
    """All objects but the tables, which come first."""
    return schema.objects()[len(schema.tables) :]


def object_aspects(before: Object, after: Object) -> Aspects:
    """In what two objects of one key differ.

    An extension's namespace counts only when both sides name one: it is mostly the server's
    choice.
    """
    if isinstance(before, Extension) and isinstance(after, Extension):
        if before.schema and after.schema and before.schema != after.schema:
            return (Aspect.OPTIONS,)
        return (Aspect.COMMENT,) if before.comment != after.comment else ()
    if isinstance(before, Composite) and isinstance(after, Composite):
        before, after = _in_order(before), _in_order(after)
    fields = set(before.__struct_fields__)
    found = [
        aspect
        for field, aspect in _ASPECTS
        if field in fields and getattr(before, field) != getattr(after, field)
    ]
    if isinstance(before, View) and isinstance(after, View):
        found += _view_columns(before.columns, after.columns)
    return tuple(dict.fromkeys(found))


def _in_order(item: Composite) -> Composite:
    """By name: as with columns, a new attribute comes last whatever its place in the source."""
    return replace(item, attributes=tuple(sorted(item.attributes, key=lambda a: a.name)))


def _view_columns(
    before: tuple[ViewColumn, ...], after: tuple[ViewColumn, ...]
) -> Iterator[Aspect]:
    """Declared names and comments; types of view columns are what they are."""
    comments = [{c.name: c.comment for c in columns if c.comment} for columns in (before, after)]
    if comments[0] != comments[1]:
        yield Aspect.COMMENT


def namespace_changes(
    before: Schema, after: Schema, default: str
) -> Iterator[AddSchema | DropSchema | ModifySchema]:
    """Namespaces by name, those included that are only lived in; the default one is there in any
    case and never added or dropped."""
    old, new = _namespaces(before), _namespaces(after)
    for name, space in new.items():
        known = old.get(name) or (Namespace(name=name) if name in ("", default) else None)
        if known is None:
            yield AddSchema(space)
        elif known != space:
            yield ModifySchema(known, space)
    for name, space in old.items():
        if name in new:
            continue
        if name in ("", default):
            if space != Namespace(name=name):
                yield ModifySchema(space, Namespace(name=name))
        else:
            yield DropSchema(space)


def _namespaces(schema: Schema) -> dict[str, Namespace]:
    lived_in = {table.schema for table in schema.tables}
    lived_in = (lived_in | {item.key.schema for item in _others(schema)}) - {""}
    found = {name: Namespace(name=name) for name in sorted(lived_in)}
    return {**found, **{space.name: space for space in schema.namespaces}}
