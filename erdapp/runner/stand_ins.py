"""Stand-ins for what only a superuser can make: functions in C, and event triggers.

No proof runs as a superuser, and a library may be on no server but the schema's own. Without its
functions in C nothing of a schema could be built, so they are made as functions of the same
signature that only raise an error. Their text names the library and the symbol, so that a changed
one is still a change. Event triggers, which nothing else needs, are left out. A proof lists both:
what it says doesn't hold for what these do.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.planner.plan import Statement
from erdapp.schema import Dialect, Name, Schema

_HEAD = re.compile(r"\s*create\s+(?:or\s+replace\s+)?function\s+([^(]+?)\s*\(", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"\blanguage\s+(?:c|'c'|\"c\"|internal|'internal'|\"internal\")(?=\s|\Z)", re.IGNORECASE
)
_EVENT_TRIGGER = re.compile(
    r"\s*(?:create|alter|drop|comment\s+on)\s+event\s+trigger\b", re.IGNORECASE
)
_LINK = re.compile(
    r"\sas\s+(?P<library>'[^']*')(?:\s*,\s*(?P<symbol>'[^']*'|\$(\w*)\$[^$]*\$\3\$))?\s*\Z",
    re.IGNORECASE,
)


def stand_in(statement: Statement) -> Statement:
    """The statement with a stand-in for the C function that it creates, or nothing for an event
    trigger; any other as it is."""
    if _EVENT_TRIGGER.match(statement.sql):
        return replace(statement, sql="SELECT 1")
    link = _LINK.search(statement.sql)
    head = statement.sql[: link.start()] if link else ""
    if link is None or not _HEAD.match(head) or not _LANGUAGE.search(head):
        return statement
    called = "".join(filter(None, (link["library"], link["symbol"]))).replace("$", "")
    called = called.replace("'", " ")
    body = f"$stand_in$BEGIN RAISE EXCEPTION 'stand-in for {called.strip()}'; END$stand_in$"
    sql = f"{_LANGUAGE.sub('LANGUAGE plpgsql', head, count=1)} AS {body}"
    return replace(statement, sql=sql)


def stood_in_for(*schemas: Schema) -> tuple[str, ...]:
    """What stand-ins are made for in these schemas, in words."""
    found = set()
    for schema in schemas:
        if schema.dialect is not Dialect.POSTGRES:
            continue
        for routine in schema.routines:
            text = Statement(sql=routine.definition)
            if stand_in(text) is not text:
                found.add(str(Name(routine.schema, routine.name)))
        for item in schema.definitions:
            if item.kind == "event trigger":
                found.add(f"event trigger {item.name}")
    return tuple(sorted(found))
