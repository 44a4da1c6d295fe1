"""NM101 to NM106: new names that the team's policy doesn't allow."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddSchema,
    AddTable,
    AddUnique,
    ModifyTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    TableChange,
)
from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.context import Look
from erdapp.lint.naming_edits import renamed
from erdapp.lint.policy import Naming, Pattern, Policy
from erdapp.lint.report import Diagnostic
from erdapp.schema import Name, Table

CODES = {
    "schema": ("NM101", "Schema"),
    "table": ("NM102", "Table"),
    "column": ("NM103", "Column"),
    "index": ("NM104", "Index"),
    "foreign_key": ("NM105", "Foreign-key constraint"),
    "check": ("NM106", "Check constraint"),
}
"""By the policy's word for it: the code, and the word in the text."""

Named = tuple[str, str, Table | None]
"""What it is, its name, the table it belongs to."""


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    if not policy.naming.match and not policy.naming.resources:
        return
    for kind, name, table in _new_names(look):
        text = violation(policy.naming, kind, name)
        if text:
            column = name if kind == "column" else ""
            pattern = policy.naming.pattern(kind) or Pattern()
            mend = renamed(look, pattern, kind, name, _taken(look, table))
            yield look.found(CODES[kind][0], text, table, column, fixes=[mend])


def _taken(look: Look, table: Table | None) -> frozenset[str]:
    """Names that a new one must not be."""
    inside = {name for _, name, _ in names_of(table)} if table else set()
    return frozenset(inside | {one.name for one in look.statement.after.tables})


def violation(policy: Naming, kind: str, name: str) -> str:
    """What is wrong with a name; empty when it is allowed. A name that the server chooses is."""
    pattern = policy.pattern(kind)
    if pattern is None or not name or pattern.allows(name):
        return ""
    text = f'{CODES[kind][1]} named "{name}" violates the naming policy'
    return f"{text}: {pattern.message}" if pattern.message else text


def _new_names(look: Look) -> Iterator[Named]:
    for change in look.changes:
        match change:
            case AddSchema(namespace):
                yield "schema", namespace.name, None
            case AddTable(table):
                yield from names_of(table)
            case RenameTable(after=Name() as name):
                yield "table", name.name, look.statement.after.table(name.name, name.schema)
            case ModifyTable(after=table, changes=parts):
                for part in parts:
                    yield from _part(table, part)
            case _:
                pass


def names_of(table: Table) -> Iterator[Named]:
    """All names of a table and its parts."""
    yield "table", table.name, table
    for column in table.columns:
        yield "column", column.name, table
    for index in table.indexes:
        yield "index", index.name, table
    for unique in table.uniques:
        yield "index", unique.name, table
    for key in table.foreign_keys:
        yield "foreign_key", key.name, table
    for item in table.checks:
        yield "check", item.name, table


def _part(table: Table, part: TableChange) -> Iterator[Named]:
    match part:
        case AddColumn(column):
            yield "column", column.name, table
        case RenameColumn(after=column):
            yield "column", column.name, table
        case AddIndex(index):
            yield "index", index.name, table
        case RenameIndex(after=name):
            yield "index", name, table
        case AddUnique(unique):
            yield "index", unique.name, table
        case AddForeignKey(key):
            yield "foreign_key", key.name, table
        case AddCheck(check):
            yield "check", check.name, table
        case RenameConstraint(after=name):
            yield from (found for found in names_of(table) if found[1] == name)
        case _:
            pass


ANALYZER = Analyzer(
    name="naming",
    heading="naming violations detected",
    codes=tuple(code for code, _ in CODES.values()),
    check=check,
)
