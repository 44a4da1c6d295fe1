"""Pre-migration checks: statements that fail where a migration would lose rows, or would fail by
what they hold after some of it was done.

Each bears `-- atlas:assert CODE`, by which lint recognises it.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects import facts
from erdapp.lint.context import Look
from erdapp.lint.directives import codes_in
from erdapp.lint.sql_words import has, refers
from erdapp.schema import Dialect, IndexPart, Table


def guard(look: Look, code: str, table: Table, columns: tuple[str, ...] = ()) -> str:
    """The statements that stop the migration unless the table (or those of its columns) is
    empty."""
    source = look.quoted(table.full_name)
    if not columns:
        return _statement(look, code, f"SELECT 1 FROM {source}", f"table {table.name} is not empty")
    return "\n".join(
        _statement(
            look,
            code,
            f"SELECT 1 FROM {source} WHERE {look.name(column)} IS NOT NULL",
            f"column {column} is not empty",
        )
        for column in columns
    )


def guard_nulls(look: Look, code: str, table: Table, column: str) -> str:
    """The statement that stops the migration where the column holds a NULL."""
    query = f"SELECT 1 FROM {look.quoted(table.full_name)} WHERE {look.name(column)} IS NULL"
    return _statement(look, code, query, f"column {column} holds NULL values")


def guard_duplicates(
    look: Look, code: str, table: Table, parts: Sequence[IndexPart], where: str = ""
) -> str:
    """The statement that stops the migration where rows agree in all parts of a unique index."""
    keys = [_key(look, part) for part in parts]
    # Only SQL Server takes one NULL for another.
    tests = [] if look.dialect is Dialect.MSSQL else [f"{key} IS NOT NULL" for key in keys]
    tests += [f"({where})"] if where else []
    only = f" WHERE {' AND '.join(tests)}" if tests else ""
    query = (
        f"SELECT 1 FROM {look.quoted(table.full_name)}{only} GROUP BY {', '.join(keys)} "
        "HAVING count(*) > 1"
    )
    return _statement(look, code, query, f"table {table.name} holds duplicate entries")


def _key(look: Look, part: IndexPart) -> str:
    if not part.column:
        return f"({part.expression})"
    name = look.name(part.column)
    return f"left({name}, {part.prefix})" if part.prefix else name


def _statement(look: Look, code: str, query: str, what: str) -> str:
    said = facts(look.dialect).string(what)
    match look.dialect:
        case Dialect.POSTGRES:
            sql = (
                f"DO $$ BEGIN IF EXISTS ({query}) THEN RAISE EXCEPTION '%', {said}; END IF; END $$"
            )
        case Dialect.MSSQL:
            sql = f"IF EXISTS ({query}) THROW 50000, {said}, 1"
        case Dialect.SQLITE:
            # the absolute value of the least integer is an overflow
            sql = f"SELECT CASE WHEN EXISTS ({query}) THEN abs(-9223372036854775808) END"
        case _:
            # a subquery of two rows is no value
            sql = f"SELECT IF(EXISTS ({query}), (SELECT 1 UNION ALL SELECT 2), 1)"
    return f"-- atlas:assert {code}\n{sql};"


def is_guarded(look: Look, code: str, table: Table, column: str = "") -> bool:
    """Whether an earlier statement of the file stops unless the table or column is empty."""
    for one in look.earlier:
        said = codes_in(one.leading, "assert")
        if not any(code in words or not words for words in said):
            continue
        if _mentions(look, one.reader(look.dialect).source, table, column):
            return True
    return False


def _mentions(look: Look, text: str, table: Table, column: str) -> bool:
    """Whether `FROM table` stands there, and the column. A body in dollar quotes counts too."""
    body = text.replace("$$", " ")
    reader = type(look.reader())(body, look.dialect, facts(look.dialect).unquote)
    fold = facts(look.dialect).fold
    found = False
    for place, word in enumerate(reader.uppers):
        if word == "FROM":
            reader.pos = place + 1
            found = found or (
                reader.is_name() and refers(reader.parts(), table.full_name, look.dialect)
            )
    names = {fold(reader.name_of(word)) for word in reader.words if reader.can_be_name(word)}
    return found and has(reader, "EXISTS") and (not column or fold(column) in names)
