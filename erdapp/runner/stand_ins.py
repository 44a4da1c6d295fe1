"""Stand-ins for what only a superuser can make: functions in C, and event triggers.

No proof runs as a superuser, and a library may be on no server but the schema's own. Without its
functions in C nothing of a schema could be built, so they are made as functions of the same
signature that only raise an error. Their text names the library and the symbol, so that a changed
one is still a change. Event triggers, which nothing else needs, are left out. A proof lists both:
what it says doesn't hold for what these do.

A `DO` block may make such a function too, and do something else where it is not let
(`EXCEPTION WHEN insufficient_privilege`): with the stand-in it goes the way that it goes for a
superuser.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.loaders.sql.split import split
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
_BLOCK = re.compile(
    r"(?P<opening>\s*do\s+(?:language\s+\w+\s+)?(?P<tag>\$\w*\$))(?P<body>.*)"
    r"(?P<closing>(?P=tag)(?:\s*language\s+\w+)?\s*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_CREATES = re.compile(r"\bcreate\s+(?:or\s+replace\s+)?function\b", re.IGNORECASE)


def stand_in(statement: Statement) -> Statement:
    """The statement with stand-ins for the C functions that it creates, or nothing for an event
    trigger; any other as it is."""
    if _EVENT_TRIGGER.match(statement.sql):
        return replace(statement, sql="SELECT 1")
    block = _BLOCK.match(statement.sql)
    sql = _in_block(block) if block else _function(statement.sql)
    return statement if sql == statement.sql else replace(statement, sql=sql)


def _function(sql: str) -> str:
    """A statement that creates a function in C with a body that only raises; else as it is."""
    link = _LINK.search(sql)
    head = sql[: link.start()] if link else ""
    if link is None or not _HEAD.match(head) or not _LANGUAGE.search(head):
        return sql
    called = "".join(filter(None, (link["library"], link["symbol"]))).replace("$", "")
    called = called.replace("'", " ")
    body = f"$stand_in$BEGIN RAISE EXCEPTION 'stand-in for {called.strip()}'; END$stand_in$"
    return f"{_LANGUAGE.sub('LANGUAGE plpgsql', head, count=1)} AS {body}"


def _in_block(block: re.Match[str]) -> str:
    """The `DO` block with the same done to each statement in it: what stands before one there
    (`BEGIN`, `THEN`) stays."""
    done = []
    for piece in split(block["body"], Dialect.POSTGRES):
        found = _CREATES.search(piece.text)
        at = found.start() if found else len(piece.text)
        made = _function(piece.text[at:])
        done += [piece.leading, piece.text[:at], made, piece.terminator]
    return "".join((block["opening"], *done, block["closing"]))


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
