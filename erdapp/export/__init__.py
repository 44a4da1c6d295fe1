"""A schema as other texts: SQL, HCL, diagrams, a data dictionary, JSON."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.export.dbml import to_dbml
from erdapp.export.dot import to_dot
from erdapp.export.json import to_json
from erdapp.export.losses import as_sql_comments
from erdapp.export.markdown import to_markdown
from erdapp.export.mermaid import to_mermaid
from erdapp.export.notes import Notes
from erdapp.export.plantuml import to_plantuml
from erdapp.export.sql import positions, to_sql
from erdapp.inference import NO_LINKS, Links
from erdapp.loaders.base import Origins
from erdapp.schema import Dialect, Schema


def to_hcl(schema: Schema, database: str = "") -> str:
    """See `erdapp.export.hcl`."""
    from erdapp.export import hcl  # brings the reader of HCL, which knows the types: slow to import

    return hcl.to_hcl(schema, database)


FORMATS: dict[str, Callable[[Schema], str]] = {
    "sql": to_sql,
    "hcl": to_hcl,
    "mermaid": to_mermaid,
    "dbml": to_dbml,
    "plantuml": to_plantuml,
    "dot": to_dot,
    "markdown": to_markdown,
    "json": to_json,
}

LINKED: dict[str, Callable[[Schema, Links], str]] = {
    "mermaid": to_mermaid,
    "dbml": to_dbml,
    "plantuml": to_plantuml,
    "dot": to_dot,
}
"""Formats that show relations which are no foreign keys."""

SUFFIXES = {
    "sql": "sql",
    "hcl": "hcl",
    "mermaid": "mmd",
    "dbml": "dbml",
    "plantuml": "puml",
    "dot": "dot",
    "markdown": "md",
    "json": "json",
}
"""The file name suffix of each format, which is also its address in the web application."""


class UnknownFormat(ValueError):
    """There is no such export; the message lists those there are."""


def export(
    schema: Schema,
    format: str,
    *,
    origins: Origins | None = None,
    to: Dialect | None = None,
    notes: Notes | None = None,
    links: Links = NO_LINKS,
    database: str = "",
) -> str:
    """The schema in a format of FORMATS, ending in a line break (empty for an empty SQL).

    With `origins`, SQL begins with the source position of each table, as Atlas reads it. With
    `to`, the schema is translated to that dialect first, and SQL begins with what was lost.
    Markdown has the `notes`, diagrams have the `links`. HCL and JSON call the namespace without a
    name as the `database` where the dialect has no word for it. Raises UnknownFormat.
    """
    try:
        write = FORMATS[format]
    except KeyError:
        known = ", ".join(FORMATS)
        raise UnknownFormat(f"no export format named {format!r}: use one of {known}") from None
    head = positions(schema.tables, origins) if format == "sql" and origins else ""
    if to is not None and to is not schema.dialect:
        # What translates is slow to import, and most exports stay in their dialect.
        from erdapp.export.translate import translate

        translated = translate(schema, to)
        head += as_sql_comments(translated.lost, schema.dialect) if format == "sql" else ""
        schema = translated.schema
    if notes and format == "markdown":
        return to_markdown(schema, notes)
    if format in LINKED:
        return LINKED[format](schema, links)
    if database and format in ("hcl", "json"):
        return to_hcl(schema, database) if format == "hcl" else to_json(schema, database=database)
    return head + write(schema)


__all__ = ["FORMATS", "SUFFIXES", "UnknownFormat", "export"]
