"""PG303 to PG306: constraints that make PostgreSQL read a whole table with others locked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.diff.changes import (
    AddCheck,
    AddForeignKey,
    AddPrimaryKey,
    ModifyColumn,
    ModifyTable,
)
from erdapp.lint.analyzers.base import POSTGRES, Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.loaders.sql.reader import Reader
from erdapp.schema import Check, ForeignKey, Table

_SCAN = "requires a full table scan with an ACCESS EXCLUSIVE lock, blocking both reads and writes"


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        table = change.after
        if look.spans.is_new(table.full_name):
            continue
        match part:
            case ModifyColumn() if part.before.null and not part.after.null:
                if part.after.name not in _key_columns(change):
                    yield from _required(look, change, part.after.name)
            case AddPrimaryKey():
                yield from _primary_key(look, change)
            case AddCheck(item) if item.validated and item.enforced:
                yield _check(look, change, item)
            case AddForeignKey(key) if key.validated and key.enforced:
                yield _foreign_key(look, change, key)
            case _:
                pass


def _key_columns(change: ModifyTable) -> set[str]:
    """Columns of a primary key that the statement adds: the key makes them NOT NULL."""
    return {
        name
        for part in change.changes
        if isinstance(part, AddPrimaryKey)
        for name in part.key.columns
    }


def never_null(table: Table, column: str) -> bool:
    """Whether a valid check of the table says so; then PostgreSQL needn't look at the rows."""
    return any(
        item.validated and item.enforced and _says_not_null(item.expression, column)
        for item in table.checks
    )


def _says_not_null(expression: str, column: str) -> bool:
    """Whether `column IS NOT NULL` is one of what the expression demands together."""
    reader = Reader(expression, POSTGRES_DIALECT, lambda text: text.strip('"'))
    demands: list[list[str]] = [[]]
    depth = 0
    for word, upper in zip(reader.words, reader.uppers, strict=True):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and upper == "OR":
            return False
        if depth == 0 and upper == "AND":
            demands.append([])
        elif word:
            demands[-1].append(word)
    wanted = ([column, "IS", "NOT", "NULL"], [f'"{column}"', "IS", "NOT", "NULL"])
    return any(demand in wanted for demand in demands)


(POSTGRES_DIALECT,) = POSTGRES


def _required(look: Look, change: ModifyTable, column: str) -> Iterator[Diagnostic]:
    table = change.after
    if never_null(change.before, column):
        return
    text = f'Setting column "{column}" of table "{table.name}" to NOT NULL {_SCAN}'
    fix = _by_check(look, change, [column])
    yield look.found("PG303", text, table, column, fixes=[fix])


def _primary_key(look: Look, change: ModifyTable) -> Iterator[Diagnostic]:
    table = change.after
    columns = [
        part.after.name
        for part in change.changes
        if isinstance(part, ModifyColumn)
        and part.before.null
        and part.after.name in _key_columns(change)
        and not never_null(change.before, part.after.name)
    ]
    if not columns:
        return
    shown = ", ".join(f'"{column}"' for column in columns)
    which = f"nullable column{'s' if len(columns) > 1 else ''} {shown}"
    text = f'Adding a PRIMARY KEY on {which} of table "{table.name}" sets NOT NULL, which {_SCAN}'
    yield look.found("PG304", text, table, columns[0], fixes=[_by_check(look, change, columns)])


def _by_check(look: Look, change: ModifyTable, columns: Sequence[str]) -> SuggestedFix:
    """A check that is added without looking, validated without locking, then not needed."""
    table = look.quoted(change.after.full_name)
    told = "Add a NOT VALID check, validate it, and drop it when the column is NOT NULL"
    names = [(look.name(f"{change.after.name}_{one}_not_null"), one) for one in columns]
    first = [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({look.name(one)} IS NOT NULL) NOT VALID;"
        f"\nALTER TABLE {table} VALIDATE CONSTRAINT {name};"
        for name, one in names
    ]
    last = [f"ALTER TABLE {table} DROP CONSTRAINT {name};" for name, _ in names]
    return instead(
        look,
        told,
        "\n".join((*first, look.statement.text)),
        follow="\n".join(last),
        outside_transactions=True,
    )


def _check(look: Look, change: ModifyTable, item: Check) -> Diagnostic:
    table = change.after
    text = f'Adding CHECK constraint "{item.name}" on table "{table.name}" {_SCAN}'
    return look.found("PG305", text, table, fixes=[_not_valid(look, change, item.name)])


def _foreign_key(look: Look, change: ModifyTable, key: ForeignKey) -> Diagnostic:
    table = change.after
    text = (
        f'Adding FOREIGN KEY constraint "{key.name}" on table "{table.name}" requires a full table '
        f'scan, blocking writes on "{table.name}" and "{key.ref_table}"'
    )
    fix = _not_valid(look, change, key.name)
    if table.partition is not None:
        fix = SuggestedFix(message="Add the constraint to each partition NOT VALID and validate it")
    return look.found("PG306", text, table, key.columns[0], fixes=[fix])


def _not_valid(look: Look, change: ModifyTable, name: str) -> SuggestedFix:
    told = "Add the constraint NOT VALID, then validate it in a statement of its own"
    text = look.statement.text
    if len(change.changes) != 1 or not name or not look.reader().peek("ALTER", "TABLE"):
        return SuggestedFix(message=told)
    follow = (
        f"ALTER TABLE {look.quoted(change.after.full_name)} VALIDATE CONSTRAINT {look.name(name)};"
    )
    return instead(look, told, f"{text} NOT VALID", follow=follow, outside_transactions=True)


ANALYZER = Analyzer(
    name="pg",
    heading="PostgreSQL specific issues detected",
    codes=("PG303", "PG304", "PG305", "PG306"),
    check=check,
    dialects=POSTGRES,
)
