"""information_schema rows and SHOW CREATE → views, sequences, triggers, routines, events."""

from __future__ import annotations

import re
from typing import Any

from erdapp.loaders.base import Severity, SourceProblem
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.mysql import queries
from erdapp.loaders.database.mysql.catalog import Catalog
from erdapp.schema import (
    Definition,
    Namespace,
    Routine,
    SchemaBuilder,
    Sequence,
    Trigger,
    View,
)

_STRING_OR_NAME = re.compile(r"'(?:[^'\\]|\\.|'')*'|`(?:[^`]|``)*`\.?")
_STARTS = re.compile(r" STARTS '[^']*'")
_LARGEST = 2**63 - 2
_CACHE = 1000
"""MariaDB's default cache of a sequence; the model says 1 for any server's default."""


def put_namespaces(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add the databases read but the default one."""
    for row in catalog.chosen:
        if row.name != catalog.default:
            builder.namespaces[row.name] = Namespace(
                name=row.name, charset=row.charset, collation=row.collation
            )


def put_views(connection: Connection, catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add views; the server writes the database before every name, which is taken out again."""
    for row in fetch(connection, queries.views(catalog.server), _where(catalog)):
        options = {}
        if row.check_option not in (None, "NONE"):
            options["check_option"] = row.check_option.lower()
        if row.security == "INVOKER":
            options["sql_security"] = "invoker"
        if row.algorithm not in (None, "UNDEFINED"):
            options["algorithm"] = row.algorithm.lower()
        builder.put(
            View(
                name=row.name,
                definition=catalog.facts.normal_query(_without_database(row.query, row.space)),
                schema=catalog.space(row.space),
                options=tuple(sorted(options.items())),
            )
        )


def _without_database(text: str, database: str) -> str:
    quoted = f"`{database.replace('`', '``')}`."
    return _STRING_OR_NAME.sub(lambda found: "" if found[0] == quoted else found[0], text)


def _where(catalog: Catalog) -> dict[str, Any]:
    return {"spaces": tuple(row.name for row in catalog.chosen) or ("",)}


def put_sequences(connection: Connection, catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add MariaDB's sequences; each is a table of one row that has to be read."""
    quote = catalog.facts.quote
    for row in catalog.tables:
        if row.kind != "SEQUENCE":
            continue
        name = f"{quote(row.space)}.{quote(row.name)}"
        found = fetch(connection, f"SELECT * FROM {name}")[0]
        up = found.increment >= 0
        low, high = (1, _LARGEST) if up else (-_LARGEST - 1, -1)
        first = found.minimum_value if up else found.maximum_value
        builder.put(
            Sequence(
                name=row.name,
                schema=catalog.space(row.space),
                start=None if found.start_value == first else found.start_value,
                increment=found.increment,
                min_value=None if found.minimum_value == low else found.minimum_value,
                max_value=None if found.maximum_value == high else found.maximum_value,
                cache=1 if found.cache_size == _CACHE else found.cache_size,
                cycle=bool(found.cycle_option),
                comment=row.comment or "",
            )
        )


def put_triggers(connection: Connection, catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add triggers, written back as CREATE TRIGGER."""
    quote = catalog.facts.quote
    for row in fetch(connection, queries.TRIGGERS, _where(catalog)):
        text = (
            f"CREATE TRIGGER {quote(row.name)} {row.timing} {row.event} ON {quote(row.table)} "
            f"FOR EACH ROW {row.body}"
        )
        builder.put(
            Trigger(
                name=row.name,
                table=row.table,
                definition=catalog.facts.normal_definition(text),
                schema=catalog.space(row.space),
            )
        )


def put_routines(
    connection: Connection, catalog: Catalog, builder: SchemaBuilder
) -> list[SourceProblem]:
    """Add functions, procedures and events by SHOW CREATE; what may not be seen is reported."""
    hidden = []
    for row in fetch(connection, queries.ROUTINES, _where(catalog)):
        text = _show_create(connection, catalog, row.kind, row)
        if text is None:
            hidden.append(_unseen(row.kind.lower(), row.name))
            continue
        builder.put(
            Routine(
                name=row.name,
                definition=catalog.facts.normal_definition(text),
                schema=catalog.space(row.space),
                kind=row.kind.lower(),
            )
        )
    for row in fetch(connection, queries.EVENTS, _where(catalog)):
        text = _show_create(connection, catalog, "EVENT", row)
        if text is None:
            hidden.append(_unseen("event", row.name))
            continue
        builder.put(
            Definition(
                kind="event",
                name=row.name,
                definition=catalog.facts.normal_definition(_event_text(row, text)),
                schema=catalog.space(row.space),
            )
        )
    return hidden


def _event_text(row: Any, text: str) -> str:
    """The statement without what the server adds: when it was made, and the usual options."""
    head, do, body = text.partition(" DO ")
    if row.starts_when_made:
        head = _STARTS.sub("", head)
    head = head.replace(" ON COMPLETION NOT PRESERVE", "").removesuffix(" ENABLE")
    return head + do + body


def _show_create(connection: Connection, catalog: Catalog, kind: str, row: Any) -> str | None:
    quote = catalog.facts.quote
    found = fetch(connection, f"SHOW CREATE {kind} {quote(row.space)}.{quote(row.name)}")[0]
    # The column is called after the kind, and its place differs: it is the one with the text.
    return next(
        (value for value in found if isinstance(value, str) and value.startswith("CREATE ")), None
    )


def _unseen(kind: str, name: str) -> SourceProblem:
    return SourceProblem(
        file="",
        line=0,
        severity=Severity.WARNING,
        message=f"the {kind} {name} is left out: this user may not see its definition",
    )
