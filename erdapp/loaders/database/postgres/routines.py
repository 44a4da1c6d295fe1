"""PostgreSQL catalog rows → routines and the objects kept as their definition text."""

from __future__ import annotations

from typing import Any

from erdapp.loaders.database.postgres import object_queries as queries
from erdapp.loaders.database.postgres.catalog import Catalog
from erdapp.schema import Definition, Routine, SchemaBuilder

_KINDS = {"p": "procedure", "a": "aggregate"}
_PARALLEL = {"s": "SAFE", "r": "RESTRICTED"}
_PROVIDERS = {"i": "icu", "c": "libc", "b": "builtin"}


def put_routines(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add functions, procedures and aggregates."""
    for row in catalog.ahead.rows(queries.ROUTINES):
        text = row.definition or _aggregate_text(catalog, row)
        builder.put(
            Routine(
                name=row.name,
                definition=catalog.facts.normal_definition(text),
                schema=catalog.space(row.space),
                kind=_KINDS.get(row.kind, "function"),
                signature=row.signature,
                comment=row.comment or "",
            )
        )


def _aggregate_text(catalog: Catalog, row: Any) -> str:
    fields = {
        "SFUNC": row.sfunc,
        "STYPE": row.stype,
        "SSPACE": row.sspace,
        "FINALFUNC": row.finalfunc,
        "COMBINEFUNC": row.combinefunc,
        "INITCOND": None if row.initcond is None else catalog.facts.string(row.initcond),
        "SORTOP": row.sortop,
        "PARALLEL": _PARALLEL.get(row.parallel),
    }
    inside = [f"{name} = {value}" for name, value in fields.items() if value]
    if row.aggregate_kind == "h":
        inside.append("HYPOTHETICAL")
    arguments = row.arguments or "*"
    name = catalog.sql_name(row.space, row.name)
    return f"CREATE AGGREGATE {name}({arguments}) ({', '.join(inside)})"


def put_definitions(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add rules, statistics, collations, operators, text search set-ups, event triggers."""
    for row in catalog.ahead.rows(queries.RULES) + catalog.ahead.rows(queries.STATISTICS):
        _put(catalog, builder, row, row.kind, row.definition, row.table)
    for row in catalog.ahead.rows(queries.collations(catalog.version)):
        _put(catalog, builder, row, "collation", _collation_text(catalog, row))
    for row in catalog.ahead.rows(queries.OPERATORS):
        _put(catalog, builder, row, "operator", _operator_text(catalog, row))
    for row in catalog.ahead.rows(queries.TEXT_SEARCH):
        text = _text_search_text(catalog, row)
        _put(catalog, builder, row, "text search configuration", text)
    for row in catalog.ahead.rows(queries.EVENT_TRIGGERS):
        builder.put(
            Definition(
                kind="event trigger",
                name=row.name,
                definition=catalog.facts.normal_definition(_event_trigger_text(catalog, row)),
                comment=row.comment or "",
            )
        )


def _put(
    catalog: Catalog, builder: SchemaBuilder, row: Any, kind: str, text: str, table: str = ""
) -> None:
    builder.put(
        Definition(
            kind=kind,
            name=row.name,
            definition=catalog.facts.normal_definition(text),
            schema=catalog.space(row.space),
            table=table,
            comment=row.comment or "",
        )
    )


def _collation_text(catalog: Catalog, row: Any) -> str:
    string = catalog.facts.string
    fields = {"provider": _PROVIDERS.get(row.provider, row.provider)}
    if row.locale:
        fields["locale"] = string(row.locale)
    elif row.lc_collate and row.lc_collate == row.lc_ctype:
        fields["locale"] = string(row.lc_collate)
    else:
        fields["lc_collate"] = string(row.lc_collate or "")
        fields["lc_ctype"] = string(row.lc_ctype or "")
    if not row.deterministic:
        fields["deterministic"] = "false"
    inside = ", ".join(f"{name} = {value}" for name, value in fields.items())
    return f"CREATE COLLATION {catalog.sql_name(row.space, row.name)} ({inside})"


def _operator_text(catalog: Catalog, row: Any) -> str:
    fields = {
        "FUNCTION": row.routine,
        "LEFTARG": row.left_type,
        "RIGHTARG": row.right_type,
        "COMMUTATOR": row.commutator,
        "NEGATOR": row.negator,
        "RESTRICT": row.restrict,
        "JOIN": row.join_,
    }
    inside = [f"{name} = {value}" for name, value in fields.items() if value]
    inside += [word for word, has in (("HASHES", row.hashes), ("MERGES", row.merges)) if has]
    space = catalog.space(row.space)
    prefix = f"{catalog.facts.quote(space)}." if space else ""
    return f"CREATE OPERATOR {prefix}{row.name} ({', '.join(inside)})"


def _text_search_text(catalog: Catalog, row: Any) -> str:
    """The configuration and its mappings: together they are the object."""
    name = catalog.sql_name(row.space, row.name)
    lines = [f"CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = {row.parser})"]
    for mapping in row.mappings:
        token, _, dictionaries = mapping.partition(" ")
        lines.append(
            f"ALTER TEXT SEARCH CONFIGURATION {name} ADD MAPPING FOR {token} WITH {dictionaries}"
        )
    return ";\n".join(lines)


def _event_trigger_text(catalog: Catalog, row: Any) -> str:
    tags = ""
    if row.tags:
        tags = f" WHEN TAG IN ({', '.join(map(catalog.facts.string, row.tags))})"
    name = catalog.facts.quote(row.name)
    return f"CREATE EVENT TRIGGER {name} ON {row.event}{tags} EXECUTE FUNCTION {row.routine}()"
