"""PostgreSQL catalog rows → keys, unique, foreign key, check and exclusion constraints, indexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from erdapp.loaders.database.postgres.catalog import Catalog
from erdapp.schema import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Index,
    IndexPart,
    Options,
    PrimaryKey,
    Unique,
)

_ACTIONS = {"r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
_MATCHES = {"f": "full", "p": "partial"}
_DEFAULT_COLLATION = 100
"""The oid of `pg_catalog."default"`, the same on every server."""


class Parts(Struct, frozen=True):
    """What a table has beside its columns; for a partition, what isn't its parent's."""

    primary_key: PrimaryKey | None
    uniques: tuple[Unique, ...]
    foreign_keys: tuple[ForeignKey, ...]
    checks: tuple[Check, ...]
    exclusions: tuple[Exclusion, ...]
    indexes: tuple[Index, ...]


def parts(catalog: Catalog, relation: int, columns: tuple[Column, ...]) -> Parts:
    """The table's own constraints and indexes, inherited ones left out. `columns` are its own, or
    for a partition those of its parent: their types decide which casts were written."""
    rows = [row for row in catalog.constraints.get(relation, ()) if not row.parent]
    behind = {row.constraint: row for row in catalog.indexes.get(relation, ()) if row.constraint}
    keys = [_primary_key(catalog, row, behind[row.oid]) for row in rows if row.kind == "p"]
    return Parts(
        primary_key=keys[0] if keys else None,
        uniques=tuple(_unique(catalog, row, behind[row.oid]) for row in rows if row.kind == "u"),
        foreign_keys=tuple(_foreign_key(catalog, row) for row in rows if row.kind == "f"),
        checks=checks(catalog, (row for row in rows if row.kind == "c" and row.is_local), columns),
        exclusions=tuple(_exclusion(catalog, row) for row in rows if row.kind == "x"),
        indexes=indexes(catalog, relation, columns),
    )


def checks(catalog: Catalog, rows: Iterable[Any], columns: tuple[Column, ...]) -> tuple[Check, ...]:
    """Check constraints of a table or a domain; of a domain, `columns` is its `value`."""
    return tuple(
        Check(
            expression=catalog.facts.normal_expression(row.expression, columns),
            name=row.name,
            no_inherit=row.no_inherit,
            validated=row.validated,
            enforced=row.enforced,
            comment=row.comment or "",
        )
        for row in rows
    )


def _deferrable(row: Any) -> str:
    if row.deferred:
        return "initially deferred"
    return "deferrable" if row.deferrable else ""


def _primary_key(catalog: Catalog, row: Any, index: Any) -> PrimaryKey:
    parts, include = _index_parts(catalog, index)
    return PrimaryKey(
        parts=parts,
        name=row.name,
        include=include,
        deferrable=_deferrable(row),
        comment=row.comment or "",
        options=index_options(index),
    )


def _unique(catalog: Catalog, row: Any, index: Any) -> Unique:
    parts, include = _index_parts(catalog, index)
    return Unique(
        parts=parts,
        name=row.name,
        include=include,
        nulls_distinct=index.nulls_distinct,
        deferrable=_deferrable(row),
        comment=row.comment or "",
        options=index_options(index),
    )


def _foreign_key(catalog: Catalog, row: Any) -> ForeignKey:
    on_delete = _ACTIONS.get(row.on_delete, "")
    if set_columns := catalog.column_names(row.relation, row.set_columns):
        on_delete += f" ({', '.join(map(catalog.facts.quote, set_columns))})"
    return ForeignKey(
        columns=catalog.column_names(row.relation, row.columns),
        ref_table=row.ref_table,
        ref_columns=catalog.column_names(row.ref, row.ref_columns),
        ref_schema=catalog.space(row.ref_space),
        name=row.name,
        on_delete=on_delete,
        on_update=_ACTIONS.get(row.on_update, ""),
        match=_MATCHES.get(row.match, ""),
        deferrable=_deferrable(row),
        validated=row.validated,
        enforced=row.enforced,
        comment=row.comment or "",
    )


def _exclusion(catalog: Catalog, row: Any) -> Exclusion:
    definition = row.definition.removeprefix("EXCLUDE ")
    return Exclusion(
        definition=catalog.facts.normal_definition(definition),
        name=row.name,
        comment=row.comment or "",
    )


def indexes(catalog: Catalog, relation: int, columns: tuple[Column, ...] = ()) -> tuple[Index, ...]:
    """Indexes that stand behind no constraint and aren't a partition's share of its parent's."""
    found = []
    for row in catalog.indexes.get(relation, ()):
        if row.constraint or row.parent:
            continue
        parts, include = _index_parts(catalog, row, columns)
        where = catalog.facts.normal_expression(row.predicate, columns) if row.predicate else ""
        found.append(
            Index(
                name=row.name,
                parts=parts,
                unique=row.is_unique,
                method="" if row.method == "btree" else row.method,
                where=where,
                include=include,
                nulls_distinct=row.nulls_distinct,
                comment=row.comment or "",
                options=index_options(row),
            )
        )
    return tuple(found)


def index_options(row: Any) -> Options:
    """Storage parameters: `fillfactor`, `fastupdate` …"""
    return tuple(sorted(_pair(option) for option in row.options or ()))


def _pair(option: str) -> tuple[str, str]:
    name, _, value = option.partition("=")
    return name, value


def _index_parts(
    catalog: Catalog, index: Any, columns: tuple[Column, ...] = ()
) -> tuple[tuple[IndexPart, ...], tuple[str, ...]]:
    """(key parts, INCLUDE columns) of an index."""
    rows = catalog.index_parts[index.oid]
    keys = tuple(_part(catalog, row, columns) for row in rows[: index.key_parts])
    included = (row.number for row in rows[index.key_parts :])
    return keys, catalog.column_names(index.relation, included)


def _part(catalog: Catalog, row: Any, columns: tuple[Column, ...]) -> IndexPart:
    desc, nulls_first = bool(row.flags & 1), bool(row.flags & 2)
    nulls = "" if desc == nulls_first else "first" if nulls_first else "last"
    column = catalog.attributes[row.relation][row.number] if row.number else None
    usual = column.collation_oid if column else _DEFAULT_COLLATION
    collation = row.collation if row.collated and row.collation_oid != usual else None
    text = row.expression
    return IndexPart(
        column=column.name if column else "",
        expression=catalog.facts.normal_expression(text, columns) if text else "",
        desc=desc,
        nulls=nulls,
        opclass=_opclass(catalog, row),
        collation=catalog.named(row.collation_space, collation) if collation else "",
    )


def _opclass(catalog: Catalog, row: Any) -> str:
    """The operator class where it isn't the default, with its parameters."""
    name = catalog.named(row.opclass_space, row.opclass) if row.opclass else ""
    if not row.options:
        return name
    pairs = ", ".join(f"{key}='{value}'" for key, value in map(_pair, row.options))
    return f"{name} ({pairs})".strip()
