"""Renames that people tell: which of them apply, and what two names written down may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.diff.changes import Rename
from erdapp.diff.resolve import Renames as Resolved
from erdapp.diff.resolve import part_names, resolve
from erdapp.schema import Kind, Name, Schema, Table

TOP_LEVEL = (
    Kind.TABLE,
    Kind.VIEW,
    Kind.ENUM,
    Kind.DOMAIN,
    Kind.COMPOSITE,
    Kind.SEQUENCE,
    Kind.ROUTINE,
)
PARTS = ("column", "index", "constraint")
VALUE = "value"


class Told(Struct, frozen=True):
    """Told renames sorted by whether they say anything about two schemas."""

    applied: tuple[Rename, ...]
    idle: tuple[Rename, ...]


def told(before: Schema, after: Schema, renames: Sequence[Rename]) -> Told:
    """Which renames apply: the old name is there before, the new one only after."""
    if not renames:
        return Told((), ())
    found = resolve(before, after, renames)
    known = {table.full_name for table in before.tables}
    back = {new: old for old, new in found.tables.items()}
    applied = tuple(r for r in renames if _applies(r, found, known, back))
    return Told(applied, tuple(r for r in renames if r not in applied))


def _applies(rename: Rename, found: Resolved, known: set[Name], back: dict[Name, Name]) -> bool:
    owner = Name(rename.schema, rename.table)
    origin = back.get(owner, owner)
    match rename.kind:
        case Kind.TABLE:
            old = back.get(Name(rename.schema, rename.after))
            return old is not None and rename.before in (old.name, f"{old.schema}.{old.name}")
        case "column":
            return found.columns.get(origin, {}).get(rename.before) == rename.after
        case "index":
            return found.indexes.get(origin, {}).get(rename.before) == rename.after
        case "constraint":
            return found.constraints.get(origin, {}).get(rename.before) == rename.after
        case "value" if rename.column:
            names = found.column_values.get(origin, {}).get(rename.column, {})
            return names.get(rename.before) == rename.after
        case "value":
            return any(names.get(rename.before) == rename.after for names in found.values.values())
        case kind:
            return any(
                (new.kind, new.schema, new.name) == (kind, rename.schema, rename.after)
                and rename.before in (old.name, f"{old.schema}.{old.name}")
                for old, new in found.objects.items()
            )


# --- two names as somebody wrote them -----------------------------------------------------------


def readings(before: Schema, after: Schema, old: str, new: str, kind: str = "") -> list[Rename]:
    """What `old=new` may mean: objects (`a`, `ns.a`), parts (`table.part`), values of enums
    (`enum.value`, `table.column.value`); the new owner may be left out. `kind` narrows it."""
    wanted = _KINDS.get(kind, (kind,)) if kind else (*map(str, TOP_LEVEL), *PARTS, VALUE)
    found = [
        *_objects(before, after, old, new, wanted),
        *_parts(before, after, old, new, wanted),
    ]
    if VALUE in wanted:
        found += _values(before, after, old, new)
    return found


_KINDS: dict[str, tuple[str, ...]] = {
    "type": ("enum", "domain", "composite"),
    "key": ("constraint", "index"),
}
KIND_WORDS = (*map(str, TOP_LEVEL), *PARTS, VALUE, *_KINDS)


def _name(text: str) -> Name:
    schema, _, name = text.rpartition(".")
    return Name(schema, name)


def _objects(
    before: Schema, after: Schema, old: str, new: str, kinds: Sequence[str]
) -> Iterator[Rename]:
    source, target = _name(old), _name(new)
    if not target.schema:
        target = Name(source.schema, target.name)
    there = {item.key.kind.value for item in before.objects() if item.key[1:3] == source}
    here = {item.key.kind.value for item in after.objects() if item.key[1:3] == target}
    said = source.name if source.schema == target.schema else f"{source.schema}.{source.name}"
    for kind in kinds:
        if kind in there & here:
            yield Rename(kind, said, target.name, target.schema)


def _parts(
    before: Schema, after: Schema, old: str, new: str, kinds: Sequence[str]
) -> Iterator[Rename]:
    owner, _, part = old.rpartition(".")
    new_owner, _, new_part = new.rpartition(".")
    for source, target in _owners(before, after, owner, new_owner or owner):
        for kind in PARTS:
            named = part in part_names(kind, source) and new_part in part_names(kind, target)
            # A bare name is an index or a constraint somewhere, never a column of any table.
            if kind in kinds and named and (owner or kind != "column"):
                yield Rename(kind, part, new_part, target.schema, target.name)


def _owners(
    before: Schema, after: Schema, owner: str, new_owner: str
) -> Iterator[tuple[Table, Table]]:
    if owner:
        source, target = before.table(*_name(owner)[::-1]), after.table(*_name(new_owner)[::-1])
        if source and target:
            yield source, target
        return
    tables = {table.full_name: table for table in after.tables}
    for table in before.tables:
        if table.full_name in tables:
            yield table, tables[table.full_name]


def _values(before: Schema, after: Schema, old: str, new: str) -> Iterator[Rename]:
    owner, _, value = old.rpartition(".")
    new_owner, _, wanted = new.rpartition(".")
    source, target = _name(owner), _name(new_owner or owner)
    there = {Name(enum.schema, enum.name): enum.values for enum in before.enums}
    here = {Name(enum.schema, enum.name): enum.values for enum in after.enums}
    if value in there.get(source, ()) and wanted in here.get(target, ()):
        yield Rename(VALUE, value, wanted, *target)
    for table, now in _owners(before, after, source.schema, target.schema):
        first, last = table.column(source.name), now.column(target.name)
        listed = first and last and first.type.name in ("enum", "set")
        if listed and first and last and value in first.type.args and wanted in last.type.args:
            yield Rename(VALUE, value, wanted, now.schema, now.name, last.name)
