"""Renames applied to the old schema, so that everything else compares by new names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff.changes import Rename
from erdapp.diff.resolve import NameMap, Renames, resolve
from erdapp.schema import (
    Column,
    Composite,
    DataType,
    Definition,
    Dialect,
    Domain,
    Enum,
    Key,
    Kind,
    Name,
    Object,
    Policy,
    Schema,
    Table,
    Trigger,
    View,
)
from erdapp.schema import (
    Sequence as DatabaseSequence,
)
from erdapp.schema.renames import (
    Written,
    column_renamed,
    may_be_in,
    rename_in_text,
    table_renamed,
)

T = TypeVar("T", bound=Object)

_FOLLOWS = frozenset({Dialect.POSTGRES, Dialect.SQLITE})
"""Where the server rewrites triggers, policies and rules when their table is renamed."""


def apply_renames(before: Schema, after: Schema, renames: Sequence[Rename]) -> Schema:
    """`before` with the renames that apply carried through everything that mentions them.

    Routines keep their text: no server rewrites their bodies.
    """
    return renamed(before, resolve(before, after, renames))


def renamed(before: Schema, found: Renames) -> Schema:
    """`before` with resolved renames; displaced tables are left out."""
    if not found:
        return before
    tables = _with_types(_tables(before, found), found, _written(before.dialect))
    swap = _view_texts(before, found)
    hanging = swap if before.dialect in _FOLLOWS else str
    return replace(
        before,
        tables=_sorted(tables),
        views=_sorted(_view(_key(item, found), swap) for item in before.views),
        enums=_sorted(_enum(item, found) for item in before.enums),
        domains=_sorted(_domain_types(_key(item, found), found) for item in before.domains),
        composites=_sorted(_attributes(_key(item, found), found) for item in before.composites),
        sequences=_sorted(_sequence(item, found) for item in before.sequences),
        routines=_sorted(_key(item, found) for item in before.routines),
        triggers=_sorted(_hanging(_key(item, found), found, hanging) for item in before.triggers),
        policies=_sorted(_hanging(_key(item, found), found, hanging) for item in before.policies),
        definitions=_sorted(
            _hanging(_key(item, found), found, hanging) for item in before.definitions
        ),
    )


def _sorted(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: item.key))


# --- tables -----------------------------------------------------------------------------------


def _tables(before: Schema, found: Renames) -> list[Table]:
    result = []
    written = _written(before.dialect)
    for table in before.tables:
        origin = table.full_name
        if origin in found.displaced:
            continue
        renamed_columns = found.columns.get(origin)
        for key in table.foreign_keys:
            target = Name(key.ref_schema, key.ref_table)
            if target in found.columns and target != origin:
                table = _columns(table, target, found.columns[target], written)
        if renamed_columns:
            table = _columns(table, origin, renamed_columns, written)
        result.append(_table_names(table, found))
    return result


def _written(dialect: Dialect) -> Written:
    """Names as they stand in texts in normal form."""
    return facts(dialect).name


def _columns(table: Table, owner: Name, names: NameMap, written: Written) -> Table:
    """All of one table's column renames at once, so that two columns may swap names.

    The names in between are plain words, or expressions would not be read with them.
    """
    for number, old in enumerate(names):
        table = column_renamed(table, owner, old, f"__renamed_{number}__")
    for number, new in enumerate(names.values()):
        table = column_renamed(table, owner, f"__renamed_{number}__", new, written)
    return table


def _table_names(table: Table, found: Renames) -> Table:
    if not found.tables:
        return table
    origin = table.full_name
    targets = {origin, *(Name(key.ref_schema, key.ref_table) for key in table.foreign_keys)}
    moved = [name for name in targets if name in found.tables]
    if table.inherits:
        moved = list(found.tables)
    for number, old in enumerate(moved):
        table = table_renamed(table, old, Name("\0", str(number)))
    for number, old in enumerate(moved):
        table = table_renamed(table, Name("\0", str(number)), found.tables[old])
    return table


# --- types and sequences inside tables ---------------------------------------------------------


def _with_types(tables: list[Table], found: Renames, written: Written) -> list[Table]:
    types = {key: new for key, new in found.objects.items() if key.kind in _TYPE_KINDS}
    sequences = {key: new for key, new in found.objects.items() if key.kind is Kind.SEQUENCE}
    if not (types or sequences or found.values):
        return tables
    swap = _type_texts(types, sequences, found, written)
    return [_table_types(table, types, swap) for table in tables]


_TYPE_KINDS = frozenset({Kind.ENUM, Kind.DOMAIN, Kind.COMPOSITE})


def _type_texts(
    types: dict[Key, Key], sequences: dict[Key, Key], found: Renames, written: Written
) -> Callable[[str], str]:
    def swap(text: str) -> str:
        for enum, names in found.values.items():
            for old, new in names.items():
                text = _cast_literal(text, old, new, enum.name)
        for key, wanted in types.items():
            text = _cast_type(text, key.name, written(wanted.name))
        for key, wanted in sequences.items():
            text = _sequence_text(text, key.name, wanted.name)
        return text

    return swap


def quoted(text: str) -> str:
    return text.replace("'", "''")


def _cast_literal(text: str, old: str, new: str, enum: str) -> str:
    """`'old'::mood` as `'new'::mood`, where the type is that enum."""
    literal = f"'{quoted(old)}'::"
    if literal not in text:
        return text
    pattern = re.escape(literal) + r"(?=(?:\w+\.|\"[^\"]+\"\.)?\"?" + re.escape(enum) + r"\b)"
    return re.sub(pattern, lambda _: f"'{quoted(new)}'::", text)


def _cast_type(text: str, old: str, new: str) -> str:
    """`x::old` as `x::new`: elsewhere the word is the name of a column, mostly of that type."""
    if "::" not in text:
        return text
    quoted_old = old.replace('"', '""')
    plain = rf"{re.escape(old)}(?![\w$])" if re.fullmatch(r"\w+", old) else r"(?!)"
    pattern = rf'(::(?:(?:\w+|"(?:[^"]|"")*")\.)?)(?:"{re.escape(quoted_old)}"|{plain})'
    return re.sub(pattern, lambda match: match[1] + new, text)


def _sequence_text(text: str, old: str, new: str) -> str:
    """The sequence inside `nextval('orders_id_seq'::regclass)`."""
    if "nextval" not in text or old not in text:
        return text
    name = new if re.fullmatch(r"[a-z_][a-z0-9_$]*", new) else f'"{quoted(new)}"'
    pattern = rf"(?<=[.'])(?:\"{re.escape(old)}\"|{re.escape(old)})(?=')"
    return re.sub(pattern, lambda _: name, text)


def _table_types(table: Table, types: dict[Key, Key], swap: Callable[[str], str]) -> Table:
    columns = tuple(_column_type(column, types, swap) for column in table.columns)
    checks = tuple(replace(check, expression=swap(check.expression)) for check in table.checks)
    indexes = tuple(
        replace(
            index,
            where=swap(index.where),
            parts=tuple(replace(p, expression=swap(p.expression)) for p in index.parts),
        )
        for index in table.indexes
    )
    return replace(table, columns=columns, checks=checks, indexes=indexes)


def _column_type(column: Column, types: dict[Key, Key], swap: Callable[[str], str]) -> Column:
    type_ = _data_type(column.type, types)
    default = None if column.default is None else swap(column.default)
    generated = column.generated
    if generated:
        generated = replace(generated, expression=swap(generated.expression))
    if (type_, default, generated) == (column.type, column.default, column.generated):
        return column
    return replace(column, type=type_, default=default, generated=generated)


def _data_type(type_: DataType, types: dict[Key, Key]) -> DataType:
    if type_.user:
        for key, wanted in types.items():
            if (key.schema, key.name) == (type_.schema, type_.name):
                return replace(type_, schema=wanted.schema, name=wanted.name)
    return type_


# --- other objects ----------------------------------------------------------------------------


def _key(item: T, found: Renames) -> T:
    wanted = found.objects.get(item.key)
    if wanted is None:
        return item
    return replace(item, schema=wanted.schema, name=wanted.name)


def _enum(item: Enum, found: Renames) -> Enum:
    names = found.values.get(item.key, {})
    values = tuple(names.get(value, value) for value in item.values)
    return replace(_key(item, found), values=values)


def _types_of(found: Renames) -> dict[Key, Key]:
    return {key: new for key, new in found.objects.items() if key.kind in _TYPE_KINDS}


def _domain_types(item: Domain, found: Renames) -> Domain:
    return replace(item, type=_data_type(item.type, _types_of(found)))


def _attributes(item: Composite, found: Renames) -> Composite:
    types = _types_of(found)
    return replace(item, attributes=tuple(_column_type(a, types, str) for a in item.attributes))


def _sequence(item: DatabaseSequence, found: Renames) -> DatabaseSequence:
    moved = _key(item, found)
    if item.owned_by is None:
        return moved
    table, column = item.owned_by
    origin = Name(item.schema, table)
    wanted = found.tables.get(origin, origin)
    if moved.schema == origin.schema:
        moved = replace(moved, schema=wanted.schema)  # it moves along with its table
    return replace(moved, owned_by=(wanted.name, found.columns.get(origin, {}).get(column, column)))


def _view(item: View, swap: Callable[[str], str]) -> View:
    return replace(item, definition=swap(item.definition))


H = TypeVar("H", Trigger, Policy, Definition)


def _hanging(item: H, found: Renames, swap: Callable[[str], str]) -> H:
    """A trigger, policy or rule moves along with its table."""
    if not item.table:
        return item
    origin = Name(item.schema, item.table)
    wanted = found.tables.get(origin, origin)
    if wanted == origin and origin not in found.columns:
        return item
    text = swap(item.definition)
    return replace(item, table=wanted.name, schema=wanted.schema, definition=text)


def _view_texts(before: Schema, found: Renames) -> Callable[[str], str]:
    """What renames make of a view's text, as well as a text can tell."""
    types = _types_of(found)
    sequences = {key: new for key, new in found.objects.items() if key.kind is Kind.SEQUENCE}
    views = [(k.name, v.name) for k, v in found.objects.items() if k.kind is Kind.VIEW]
    written = _written(before.dialect)
    inner = _type_texts(types, sequences, found, written)

    def swap(text: str) -> str:
        text = inner(text)
        for table, names in found.columns.items():
            if may_be_in(text, table.name):
                for old, new in names.items():
                    text = rename_in_text(text, old, new, written)
        for old_name, new_name in found.tables.items():
            text = rename_in_text(text, old_name.name, new_name.name, written)
        for old, new in views:
            text = rename_in_text(text, old, new, written)
        return text

    return swap
