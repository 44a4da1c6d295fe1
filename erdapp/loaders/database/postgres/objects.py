"""PostgreSQL catalog rows → types, sequences, extensions, triggers, policies, rules."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from erdapp.loaders.database.postgres import object_queries as queries
from erdapp.loaders.database.postgres.catalog import Catalog
from erdapp.loaders.database.postgres.columns import bounds
from erdapp.loaders.database.postgres.constraints import checks
from erdapp.schema import (
    Column,
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
    Namespace,
    Policy,
    SchemaBuilder,
    Sequence,
    Trigger,
)

_USUAL_PUBLIC = "standard public schema"
_ENABLED = {"D": "disabled", "R": "replica", "A": "always"}
_COMMANDS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}


def put_namespaces(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add the namespaces read; the default one only with a comment somebody wrote."""
    for row in catalog.chosen:
        comment = "" if row.comment in (None, _USUAL_PUBLIC) else row.comment
        name = "" if row.name == catalog.default else row.name
        if name or comment:
            builder.namespaces[name] = Namespace(name=name, comment=comment)


def put_extensions(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add extensions; the comment that one brings along says nothing and is left out."""
    for row in catalog.ahead.rows(queries.EXTENSIONS):
        space = "" if row.space_name in (catalog.default, "public") else row.space_name
        comment = "" if row.comment in (None, row.usual_comment) else row.comment
        builder.put(Extension(name=row.name, schema=space, comment=comment))


def put_sequences(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add sequences of their own and those that columns own; not those of identity columns."""
    for row in catalog.sequences:
        low, high, start = bounds(row)
        builder.put(
            Sequence(
                name=row.name,
                schema=catalog.space(row.space),
                type="" if row.type == "bigint" else row.type,
                start=start,
                increment=row.increment,
                min_value=low,
                max_value=high,
                cache=row.cache,
                cycle=row.cycle,
                owned_by=(row.table, *catalog.column_names(row.relation, (row.number,)))
                if row.owned
                else None,
                comment=row.comment or "",
            )
        )


def put_types(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add enums, domains, range types and composite types."""
    for row in catalog.ahead.rows(queries.TYPES):
        match row.kind:
            case "e":
                labels = tuple(row.labels or ())
                comment, space = row.comment or "", catalog.space(row.space)
                builder.put(Enum(name=row.name, values=labels, schema=space, comment=comment))
            case "d":
                builder.put(_domain(catalog, row))
            case _:
                builder.put(_range_type(catalog, row))
    for row in catalog.relations.values():
        if row.kind == "c":
            builder.put(
                Composite(
                    name=row.name,
                    attributes=catalog.columns.get(row.oid, ()),
                    schema=catalog.space(row.space),
                    comment=row.comment or "",
                )
            )


def _domain(catalog: Catalog, row: Any) -> Domain:
    base = catalog.facts.parse_type(row.base)
    value = (Column(name="value", type=base),)
    domain = Domain(
        name=row.name,
        type=base,
        schema=catalog.space(row.space),
        null=not row.not_null,
        checks=checks(catalog, catalog.domain_checks.get(row.oid, ()), value),
        collation=catalog.named(row.collation_space, row.collation) if row.collation else "",
        comment=row.comment or "",
    )
    if row.default is None:
        return domain
    stand_in = Column(name=row.name, type=domain.type)
    return replace(domain, default=catalog.facts.normal_default(row.default, stand_in))


def _range_type(catalog: Catalog, row: Any) -> Definition:
    fields = {
        "SUBTYPE": row.subtype,
        "SUBTYPE_OPCLASS": row.opclass,
        "COLLATION": row.range_collation,
        "CANONICAL": row.canonical,
        "SUBTYPE_DIFF": row.difference,
    }
    inside = ", ".join(f"{name} = {value}" for name, value in fields.items() if value)
    text = f"CREATE TYPE {catalog.sql_name(row.space, row.name)} AS RANGE ({inside})"
    return Definition(
        kind="range type",
        name=row.name,
        definition=catalog.facts.normal_definition(text),
        schema=catalog.space(row.space),
        comment=row.comment or "",
    )


def put_triggers(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add triggers with their enabled state."""
    for row in catalog.ahead.rows(queries.triggers(catalog.version)):
        state = _ENABLED.get(row.enabled)
        builder.put(
            Trigger(
                name=row.name,
                table=row.table,
                definition=catalog.facts.normal_definition(row.definition),
                schema=catalog.space(row.space),
                comment=row.comment or "",
                options=(("enabled", state),) if state else (),
            )
        )


def put_policies(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add row security policies, written back as CREATE POLICY."""
    for row in catalog.ahead.rows(queries.POLICIES):
        builder.put(
            Policy(
                name=row.name,
                definition=catalog.facts.normal_definition(_policy_text(catalog, row)),
                table=row.table,
                schema=catalog.space(row.space),
                comment=row.comment or "",
            )
        )


def _policy_text(catalog: Catalog, row: Any) -> str:
    table = catalog.sql_name(row.space, row.table)
    words = [f"CREATE POLICY {catalog.facts.quote(row.name)} ON {table}"]
    if not row.permissive:
        words.append("AS RESTRICTIVE")
    if row.command in _COMMANDS:
        words.append(f"FOR {_COMMANDS[row.command]}")
    if list(row.roles) != ["public"]:
        words.append(f"TO {', '.join(row.roles)}")
    if row.using_ is not None:
        words.append(f"USING ({catalog.facts.normal_expression(row.using_)})")
    if row.check_ is not None:
        words.append(f"WITH CHECK ({catalog.facts.normal_expression(row.check_)})")
    return " ".join(words)
