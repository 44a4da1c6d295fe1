"""A schema as JSON in the shape of Atlas's `{{ json . }}`, with what Atlas leaves out added."""

from __future__ import annotations

import json
from typing import Any

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.export.relations import relations
from erdapp.schema import Column, Index, IndexPart, PrimaryKey, Schema, Table, Unique, View

Json = dict[str, Any]


def to_json(schema: Schema, indent: int | None = 2, database: str = "") -> str:
    """The document as text; `indent` None puts it on one line. `database` is the connected one."""
    return json.dumps(document(schema, database), indent=indent, ensure_ascii=False) + "\n"


def document(schema: Schema, database: str = "") -> Json:
    """`{"schemas": [{"name", "tables": […], "views": […]}]}`; absent things are left out."""
    dialect = facts(schema.dialect)
    home = dialect.default_namespace or database
    spaces = {space.name or home: space for space in schema.namespaces}
    names = {table.schema or home for table in schema.tables}
    names |= {item.schema or home for item in schema.objects()}
    names |= spaces.keys()
    refs = _references(schema, home)
    found = []
    for name in sorted(names or {home}):
        entry: Json = {"name": name}
        if name in spaces:
            space = spaces[name]
            _put(entry, comment=space.comment, charset=space.charset, collate=space.collation)
        own = [t for t in schema.tables if (t.schema or home) == name]
        views = [v for v in schema.views if (v.schema or home) == name]
        _put(entry, tables=[_table(table, dialect, refs) for table in own])
        _put(entry, views=[_view(view) for view in views])
        _put(entry, **_others(schema, name, home))
        found.append(entry)
    return {"schemas": found}


References = dict[tuple[str, str, str, tuple[str, ...]], Json]


def _put(entry: Json, **values: Any) -> None:
    """Add what is not empty."""
    entry.update({name: value for name, value in values.items() if value not in ("", [], None)})


def _references(schema: Schema, home: str) -> References:
    found: References = {}
    for relation in relations(schema):
        table, key = relation.table, relation.key
        target: Json = {"table": key.ref_table}
        if key.ref_schema != table.schema:
            target["schema"] = key.ref_schema or home
        target["columns"] = list(relation.ref_columns)
        found[(table.schema, table.name, key.name, key.columns)] = target
    return found


def _table(table: Table, dialect: Facts, refs: References) -> Json:
    entry: Json = {"name": table.name}
    _put(entry, comment=table.comment)
    _put(entry, columns=[_column(column, dialect) for column in table.columns])
    _put(entry, indexes=[*map(_index, table.indexes), *map(_unique, table.uniques)])
    if table.primary_key:
        entry["primary_key"] = _key(table.primary_key)
    keys = []
    for key in table.foreign_keys:
        item: Json = {"name": key.name, "columns": list(key.columns)}
        item["references"] = refs[(table.schema, table.name, key.name, key.columns)]
        _put(item, on_delete=_words(key.on_delete), on_update=_words(key.on_update))
        keys.append(item)
    checks = [{"name": check.name, "expr": check.expression} for check in table.checks]
    _put(entry, foreign_keys=keys, checks=checks)
    return entry


def _words(action: str) -> str:
    return action.upper().replace(" ", "_")


def _column(column: Column, dialect: Facts) -> Json:
    entry: Json = {"name": column.name, "type": dialect.type_sql(column.type)}
    if column.null:
        entry["null"] = True
    _put(entry, default=column.default, charset=column.charset, collate=column.collation)
    _put(entry, generated=column.generated and column.generated.expression)
    if column.auto_increment or column.identity:
        entry["auto_increment"] = True
    _put(entry, comment=column.comment)
    return entry


def _part(part: IndexPart) -> Json:
    entry: Json = {"desc": True} if part.desc else {}
    _put(entry, column=part.column, expr=part.expression, prefix=part.prefix or None)
    return entry


def _index(index: Index) -> Json:
    entry: Json = {"name": index.name}
    if index.unique:
        entry["unique"] = True
    entry["parts"] = [_part(part) for part in index.parts]
    _put(entry, type=index.method.upper(), where=index.where, include=list(index.include))
    _put(entry, comment=index.comment)
    return entry


def _unique(unique: Unique) -> Json:
    parts = [_part(part) for part in unique.parts]
    return {"name": unique.name, "unique": True, "parts": parts}


def _key(key: PrimaryKey) -> Json:
    entry: Json = {"name": key.name} if key.name else {}
    entry["parts"] = [_part(part) for part in key.parts]
    return entry


def _view(view: View) -> Json:
    entry: Json = {"name": view.name, "def": view.definition}
    if view.materialized:
        entry["materialized"] = True
    _put(entry, columns=[{"name": column.name} for column in view.columns], comment=view.comment)
    return entry


def _others(schema: Schema, namespace: str, home: str) -> Json:
    def own(space: str) -> bool:
        return (space or home) == namespace

    enums = [
        {"name": enum.name, "values": list(enum.values)}
        for enum in schema.enums
        if own(enum.schema)
    ]
    entry: Json = {"enums": enums}
    entry["sequences"] = [{"name": item.name} for item in schema.sequences if own(item.schema)]
    entry["domains"] = [{"name": item.name} for item in schema.domains if own(item.schema)]
    entry["composites"] = [{"name": item.name} for item in schema.composites if own(item.schema)]
    entry["functions"] = [
        {"name": item.name, "kind": item.kind, "def": item.definition}
        for item in schema.routines
        if own(item.schema)
    ]
    entry["triggers"] = [
        {"name": item.name, "table": item.table, "def": item.definition}
        for item in schema.triggers
        if own(item.schema)
    ]
    return entry
