"""PostgreSQL: objects other than tables changed in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.diff.changes import Aspect, ModifyObject
from erdapp.planner import postgres_objects as objects
from erdapp.planner import postgres_types as types
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.writer import say
from erdapp.schema import (
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
    Name,
    Routine,
    Trigger,
    View,
)
from erdapp.schema import Sequence as DatabaseSequence


def is_replaced(change: ModifyObject) -> bool:
    """Whether a type changes through a new one of its name."""
    match change.before, change.after:
        case Enum() as old, Enum() as new:
            return old.values != new.values and not types.only_adds(old, new)
        case Domain() as old, Domain() as new:
            return (old.type, old.collation) != (new.type, new.collation)
        case _:
            return False


def modify(
    sql: PostgresWriter, change: ModifyObject, users: Sequence[types.TypeUser]
) -> Iterator[Statement]:
    """The statements for one changed object; `users` are the columns of a type."""
    before, after = change.before, change.after
    match before, after:
        case (Enum(), Enum()) | (Domain(), Domain()) | (Composite(), Composite()):
            yield from _type(sql, change, users)
        case View(), View():
            yield from _view(sql, before, after)
        case DatabaseSequence(), DatabaseSequence():
            yield from types.alter_sequence(sql, before, after)
        case Routine(), Routine() if before.definition != after.definition:
            text = objects.or_replace(after.definition)
            yield say(text, f'replace {after.kind} "{after.name}"', after.name)
        case Trigger(), Trigger() if before.options != after.options:
            owner = sql.named(after.schema, after.table)
            text = f"ALTER TABLE {owner} ENABLE TRIGGER {sql.ident(after.name)}"
            yield say(text, f'set trigger "{after.name}" enabled', after.table)
            yield from objects.trigger_state(sql, after)
        case Extension(), Extension() if Aspect.OPTIONS in change.aspects:
            space = sql.ident(after.schema or sql.facts.default_namespace)
            text = f"ALTER EXTENSION {sql.ident(after.name)} SET SCHEMA {space}"
            yield say(text, f'move extension "{after.name}"', after.name)
        case Definition(), Definition() if before.definition != after.definition:
            yield objects.drop_object(sql, before)
            yield from objects.create_text(sql, after)
    if before.comment != after.comment or (after.comment and is_replaced(change)):
        yield objects.comment_on(sql, after)


def _type(
    sql: PostgresWriter, change: ModifyObject, users: Sequence[types.TypeUser]
) -> Iterator[Statement]:
    match change.before, change.after:
        case Enum() as old, Enum() as new if is_replaced(change):
            create = types.create_enum(sql, new)
            yield from types.replace_type(sql, "TYPE", new, create, users)
        case Enum() as old, Enum() as new:
            yield from types.add_values(sql, old, new)
        case Domain() as old, Domain() as new if is_replaced(change):
            create = types.create_domain(sql, new)
            yield from types.replace_type(sql, "DOMAIN", new, create, users)
        case Domain() as old, Domain() as new:
            yield from types.alter_domain(sql, old, new)
        case Composite() as old, Composite() as new:
            yield from types.alter_composite(sql, old, new)


def _view(sql: PostgresWriter, before: View, after: View) -> Iterator[Statement]:
    """Indexes of a materialized view and comments on columns; anything else replaces the view."""
    name = Name(after.schema, after.name)
    for index in before.indexes:
        if index not in after.indexes:
            text = f"DROP INDEX {sql.named(after.schema, index.name)}"
            yield say(text, f'drop index "{index.name}" from view: "{after.name}"', after.name)
    for index in after.indexes:
        if index not in before.indexes:
            comment = f'create index "{index.name}" to view: "{after.name}"'
            yield say(sql.index(name, index), comment, after.name)
    old = {column.name: column.comment for column in before.columns}
    new = {column.name: column.comment for column in after.columns}
    for column in dict.fromkeys((*old, *new)):
        if old.get(column, "") != new.get(column, ""):
            yield objects.column_comment(sql, name, column, new.get(column, ""))
