"""PostgreSQL: views, routines, triggers, policies, other definitions, and all comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter, with_options
from erdapp.planner.writer import say
from erdapp.schema import (
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
    Name,
    Object,
    Policy,
    Routine,
    Sequence,
    Table,
    Trigger,
    View,
)

_BODY = re.compile(
    r"\s(?:LANGUAGE|AS|IMMUTABLE|STABLE|VOLATILE|STRICT|CALLED|SECURITY|PARALLEL|COST|ROWS|"
    r"LEAKPROOF|NOT\s+LEAKPROOF|WINDOW|SUPPORT|SET|TRANSFORM|BEGIN|RETURN)\b",
    re.IGNORECASE,
)


def header(definition: str) -> str:
    """A routine's name, arguments and result: what OR REPLACE cannot change, and all that the
    server looks up when the function is created with its body unchecked."""
    depth = 0
    for at, letter in enumerate(definition):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif depth == 0 and letter.isspace() and _BODY.match(definition, at):
            return definition[:at]
    return definition


def has_parsed_body(definition: str) -> bool:
    """Whether the body is SQL that the server keeps parsed (BEGIN ATOMIC, RETURN)."""
    return re.search(r"\bBEGIN\s+ATOMIC\b|\)\s+RETURN\s", definition, re.IGNORECASE) is not None


def or_replace(definition: str) -> str:
    return re.sub(r"\ACREATE\s+", "CREATE OR REPLACE ", definition, count=1)


# --- views --------------------------------------------------------------------------------------


def create_view(sql: PostgresWriter, view: View) -> Iterator[Statement]:
    options = dict(view.options)
    check = options.pop("check_option", "")
    kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    declared = any(not column.comment for column in view.columns)
    columns = f" {sql.columns(column.name for column in view.columns)}" if declared else ""
    text = (
        f"CREATE {kind} {sql.named(view.schema, view.name)}{columns}"
        f"{with_options(tuple(options.items()))} AS\n{view.definition}"
    )
    if check:
        text += f"\nWITH {check.upper()} CHECK OPTION"
    yield say(text, f'create "{view.name}" {kind.lower()}', view.name)
    name = Name(view.schema, view.name)
    for index in view.indexes:
        comment = f'create index "{index.name}" to view: "{view.name}"'
        yield say(sql.index(name, index), comment, view.name)
        if index.comment:
            yield index_comment(sql, name, index.name, index.comment)


# --- extensions and texts -----------------------------------------------------------------------

_ENABLED = {"disabled": "DISABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS"}


def create_extension(sql: PostgresWriter, item: Extension) -> Statement:
    text = f"CREATE EXTENSION IF NOT EXISTS {sql.ident(item.name)}"
    if item.schema and item.schema != "pg_catalog":
        text += f" WITH SCHEMA {sql.ident(item.schema)}"
    return say(text, f'create extension "{item.name}"', item.name)


def create_text(
    sql: PostgresWriter, item: Routine | Trigger | Policy | Definition
) -> Iterator[Statement]:
    """An object kept as its CREATE statement."""
    kind = item.kind if isinstance(item, Routine | Definition) else item.key.kind.value
    yield say(item.definition, f'create {kind} "{item.name}"', item.name)
    if isinstance(item, Trigger):
        yield from trigger_state(sql, item)


def trigger_state(sql: PostgresWriter, item: Trigger) -> Iterator[Statement]:
    """Disabled, or firing on replicas, where that is wanted."""
    state = dict(item.options).get("enabled")
    if state:
        owner = sql.named(item.schema, item.table)
        text = f"ALTER TABLE {owner} {_ENABLED[state]} TRIGGER {sql.ident(item.name)}"
        yield say(text, f'set trigger "{item.name}" {state}', item.table)


# --- dropping -----------------------------------------------------------------------------------


def drop_object(sql: PostgresWriter, item: Object) -> Statement:
    """DROP, never with CASCADE."""
    name = sql.named(item.key.schema, item.key.name)
    match item:
        case View():
            kind = "materialized view" if item.materialized else "view"
            text = f"{kind.upper()} {name}"
        case Enum():
            kind, text = "enum type", f"TYPE {sql.type_name(item.key.schema, item.key.name)}"
        case Composite():
            kind, text = "composite type", f"TYPE {sql.type_name(item.key.schema, item.key.name)}"
        case Routine():
            kind = item.kind
            text = f"{kind.upper()} {_routine(sql, item)}"
        case Trigger() | Policy():
            kind = item.key.kind.value
            owner = sql.named(item.schema, item.table)
            text = f"{kind.upper()} {sql.ident(item.name)} ON {owner}"
        case Definition():
            kind = item.kind
            text = f"{_definition(sql, item)}"
        case Domain():
            kind, text = "domain", f"DOMAIN {sql.type_name(item.schema, item.name)}"
        case Extension():
            kind, text = "extension", f"EXTENSION {sql.ident(item.name)}"
        case Table() | Sequence():
            kind = item.key.kind.value
            text = f"{kind.upper()} {name}"
        case _:
            assert_never(item)
    return say(f"DROP {text}", f'drop {kind} "{item.key.name}"', item.key.name)


def _routine(sql: PostgresWriter, item: Routine) -> str:
    arguments = item.signature or ("*" if item.kind == "aggregate" else "")
    return f"{sql.routine_name(item.schema, item.name)}({arguments})"


_WITHOUT_SCHEMA = frozenset(
    {"cast", "event trigger", "language", "procedural language", "publication", "server"}
    | {"foreign data wrapper", "access method", "transform", "user mapping"}
)


def _definition(sql: PostgresWriter, item: Definition) -> str:
    """What follows DROP (and COMMENT ON) for an object kept as text."""
    kind = item.kind
    name = sql.named(item.schema, item.name)
    match kind:
        case "range type" | "base type" | "type":
            return f"TYPE {sql.type_name(item.key.schema, item.key.name)}"
        case "rule":
            return f"RULE {sql.ident(item.name)} ON {sql.named(item.schema, item.table)}"
        case "operator":
            schema = f"{sql.ident(item.schema)}." if item.schema else ""
            operands = ", ".join(_operand(item.definition, s) for s in ("LEFTARG", "RIGHTARG"))
            symbol = re.split(r"[\s(]", item.name, maxsplit=1)[0]
            return f"OPERATOR {schema}{symbol} ({operands})"
        case "operator class" | "operator family":
            found = re.search(r"\bUSING\s+(\S+)", item.definition, re.IGNORECASE)
            return f"{kind.upper()} {name} USING {found.group(1) if found else 'btree'}"
        case "cast":
            found = re.search(r"\bCAST\s*(\([^()]*\))", item.definition, re.IGNORECASE)
            return f"CAST {found.group(1) if found else item.name}"
        case _:
            plain = sql.ident(item.name) if kind in _WITHOUT_SCHEMA else name
            return f"{kind.upper()} {plain}"


def _operand(definition: str, side: str) -> str:
    found = re.search(rf"\b{side}\s*=\s*([^,)]+)", definition, re.IGNORECASE)
    return found.group(1).strip() if found else "NONE"


# --- comments -----------------------------------------------------------------------------------


def comment_on(sql: PostgresWriter, item: Object) -> Statement:
    """COMMENT ON any object, NULL for none."""
    name = sql.named(item.key.schema, item.key.name)
    match item:
        case View():
            text = f"{'MATERIALIZED VIEW' if item.materialized else 'VIEW'} {name}"
        case Enum() | Composite():
            text = f"TYPE {sql.type_name(item.key.schema, item.key.name)}"
        case Routine():
            text = f"{item.kind.upper()} {_routine(sql, item)}"
        case Trigger() | Policy():
            owner = sql.named(item.schema, item.table)
            text = f"{item.key.kind.value.upper()} {sql.ident(item.name)} ON {owner}"
        case Definition():
            text = _definition(sql, item)
        case Extension():
            text = f"EXTENSION {sql.ident(item.name)}"
        case Domain():
            text = f"DOMAIN {sql.type_name(item.schema, item.name)}"
        case Table() | Sequence():
            kind = "FOREIGN TABLE" if _is_foreign(item) else item.key.kind.value.upper()
            text = f"{kind} {name}"
        case _:
            assert_never(item)
    kind = item.key.kind.value
    return comment_statement(sql, text, item.comment, f'{kind}: "{item.key.name}"', item.key.name)


def _is_foreign(item: Table | Sequence) -> bool:
    return isinstance(item, Table) and "server" in dict(item.options)


def column_comment(sql: PostgresWriter, owner: Name, column: str, comment: str) -> Statement:
    target = f"COLUMN {sql.table(owner)}.{sql.ident(column)}"
    return comment_statement(
        sql, target, comment, f'column: "{column}" on table: "{owner.name}"', owner.name
    )


def constraint_comment(sql: PostgresWriter, owner: Name, name: str, comment: str) -> Statement:
    target = f"CONSTRAINT {sql.ident(name)} ON {sql.table(owner)}"
    return comment_statement(
        sql, target, comment, f'constraint: "{name}" on table: "{owner.name}"', owner.name
    )


def index_comment(sql: PostgresWriter, owner: Name, name: str, comment: str) -> Statement:
    target = f"INDEX {sql.named(owner.schema, name)}"
    return comment_statement(
        sql, target, comment, f'index: "{name}" on table: "{owner.name}"', owner.name
    )


def comment_statement(
    sql: PostgresWriter, target: str, comment: str, what: str, name: str
) -> Statement:
    value = sql.string(comment) if comment else "NULL"
    return say(f"COMMENT ON {target} IS {value}", f"set comment to {what}", name)
