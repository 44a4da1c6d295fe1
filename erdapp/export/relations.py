"""What a foreign key says about two tables: who may be missing, who may be many."""

from __future__ import annotations

from msgspec import Struct

from erdapp.inference import NO_LINKS, Links, related
from erdapp.schema import Column, ForeignKey, Name, Schema, Table


class Relation(Struct, frozen=True):
    """One foreign key, read as a relationship; a composite key is one relation."""

    table: Table
    key: ForeignKey
    target: Table | None
    """The referenced table, None when the schema doesn't have it."""
    ref_columns: tuple[str, ...]
    """The referenced columns, filled in from the primary key where the key leaves them out."""
    optional: bool
    """A row may have no parent: one of the columns is nullable."""
    single: bool
    """A parent has at most one such row: the columns are unique."""
    why: str = ""
    """Why it is shown, where there is no foreign key: `accepted`, `inferred …`."""

    @property
    def target_name(self) -> Name:
        return Name(self.key.ref_schema, self.key.ref_table)


def relations(schema: Schema, links: Links = NO_LINKS) -> tuple[Relation, ...]:
    """All foreign keys of the schema in the order of its tables, then the relations that `links`
    asks for beside them."""
    tables = {table.full_name: table for table in schema.tables}
    keys = tuple(
        _relation(table, key, tables.get(Name(key.ref_schema, key.ref_table)))
        for table in schema.tables
        for key in table.foreign_keys
    )
    if links == NO_LINKS:
        return keys
    return keys + tuple(
        _relation(tables[one.link.table], one.link.as_key(), tables[one.link.ref_table], one.why)
        for one in related(schema, links)
    )


def _relation(table: Table, key: ForeignKey, target: Table | None, why: str = "") -> Relation:
    ref_columns = key.ref_columns
    if not ref_columns and target and target.primary_key:
        ref_columns = target.primary_key.columns
    columns = {column.name: column for column in table.columns}
    nullable = any(name in columns and columns[name].null for name in key.columns)
    return Relation(
        table=table,
        key=key,
        target=target,
        ref_columns=ref_columns,
        optional=nullable,
        single=any(unique <= set(key.columns) for unique in unique_sets(table)),
        why=why,
    )


def unique_sets(table: Table) -> tuple[frozenset[str], ...]:
    """Sets of columns that identify a row: the primary key, unique constraints, unique indexes."""
    found = [frozenset(unique.columns) for unique in table.uniques]
    if table.primary_key:
        found.append(frozenset(table.primary_key.columns))
    for index in table.indexes:
        plain = all(part.column and not part.prefix for part in index.parts)
        if index.unique and plain and not index.where:
            found.append(frozenset(part.column for part in index.parts))
    return tuple(columns for columns in found if columns)


def increments(column: Column) -> bool:
    """Whether the database numbers the column: identity, serial, AUTO_INCREMENT."""
    if column.identity or column.auto_increment or "serial" in column.type.name:
        return True
    return bool(column.default and column.default.lower().startswith("nextval("))


def foreign_key_columns(table: Table) -> frozenset[str]:
    """The columns that are part of any foreign key."""
    return frozenset(name for key in table.foreign_keys for name in key.columns)


def unique_columns(table: Table) -> frozenset[str]:
    """The columns that are unique all by themselves, the primary key left out."""
    key = table.primary_key.columns if table.primary_key else ()
    alone = {column for columns in unique_sets(table) if len(columns) == 1 for column in columns}
    return frozenset(alone - set(key)) if len(key) == 1 else frozenset(alone)
