"""What the page of one table shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from erdapp.dialects.view_columns import view_columns
from erdapp.export import export
from erdapp.loaders.base import Origin, Origins
from erdapp.schema import Column, Name, Schema, Table, Trigger, View
from erdapp.web import describe


@dataclass(frozen=True)
class ColumnRow:
    name: str
    type: str
    raw: str
    """The type as the source spelled it, where that differs."""
    null: bool
    attributes: tuple[str, ...]
    comment: str
    keys: tuple[str, ...]
    """Of `primary key`, `foreign key`, `unique`, `index`."""
    target: Name | None
    line: int


@dataclass(frozen=True)
class NamedText:
    name: str
    text: str
    comment: str = ""
    target: Name | None = None


@dataclass(frozen=True)
class TablePage:
    """A table or a view with all that belongs to it."""

    name: Name
    kind: str
    comment: str
    origin: Origin | None
    columns: tuple[ColumnRow, ...]
    keys: tuple[NamedText, ...]
    foreign_keys: tuple[NamedText, ...]
    referenced_by: tuple[NamedText, ...]
    indexes: tuple[NamedText, ...]
    checks: tuple[NamedText, ...]
    triggers: tuple[NamedText, ...]
    policies: tuple[NamedText, ...]
    options: tuple[tuple[str, str], ...]
    sql: str


def table_page(schema: Schema, name: Name, origins: Origins) -> TablePage | None:
    """The page of the table or view of that name; None when there is none."""
    if table := schema.table(name.name, name.schema):
        return _of_table(schema, table, origins)
    views = (v for v in schema.views if Name(v.schema, v.name) == name)
    view = next(views, None)
    return _of_view(schema, view, origins) if view else None


def _of_table(schema: Schema, table: Table, origins: Origins) -> TablePage:
    triggers = _triggers(schema, table.full_name)
    policies = tuple(p for p in schema.policies if Name(p.schema, p.table) == table.full_name)
    alone = Schema(dialect=schema.dialect, tables=(table,), triggers=triggers, policies=policies)
    keys = [NamedText(u.name, f"unique {describe.key_text(u)}", u.comment) for u in table.uniques]
    if key := table.primary_key:
        keys.insert(0, NamedText(key.name, f"primary key {describe.key_text(key)}", key.comment))
    keys += [NamedText(e.name, f"exclude {e.definition}", e.comment) for e in table.exclusions]
    return TablePage(
        name=table.full_name,
        kind="table",
        comment=table.comment,
        origin=origins.get(str(table.full_name)),
        columns=tuple(_column(schema, table, column, origins) for column in table.columns),
        keys=tuple(keys),
        foreign_keys=tuple(
            NamedText(k.name, describe.foreign_key_text(k), k.comment, describe.reference(k))
            for k in table.foreign_keys
        ),
        referenced_by=_referenced_by(schema, table.full_name),
        indexes=tuple(NamedText(i.name, describe.index_text(i), i.comment) for i in table.indexes),
        checks=tuple(NamedText(c.name, c.expression, c.comment) for c in table.checks),
        triggers=tuple(NamedText(t.name, t.definition, t.comment) for t in triggers),
        policies=tuple(NamedText(p.name, p.definition, p.comment) for p in policies),
        options=_options(table),
        sql=export(alone, "sql"),
    )


def _of_view(schema: Schema, view: View, origins: Origins) -> TablePage:
    name = Name(view.schema, view.name)
    columns = view_columns(schema)[name]
    types = {c.name: describe.short_type(c.type, schema.dialect) for c in columns if c.type}
    alone = Schema(dialect=schema.dialect, views=(view,))
    return TablePage(
        name=name,
        kind="materialized view" if view.materialized else "view",
        comment=view.comment,
        origin=origins.get(str(name)),
        columns=tuple(
            ColumnRow(c.name, types.get(c.name, ""), "", False, (), c.comment, (), None, 0)
            for c in columns
        ),
        keys=(),
        foreign_keys=(),
        referenced_by=(),
        indexes=tuple(NamedText(i.name, describe.index_text(i), i.comment) for i in view.indexes),
        checks=(),
        triggers=tuple(NamedText(t.name, t.definition, t.comment) for t in _triggers(schema, name)),
        policies=(),
        options=view.options,
        sql=export(alone, "sql"),
    )


def _column(schema: Schema, table: Table, column: Column, origins: Origins) -> ColumnRow:
    type = describe.short_type(column.type, schema.dialect)
    origin = origins.get(f"{table.full_name}.{column.name}")
    raw = origin.raw if origin and origin.raw.casefold() != type.casefold() else ""
    shown = msgspec.structs.replace(column, null=True)  # the page has a column of its own for it
    keys, target = _keys(table, column.name)
    return ColumnRow(
        name=column.name,
        type=type,
        raw=raw,
        null=column.null,
        attributes=describe.column_attributes(shown),
        comment=column.comment,
        keys=keys,
        target=target,
        line=origin.line if origin else 0,
    )


def _keys(table: Table, column: str) -> tuple[tuple[str, ...], Name | None]:
    found: list[str] = []
    references = [key for key in table.foreign_keys if column in key.columns]
    if table.primary_key and column in table.primary_key.columns:
        found.append("primary key")
    if references:
        found.append("foreign key")
    indexes = [i for i in table.indexes if column in {part.column for part in i.parts}]
    if any(column in u.columns for u in table.uniques) or any(i.unique for i in indexes):
        found.append("unique")
    elif indexes:
        found.append("index")
    return tuple(found), describe.reference(references[0]) if references else None


def _referenced_by(schema: Schema, name: Name) -> tuple[NamedText, ...]:
    return tuple(
        NamedText(
            name=key.name,
            text=f"({', '.join(key.columns)}){describe.actions_text(key)}",
            target=table.full_name,
        )
        for table in schema.tables
        for key in table.foreign_keys
        if describe.reference(key) == name
    )


def _triggers(schema: Schema, name: Name) -> tuple[Trigger, ...]:
    return tuple(t for t in schema.triggers if Name(t.schema, t.table) == name)


def _options(table: Table) -> tuple[tuple[str, str], ...]:
    found = list(table.options)
    if table.partition:
        children = len(table.partition.children)
        found.append(
            ("partitions", f"{table.partition.strategy} ({table.partition.key}), {children}")
        )
    if table.inherits:
        found.append(("inherits", ", ".join(table.inherits)))
    if table.row_security:
        found.append(("row security", table.row_security))
    return tuple(found)
