"""PostgreSQL: keys, checks, exclusions and indexes of a table that lean on its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from erdapp.diff.changes import Aspect, ModifyCheck, ModifyForeignKey, TableChange
from erdapp.planner.order import words
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.postgres_objects import constraint_comment, index_comment
from erdapp.planner.postgres_policies import adds_unvalidated, concurrently, validate
from erdapp.planner.renamed_parts import is_comment_only
from erdapp.planner.texts import index_texts
from erdapp.planner.writer import say
from erdapp.schema import Check, Exclusion, Index, PrimaryKey, Table, Unique

Part = PrimaryKey | Unique | Check | Exclusion | Index


def parts_of(table: Table) -> tuple[Part, ...]:
    """All of them, the primary key first."""
    key = (table.primary_key,) if table.primary_key else ()
    return (*key, *table.uniques, *table.checks, *table.exclusions, *table.indexes)


def unnamed(part: Part) -> Part:
    """The part by its content."""
    return replace(part, name="", comment="")


def mentioned(part: Part) -> frozenset[str]:
    """The columns of a part, and all words of its expressions, in lower case."""
    match part:
        case Index():
            columns = {p.column.lower() for p in part.parts} | {c.lower() for c in part.include}
            return in_expressions(part) | columns
        case Check() | Exclusion():
            return in_expressions(part)
        case PrimaryKey() | Unique():
            return frozenset(name.lower() for name in (*part.columns, *part.include))


def in_expressions(part: Part) -> frozenset[str]:
    """The words of a part's expressions alone: what an operator may be bound to a type in."""
    match part:
        case Index():
            return words("\n".join(index_texts(part)))
        case Check():
            return words(part.expression)
        case Exclusion():
            return words(part.definition)
        case PrimaryKey() | Unique():
            return frozenset()


def bound_to(table: Table, columns: Collection[str]) -> tuple[Part, ...]:
    """The parts whose expressions cannot outlive a change of type of one of the columns."""
    wanted = {name.lower() for name in columns}
    return tuple(part for part in parts_of(table) if wanted & in_expressions(part))


def drop_part(sql: PostgresWriter, table: Table, part: Part) -> Statement:
    if isinstance(part, Index):
        text = f"DROP INDEX {sql.named(table.schema, part.name)}"
        plain = say(text, f'drop index "{part.name}" from table: "{table.name}"', table.name)
        return concurrently(sql, table, plain, "drop")
    name = part.name or sql.facts.primary_key_name(Table(name=table.name))
    text = f"ALTER TABLE {sql.table(table)} DROP CONSTRAINT {sql.ident(name)}"
    return say(text, f'modify "{table.name}" table', table.name)


def add_part(sql: PostgresWriter, table: Table, part: Part) -> Iterator[Statement]:
    """The part with its comment, and the warning of what rows may refuse."""
    risk = "fails if rows have equal values"
    match part:
        case Index():
            text = sql.index(table.full_name, part)
            note = f'create index "{part.name}" to table: "{table.name}"'
            plain = say(text, note, table.name, warning=risk if part.unique else "")
            yield concurrently(sql, table, plain, "create")
            if part.comment:
                yield index_comment(sql, table.full_name, part.name, part.comment)
            return
        case PrimaryKey():
            clause = sql.primary_key(table, part)
        case Unique():
            clause = sql.unique(part)
        case Exclusion():
            clause = sql.exclusion(part)
        case Check():
            clause = sql.check(part)
            risk = "fails if a row does not meet it" if part.validated else ""
    text = f"ALTER TABLE {sql.table(table)} ADD {clause}"
    unvalidated = isinstance(part, Check) and adds_unvalidated(sql, table, part)
    note = f'modify "{table.name}" table'
    if unvalidated:
        yield say(f"{text} NOT VALID", note, table.name)
        yield from validate(sql, table, part.name, risk)
    else:
        yield say(text, note, table.name, warning=risk)
    if part.comment and part.name:
        yield constraint_comment(sql, table.full_name, part.name, part.comment)


def keeps_part(change: TableChange) -> bool:
    """Whether a modified constraint stays, so that only its comment has to be set."""
    return is_comment_only(change) or is_validated(change)


def is_validated(change: TableChange) -> bool:
    """A check or a foreign key that only becomes valid needs no dropping. One that is called
    otherwise as well is another one: what differs in more than its name is not renamed."""
    return (
        isinstance(change, ModifyCheck | ModifyForeignKey)
        and change.aspects == (Aspect.VALIDATION,)
        and change.before.name == change.after.name
        and change.before.enforced == change.after.enforced
        and change.after.validated
    )
