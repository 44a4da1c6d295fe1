"""What is written as DBML reads as the same schema, as far as DBML has words for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.dbml import load_dbml
from erdapp.loaders.sql import load_sql
from erdapp.schema import (
    Check,
    Column,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Table,
)
from tests.corpus import CORPUS, needs_corpus

SCHEMAS = sorted(
    path.relative_to(CORPUS).as_posix()
    for dialect in Dialect
    for path in (CORPUS / dialect.value).glob("*.sql")
)


def sayable(schema: Schema) -> Schema:
    """The schema without what DBML has no word for: all but tables and enums; of tables options,
    partitions, parents, row security and exclusions; of columns generation, collations, ON UPDATE
    and options; of constraints deferrability and the like; of indexes conditions, directions,
    classes and includes. A named unique constraint is a unique index in DBML."""
    known = {table.full_name for table in schema.tables}
    return Schema(
        dialect=schema.dialect,
        tables=tuple(_table(table, schema, known) for table in schema.tables),
        enums=tuple(replace(enum, comment="") for enum in schema.enums),
        namespaces=tuple(
            replace(space, comment="")
            for space in schema.namespaces
            if any(item.schema == space.name for item in (*schema.tables, *schema.enums))
        ),
    )


def _table(table: Table, schema: Schema, known: set) -> Table:
    key = table.primary_key
    indexes = [
        Index(
            name=index.name,
            parts=_parts(index.parts),
            unique=index.unique,
            method=index.method if index.method.isidentifier() else "",
            comment=index.comment,
        )
        for index in table.indexes
    ]
    named = [unique for unique in table.uniques if unique.name]
    indexes += [Index(name=one.name, parts=_parts(one.parts), unique=True) for one in named]
    keys = [
        ForeignKey(
            columns=fk.columns,
            ref_table=fk.ref_table,
            ref_schema=fk.ref_schema,
            ref_columns=fk.ref_columns,
            name=fk.name,
            on_delete=fk.on_delete,
            on_update=fk.on_update,
        )
        for fk in table.foreign_keys
        if (fk.ref_schema, fk.ref_table) in known
    ]
    checks = [
        Check(expression=check.expression, name=check.name)
        for check in table.checks
        if "`" not in check.expression
    ]
    return Table(
        name=table.name,
        schema=table.schema,
        comment=table.comment,
        columns=tuple(_column(column) for column in table.columns),
        primary_key=key and PrimaryKey(parts=_parts(key.parts), name=key.name),
        uniques=tuple(
            replace(one, parts=_parts(one.parts), options=())
            for one in table.uniques
            if not one.name
        ),
        foreign_keys=tuple(keys),
        checks=tuple(checks),
        indexes=tuple(sorted(indexes, key=lambda index: (index.name, repr(index)))),
    )


def _column(column: Column) -> Column:
    default = column.default
    if default and ("`" in default or default.lower().startswith("nextval(")):
        default = None
    return Column(
        name=column.name,
        type=column.type,
        null=column.null,
        default=default,
        auto_increment=column.auto_increment,
        identity=Identity() if column.identity else None,
        comment=column.comment,
    )


def _parts(parts: tuple[IndexPart, ...]) -> tuple[IndexPart, ...]:
    return tuple(IndexPart(part.column, part.expression) for part in parts)


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("path", SCHEMAS)
def test_a_published_schema_comes_back(path: str):
    dialect = Dialect(path.split("/")[0])
    text = (CORPUS / path).read_text("utf-8", errors="replace")
    loaded = load_sql([SourceFile(path, text)], LoadOptions(dialect=dialect))
    schema = sayable(loaded.schema)
    written = export(schema, "dbml")
    again = load_dbml([SourceFile("schema.dbml", written)], LoadOptions(dialect=dialect))
    assert again.problems == ()
    assert again.schema == schema
    assert export(again.schema, "dbml") == written
