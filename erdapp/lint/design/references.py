"""ER105, ER107, ER108, ER116, ER117, ER119, ER120: foreign keys."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.lint.design.base import MYSQL, Design, found, listed
from erdapp.lint.design.rings import rings
from erdapp.lint.report import Diagnostic, Severity
from erdapp.schema import DataType, Dialect, ForeignKey, Table

_TEXTS = frozenset(
    {
        "text", "character varying", "character", "varchar", "char", "nvarchar", "nchar", "citext",
        "name", "tinytext", "mediumtext", "longtext",
    }
)  # fmt: skip
_ENGINES = ("", "innodb", "ndb", "ndbcluster", "pbxt")
"""Of MySQL and MariaDB, those that heed foreign keys."""


def _keys(design: Design) -> Iterator[tuple[Table, ForeignKey]]:
    for table in design.schema.tables:
        for key in table.foreign_keys:
            yield table, key


def _named(key: ForeignKey, table: Table) -> str:
    name = f'Foreign key "{key.name}"' if key.name else f"Foreign key {listed(key.columns)}"
    return f'{name} of table "{table.name}"'


def differing_types(design: Design) -> Iterator[Diagnostic]:
    for table, key in _keys(design):
        target = design.target(key)
        if target is None:
            continue
        for name, other in zip(key.columns, _referenced(key, target), strict=False):
            column, meant = table.column(name), target.column(other)
            if column is None or meant is None:
                continue
            if _kind(design, column.type) != _kind(design, meant.type):
                shown = (design.facts.short_type(one.type) for one in (column, meant))
                old, new = shown
                text = f'Column "{name}" of table "{table.name}" is {old}, but references'
                mend = "Give both the same type: values may not fit, and indexes may not serve"
                what = f'"{target.name}.{other}", which is {new}'
                yield found("ER105", f"{text} {what}", mend, table, name)


def _referenced(key: ForeignKey, target: Table) -> tuple[str, ...]:
    if key.ref_columns or target.primary_key is None:
        return key.ref_columns
    return target.primary_key.columns


def _kind(design: Design, type: DataType) -> tuple[object, ...]:
    """What of a type has to be the same on both sides; lengths of texts needn't be."""
    base = design.base(type)
    if base.dimensions == 0 and base.name in _TEXTS:
        return ("text",)
    if design.dialect is Dialect.SQLITE:
        return ("integer",) if "int" in base.name else (base.name,)
    return (
        base.name,
        base.schema,
        base.dimensions,
        tuple(m for m in base.modifiers if m != "zerofill"),
    )


def dangling(design: Design) -> Iterator[Diagnostic]:
    """To tables and columns that aren't there; other databases and namespaces aren't known."""
    for table, key in _keys(design):
        if key.ref_schema not in design.namespaces:
            continue
        target = design.target(key)
        if target is None:
            text = f'{_named(key, table)} references "{key.ref_table}", which isn\'t there'
            mend = "Create the table, or drop the key"
            yield found("ER107", text, mend, table, key.columns[0], Severity.ERROR)
            continue
        known = {design.facts.fold(column.name) for column in target.columns}
        gone = [name for name in key.ref_columns if design.facts.fold(name) not in known]
        if gone:
            text = f'{_named(key, table)} references {listed(gone)}, which "{target.name}" has not'
            yield found("ER107", text, "Name columns that are there", table, key.columns[0],
                        Severity.ERROR)  # fmt: skip


def not_unique(design: Design) -> Iterator[Diagnostic]:
    for table, key in _keys(design):
        target = design.target(key)
        columns = set(_referenced(key, target)) if target else set()
        if target is None or not columns or not columns <= {c.name for c in target.columns}:
            continue
        if columns not in _unique_sets(target):
            text = f'{_named(key, table)} references {listed(sorted(columns))} of "{target.name}",'
            mend = "Add a unique key over the referenced columns, or reference the primary key"
            yield found("ER108", f"{text} which isn't unique", mend, table, key.columns[0])


def _unique_sets(table: Table) -> list[set[str]]:
    sets = [set(unique.columns) for unique in table.uniques]
    sets += [
        {part.column for part in index.parts}
        for index in table.indexes
        if index.unique and not index.where
    ]
    return [*sets, set(table.primary_key.columns)] if table.primary_key else sets


def rings_without_entry(design: Design) -> Iterator[Diagnostic]:
    """Tables that need each other's rows first, with no NULL and no end of transaction to wait
    for."""
    needs: dict[str, set[str]] = {}
    by_name = {str(table.full_name): table for table in design.schema.tables}
    for table, key in _keys(design):
        target = design.target(key)
        required = all((c := table.column(name)) and not c.null for name in key.columns)
        if target is not None and target is not table and required and not key.deferrable:
            needs.setdefault(str(table.full_name), set()).add(str(target.full_name))
    for ring in rings(needs):
        first = by_name[ring[0]]
        text = f"Tables {listed(ring)} need each other's rows: none can be filled first"
        mend = "Make one of the foreign keys nullable, or DEFERRABLE where the database can"
        yield found("ER116", text, mend, first)


def set_null_on_required(design: Design) -> Iterator[Diagnostic]:
    for table, key in _keys(design):
        words = [
            f"ON {event} SET NULL"
            for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update))
            if action == "set null"
        ]
        required = [name for name in key.columns if (c := table.column(name)) and not c.null]
        if words and required:
            text = f"{_named(key, table)} says {words[0]}, but {listed(required)} is NOT NULL"
            mend = "Make the column nullable, or choose CASCADE or RESTRICT"
            yield found("ER117", text, mend, table, required[0])


def ignored_by_engine(design: Design) -> Iterator[Diagnostic]:
    if design.dialect not in MYSQL:
        return
    for table in design.schema.tables:
        engine = dict(table.options).get("engine", "")
        if table.foreign_keys and engine.lower() not in _ENGINES:
            text = f'Table "{table.name}" has foreign keys, which its engine {engine} ignores'
            yield found("ER119", text, "Use the engine InnoDB", table)


def declared_twice(design: Design) -> Iterator[Diagnostic]:
    for table in design.schema.tables:
        seen: dict[tuple[object, ...], ForeignKey] = {}
        for key in table.foreign_keys:
            what = (key.columns, key.ref_schema, key.ref_table, key.ref_columns)
            if what not in seen:
                seen[what] = key
                continue
            text = f'{_named(key, table)} says the same as "{seen[what].name}"'
            yield found("ER120", text, "Drop one of them", table, key.columns[0])
