"""Statements about what was there beforehand: extensions that no schema may install by itself.

In a scratch database such an extension is there from the start (see `extensions`). The statement
that creates it only checks that nothing used it before, the one that drops it that nothing uses
it any more, and until the one and after the other it doesn't count as there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from erdapp.planner.plan import Statement
from erdapp.runner.scratch_base import Beforehand
from erdapp.schema import Schema

_ABOUT = re.compile(
    r"\s*(?P<verb>create|drop)\s+(?P<kind>extension|schema)\s+(?:if\s+(?:not\s+)?exists\s+)?"
    r"(?P<name>\"(?:[^\"]|\"\")+\"|[^\W\d][\w$]*)(?P<rest>[^,]*)\Z",
    re.IGNORECASE,
)

_COMMENT = re.compile(
    r"\s*comment\s+on\s+extension\s+(?P<name>\"(?:[^\"]|\"\")+\"|[^\W\d][\w$]*)\s+is\s",
    re.IGNORECASE,
)

_IN_USE = """DO $check$BEGIN
IF EXISTS (
  SELECT FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_depend m ON m.classid = d.refclassid AND m.objid = d.refobjid
    AND m.deptype = 'e' AND m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
  JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
  WHERE e.extname = '{name}' AND d.objid::int8 > {mark}
) THEN
  RAISE EXCEPTION 'objects depend on the extension {name} {when}';
END IF;
END$check$"""


def adapted(statement: Statement, there: Beforehand) -> Statement:
    """The statement as it runs in a database with these things in it.

    A comment on such an extension, which is the administrator's, is left out of both versions.
    """
    comment = _COMMENT.match(statement.sql)
    if comment is not None and _plain(comment["name"]) in there.extensions:
        return replace(statement, sql="SELECT 1")
    found = _about(statement, there)
    if found is None:
        return statement
    verb, kind, name = found
    if kind == "schema":
        return replace(statement, sql="SELECT 1")
    when = "before it is created" if verb == "create" else "that is dropped"
    return replace(statement, sql=_IN_USE.format(name=name, mark=there.mark, when=when))


def present(there: Beforehand, ran: Iterable[Statement]) -> frozenset[tuple[str, str]]:
    """(kind, name) of what was created, and not dropped again, by statements run in order."""
    found: set[tuple[str, str]] = set()
    for statement in ran:
        about = _about(statement, there)
        if about is not None:
            verb, kind, name = about
            (found.add if verb == "create" else found.discard)((kind, name))
    return frozenset(found)


def without_absent(schema: Schema, there: Beforehand, here: frozenset[tuple[str, str]]) -> Schema:
    """The inspected schema without what no statement has created yet."""
    extensions = {name for name in there.extensions if ("extension", name) not in here}
    spaces = {name for name in there.namespaces if ("schema", name) not in here}
    return replace(
        schema,
        extensions=tuple(item for item in schema.extensions if item.name not in extensions),
        namespaces=tuple(item for item in schema.namespaces if item.name not in spaces),
    )


def _about(statement: Statement, there: Beforehand) -> tuple[str, str, str] | None:
    """(verb, kind, name) of a statement that creates or drops one of these things."""
    match = _ABOUT.match(statement.sql)
    if match is None:
        return None
    name = _plain(match["name"])
    kind = match["kind"].lower()
    known = there.extensions if kind == "extension" else there.namespaces
    return (match["verb"].lower(), kind, name) if name in known else None


def _plain(name: str) -> str:
    """An identifier as the server keeps it."""
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()
