"""Views, routines, triggers, types, sequences and synonyms of SQL Server."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.planner.mssql_bound import two_part_names
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.schema import (
    Definition,
    Domain,
    Object,
    Policy,
    Routine,
    Sequence,
    Trigger,
    View,
)

_CREATE = "CREATE "
_PREDICATE = re.compile(r"(\bPREDICATE\s+)((?:\[(?:[^\]]|\]\])+\]|[\w$#@]+)\s*\()", re.IGNORECASE)
"""The function of a security policy without its schema, which has to be said there."""


def create(sql: MssqlWriter, item: Object) -> str:
    """The CREATE statement of anything but a table; empty for what SQL Server doesn't have."""
    match item:
        case View():
            return view(sql, item, "CREATE")
        case Sequence():
            return sequence(sql, item, "CREATE")
        case Domain():
            null = "NULL" if item.null else "NOT NULL"
            name = sql.named(item.schema, item.name)
            return f"CREATE TYPE {name} FROM {sql.facts.type_sql(item.type)} {null}"
        case Policy():
            home = sql.ident(sql.facts.default_namespace)
            return _PREDICATE.sub(rf"\1{home}.\2", item.definition)
        case Routine() | Trigger() | Definition():
            return item.definition
        case _:
            return ""


def drop(sql: MssqlWriter, item: Object) -> str:
    """The DROP statement; `table type` and `alias type` are both dropped as types."""
    match item:
        case View():
            return f"DROP VIEW {sql.named(item.schema, item.name)}"
        case Sequence():
            return f"DROP SEQUENCE {sql.named(item.schema, item.name)}"
        case Domain():
            return f"DROP TYPE {sql.named(item.schema, item.name)}"
        case Routine():
            return f"DROP {item.kind.upper()} {sql.named(item.schema, item.name)}"
        case Trigger():
            if not item.table:
                return f"DROP TRIGGER {sql.ident(item.name)} ON DATABASE"
            return f"DROP TRIGGER {sql.named(item.schema, item.name)}"
        case Policy():
            return f"DROP SECURITY POLICY {sql.named(item.schema, item.name)}"
        case Definition():
            return _drop_definition(sql, item)
        case _:
            return ""


def _drop_definition(sql: MssqlWriter, item: Definition) -> str:
    """Partition functions and schemes, and full-text catalogues, live outside of schemas."""
    kind = item.kind.upper()
    if kind.startswith(("PARTITION", "FULLTEXT", "ROLE", "USER")):
        return f"DROP {kind} {sql.ident(item.name)}"
    if kind == "STATISTICS":
        return f"DROP STATISTICS {sql.named(item.schema, item.table)}.{sql.ident(item.name)}"
    if kind.endswith(" TYPE"):
        kind = "TYPE"
    return f"DROP {kind} {sql.named(item.schema, item.name)}"


def view(sql: MssqlWriter, item: View, verb: str) -> str:
    """`CREATE VIEW v WITH SCHEMABINDING AS SELECT … WITH CHECK OPTION`."""
    options = dict(item.options)
    text = f"{verb} VIEW {sql.named(item.schema, item.name)}"
    if item.columns:
        text += f" {sql.columns(column.name for column in item.columns)}"
    settings = [
        name.upper() for name in ("schemabinding", "view_metadata", "encryption") if name in options
    ]
    if settings:
        text += f" WITH {', '.join(settings)}"
    query = item.definition
    if "schemabinding" in options:
        query = two_part_names(query, sql.ident(sql.facts.default_namespace))
    text += f" AS {query}"
    return f"{text} WITH CHECK OPTION" if "check_option" in options else text


def alter(sql: MssqlWriter, before: Object, item: Object) -> str:
    """ALTER in place of DROP and CREATE, which keeps permissions; empty where there is none."""
    match item:
        case View():
            return view(sql, item, "ALTER")
        case Sequence():
            kept = isinstance(before, Sequence) and before.start == item.start
            return sequence(sql, replace(item, start=None) if kept else item, "ALTER")
        case Routine() | Trigger() if item.definition[: len(_CREATE)].upper() == _CREATE:
            return f"ALTER {item.definition[len(_CREATE) :]}"
        case _:
            return ""


def sequence(sql: MssqlWriter, item: Sequence, verb: str) -> str:
    """CREATE says the type and the start; ALTER restarts only where the start is said, and says
    what is as usual as well."""
    words = [f"{verb} SEQUENCE {sql.named(item.schema, item.name)}"]
    if verb == "CREATE" and item.type:
        words.append(f"AS {item.type}")
    if item.start is not None:
        words.append(f"{'START' if verb == 'CREATE' else 'RESTART'} WITH {item.start}")
    words.append(f"INCREMENT BY {item.increment}")
    low, high = item.min_value, item.max_value
    if verb == "ALTER" or low is not None:
        words.append(f"MINVALUE {low}" if low is not None else "NO MINVALUE")
    if verb == "ALTER" or high is not None:
        words.append(f"MAXVALUE {high}" if high is not None else "NO MAXVALUE")
    if item.cycle or verb == "ALTER":
        words.append("CYCLE" if item.cycle else "NO CYCLE")
    if item.cache != 1 or verb == "ALTER":
        words.append(f"CACHE {item.cache}" if item.cache != 1 else "CACHE")
    return " ".join(words)
