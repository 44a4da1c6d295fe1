"""PostgreSQL: tables, columns and other objects under another name, in another namespace."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import ModifyTable, RenameColumn, RenameObject, RenameTable
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.swaps import without_clash
from erdapp.planner.writer import say
from erdapp.schema import Key, Kind, Name, Schema

_TYPES = frozenset({Kind.ENUM, Kind.COMPOSITE})


def rename_table(sql: PostgresWriter, change: RenameTable, before: Schema) -> Iterator[Statement]:
    """Moved first, then renamed there. `before` has the new names already."""
    old, new = change.before, change.after
    here = old
    if old.schema != new.schema:
        text = f"ALTER TABLE {sql.table(old)} SET SCHEMA {_space(sql, new.schema)}"
        yield say(text, f'move table "{old}" to "{new}"', old.name)
        yield from _statistics(sql, change, before)
        here = Name(new.schema, old.name)
    if here.name != new.name:
        text = f"ALTER TABLE {sql.table(here)} RENAME TO {sql.ident(new.name)}"
        yield say(text, f'rename a table from "{old.name}" to "{new.name}"', old.name, new.name)


def _statistics(sql: PostgresWriter, change: RenameTable, before: Schema) -> Iterator[Statement]:
    """Extended statistics alone stay behind when their table moves."""
    old, new = change.before, change.after
    for item in before.definitions:
        if item.kind == "statistics" and Name(item.schema, item.table) == new:
            target = sql.named(old.schema, item.name)
            text = f"ALTER STATISTICS {target} SET SCHEMA {_space(sql, new.schema)}"
            yield say(text, f'move statistics "{item.name}" to "{new.schema}"', item.name)


def rename_object(sql: PostgresWriter, change: RenameObject, before: Schema) -> Iterator[Statement]:
    """Any object but a table, or a value of an enum. `before` has the new names already."""
    old, new = change.before, change.after
    if old.kind is Kind.ENUM and old.scope:
        yield _value(sql, old, new)
        return
    kind = _kind(old, new, before)
    name = old.name
    if old.kind in (Kind.TRIGGER, Kind.POLICY):
        target = f"{sql.ident(name)} ON {sql.named(new.schema, new.scope)}"
        yield _renaming(sql, kind, target, old, new)
        return
    if old.schema != new.schema and not _moves_along(new, before):
        target = _target(sql, kind, old.schema, old)
        text = f"ALTER {kind} {target} SET SCHEMA {_space(sql, new.schema)}"
        yield say(text, f'move {old.kind} "{name}" to "{new.schema}"', name)
    if name != new.name:
        yield _renaming(sql, kind, _target(sql, kind, new.schema, old), old, new)


def _moves_along(new: Key, before: Schema) -> bool:
    """Whether it is the sequence of a column, which goes where its table goes, and never alone."""
    return any(sequence.key == new and sequence.owned_by for sequence in before.sequences)


def _target(sql: PostgresWriter, kind: str, schema: str, old: Key) -> str:
    """What the statement alters, in the namespace in which it is by then."""
    if old.kind is Kind.ROUTINE:
        return f"{sql.routine_name(schema, old.name)}({old.scope})"
    if kind in ("TYPE", "DOMAIN"):
        return sql.type_name(schema, old.name)
    return sql.named(schema, old.name)


def _kind(old: Key, new: Key, before: Schema) -> str:
    """The words of the statement."""
    if old.kind in _TYPES or (old.kind is Kind.DEFINITION and old.scope.endswith("type")):
        return "TYPE"
    if old.kind is Kind.VIEW and any(v.key == new and v.materialized for v in before.views):
        return "MATERIALIZED VIEW"
    return old.kind.value.upper()


def _renaming(sql: PostgresWriter, kind: str, target: str, old: Key, new: Key) -> Statement:
    text = f"ALTER {kind} {target} RENAME TO {sql.ident(new.name)}"
    return say(text, f'rename {old.kind} from "{old.name}" to "{new.name}"', old.name, new.name)


def _value(sql: PostgresWriter, old: Key, new: Key) -> Statement:
    """A value of the enum that is the keys' scope."""
    enum = sql.type_name(new.schema, new.scope)
    values = f"{sql.string(old.name)} TO {sql.string(new.name)}"
    comment = f'rename a value of enum type "{new.scope}" from "{old.name}" to "{new.name}"'
    return say(f"ALTER TYPE {enum} RENAME VALUE {values}", comment, new.scope)


def _space(sql: PostgresWriter, schema: str) -> str:
    return sql.ident(schema or sql.facts.default_namespace)


def rename_columns(sql: PostgresWriter, change: ModifyTable) -> Iterator[Statement]:
    """The columns of one table, in an order in which no name is taken."""
    table = change.after
    pairs = [(c.before.name, c.after.name) for c in change.changes if isinstance(c, RenameColumn)]
    for old, new in without_clash(pairs):
        text = f"RENAME COLUMN {sql.ident(old)} TO {sql.ident(new)}"
        note = f'rename a column from "{old}" to "{new}"'
        yield say(f"ALTER TABLE {sql.table(table)} {text}", note, table.name)
