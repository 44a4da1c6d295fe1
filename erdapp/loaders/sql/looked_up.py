"""SQL Server: a constraint without a name of its own, dropped through the catalogue.

The server names such constraints itself, differently each time, so that migrations look the name up
when they run. This is the batch that our own plans write, in which only the names differ:

    DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' +
      QUOTENAME(o.name) FROM sys.default_constraints o WHERE … ); EXEC (@sql)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from erdapp.dialects.mssql_expressions import bare
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.tokens import string_value
from erdapp.schema import Check, Dialect, ForeignKey, Name, Unique

T = TypeVar("T", Unique, ForeignKey, Check)

_STRING = r"N'(?:[^']|'')*'"
_DECLARED = re.compile(
    rf"DECLARE\s+(?P<variable>@\w+)\s+nvarchar\(max\)\s*=\s*\(SELECT TOP \(1\) (?P<head>{_STRING})"
    r" \+ QUOTENAME\(o\.name\) FROM sys\.(?P<catalogue>\w+) o WHERE (?P<where>.*)\)\s*",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = re.compile(r"ALTER TABLE (.+) DROP CONSTRAINT ", re.DOTALL)
_COLUMN = re.compile(rf"COLUMNPROPERTY\(o\.parent_object_id, ({_STRING}), 'ColumnId'\)")
_COLUMNS = re.compile(rf"\bIN \(({_STRING}(?:, {_STRING})*)\) THEN")
_TARGET = re.compile(rf"o\.referenced_object_id = OBJECT_ID\(({_STRING})\)")
_EXPRESSION = re.compile(rf"REPLACE\(.*\) = ({_STRING})\Z", re.DOTALL)


def declare(reader: Reader, state: LoadState) -> None:
    """Note the statement that a variable is given; other declarations change nothing."""
    text = reader.rest()
    found = _DECLARED.fullmatch(text) if state.dialect is Dialect.MSSQL else None
    if found:
        state.simple = False
        state.put_together[found["variable"].lower()] = found


def execute_variable(reader: Reader, state: LoadState) -> bool:
    """`(@sql)` after EXEC: drop what its statement would; False where we don't know that."""
    if not reader.peek("(") or not reader.ahead(1).startswith("@"):
        return False
    state.simple = False  # what it does depends on the statement before
    found = state.put_together.pop(reader.ahead(1).lower(), None)
    head = _HEAD.fullmatch(_text(found["head"])) if found else None
    if found is None or head is None:
        return False
    reader.rest()
    name = state.referred(state.reader(head[1], state.line).parts())
    table = state.builder.table(name)
    draft = TableDraft.of(table) if table else None
    if draft is None or not _drop(state, draft, found["catalogue"].lower(), found["where"]):
        state.warn(f"there is no such constraint of {name} to drop")
        return True
    state.put_table(draft.table())
    return True


def _drop(state: LoadState, table: TableDraft, catalogue: str, where: str) -> bool:
    """Drop the first constraint without a name that fits."""
    match catalogue:
        case "default_constraints":
            return _drop_default(state, table, where)
        case "key_constraints" if "o.type = 'PK'" in where:
            found = table.primary_key is not None
            table.primary_key = None
            return found
        case "key_constraints":
            columns = _columns(state, where)
            return _without(table.uniques, lambda item: _same(state, item.columns) == columns)
        case "foreign_keys":
            return _drop_foreign_key(state, table, where)
        case "check_constraints":
            wanted = _EXPRESSION.search(where)
            text = _text(wanted[1]) if wanted else ""
            return _without(table.checks, lambda item: bare(item.expression) == text)
        case _:
            return False


def _drop_default(state: LoadState, table: TableDraft, where: str) -> bool:
    found = _COLUMN.search(where)
    place = table.column_at(_text(found[1]), state.facts) if found else -1
    if place < 0 or table.columns[place].default is None:
        return False
    table.columns[place] = replace(table.columns[place], default=None, default_name="")
    return True


def _drop_foreign_key(state: LoadState, table: TableDraft, where: str) -> bool:
    found = _TARGET.search(where)
    if not found:
        return False
    target = state.referred(state.reader(_text(found[1]), state.line).parts())
    columns = _columns(state, where)

    def fits(key: ForeignKey) -> bool:
        return (
            Name(key.ref_schema, key.ref_table) == target and _same(state, key.columns) == columns
        )

    return _without(table.foreign_keys, fits)


def _without(items: list[T], fits: Callable[[T], bool]) -> bool:
    """Take the first item out that fits, of those without a name if there is one."""
    found = sorted(filter(fits, items), key=lambda item: item.name != "")
    if found:
        items.remove(found[0])
    return bool(found)


def _columns(state: LoadState, where: str) -> frozenset[str]:
    found = _COLUMNS.search(where)
    names = re.findall(_STRING, found[1]) if found else []
    return _same(state, map(_text, names))


def _same(state: LoadState, names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(state.facts.fold, names))


def _text(literal: str) -> str:
    return string_value(literal, Dialect.MSSQL)
