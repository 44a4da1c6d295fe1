"""Last touches on a table's columns, in view of the whole table."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.dialects.charsets import charset_of, default_collation, settled_texts
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, DataType, Dialect


def settle_columns(state: LoadState, table: TableDraft) -> None:
    """Say of each column only what differs from what its table gives it."""
    if state.dialect is Dialect.SQLITE:
        _sqlite(table)
    elif state.dialect in (Dialect.MYSQL, Dialect.MARIADB):
        _mysql(state, table)


def _sqlite(table: TableDraft) -> None:
    """Key columns may be NULL in SQLite, but not a rowid (`INTEGER PRIMARY KEY`), and not in
    WITHOUT ROWID and STRICT tables."""
    if table.primary_key is None:
        return
    strict = "without_rowid" in table.options or "strict" in table.options
    names = {name.casefold() for name in table.primary_key.columns}
    for place, column in enumerate(table.columns):
        if not column.null or column.name.casefold() not in names:
            continue
        if strict or (len(names) == 1 and column.type.name == "integer"):
            table.columns[place] = replace(column, null=False)


def _mysql(state: LoadState, table: TableDraft) -> None:
    options = table.options
    collate = options.get("collate", "")
    charset = options.get("charset", "") or charset_of(collate)
    if charset:
        options["charset"] = charset
    table_collation = collate or default_collation(charset, state.dialect)
    if table_collation:
        options["collate"] = table_collation
    valid = {check.expression for check in table.checks} if table.checks else set()
    for place, column in enumerate(table.columns):
        if state.dialect is Dialect.MARIADB and _is_json(state, column, table, valid):
            table.columns[place] = replace(
                column, type=DataType("json"), charset="", collation="", options=()
            )
        elif column.charset or column.collation or column.options:
            table.columns[place] = settled_texts(column, charset, table_collation, state.dialect)


def _is_json(state: LoadState, column: Column, table: TableDraft, valid: set[str]) -> bool:
    """MariaDB dumps JSON as `longtext … COLLATE utf8mb4_bin … CHECK (json_valid(c))`; the check
    goes with it."""
    if column.type.name != "longtext" or column.collation != "utf8mb4_bin":
        return False
    for check in table.checks:
        if not check.name and check.expression in (
            f"json_valid({column.name})",
            f"json_valid({state.facts.quote(column.name)})",
        ):
            table.checks.remove(check)
            return True
    return False
