"""Columns that need a value in every row, and the defaults that give them one."""

from __future__ import annotations

from erdapp.dialects import facts
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.report import SuggestedFix
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.schema import Column, Dialect, Table

_NUMBERS = frozenset(
    {
        "smallint", "integer", "bigint", "int", "tinyint", "mediumint", "numeric", "decimal",
        "real", "float", "double", "double precision", "money", "smallmoney", "bit", "boolean",
        "year",
    }
)  # fmt: skip
_TEXTS = frozenset(
    {
        "text", "varchar", "char", "nvarchar", "nchar", "citext", "clob", "set",
        "character varying", "character",
    }
)  # fmt: skip
_LONG_TEXTS = frozenset({"tinytext", "mediumtext", "longtext"})
_MOMENTS = frozenset(
    {
        "date", "time", "datetime", "datetime2", "timestamp", "timestamp with time zone",
        "timestamp without time zone", "time with time zone", "time without time zone",
    }
)  # fmt: skip
_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def is_required(column: Column) -> bool:
    """Whether a row must bring a value: there is none to take its place."""
    given = column.default is not None or column.generated or column.identity
    return not (column.null or given or column.auto_increment)


def default_for(look: Look, table: Table, column: Column) -> tuple[SuggestedFix, ...]:
    """Fixes for a required column that is added: a default, or three steps."""
    told = f'Add a DEFAULT to "{column.name}", or add it nullable, fill it, then set it NOT NULL'
    value = neutral(column, look.dialect)
    sql = _with_default(look, column, value) if value else ""
    if not sql:
        return (SuggestedFix(message=told),)
    return (instead(look, told, sql),)


def neutral(column: Column, dialect: Dialect) -> str:
    """A value that says little, as SQL; empty where none can be said."""
    kind = column.type.name.lower()
    if column.type.dimensions:
        return "'{}'"
    if kind in ("boolean", "bool") and dialect is Dialect.POSTGRES:
        return "false"
    if kind in ("bit", "bit varying") and dialect is Dialect.POSTGRES:
        return ""
    if kind in ("json", "jsonb"):
        return "(JSON_OBJECT())" if dialect in _MYSQL else "'{}'"
    if kind == "enum" and column.type.args:
        return facts(dialect).string(column.type.args[0])
    if kind in _NUMBERS:
        return "0"
    if kind in _LONG_TEXTS or (kind == "text" and dialect in _MYSQL):
        return "('')"
    if kind in _TEXTS:
        return "''"
    if kind in _MOMENTS and dialect is not Dialect.SQLITE:
        return _moment(kind, dialect)
    return ""


def _moment(kind: str, dialect: Dialect) -> str:
    if dialect in _MYSQL:
        return {"date": "(CURRENT_DATE)", "time": "(CURRENT_TIME)"}.get(kind, "CURRENT_TIMESTAMP")
    if dialect is Dialect.MSSQL:
        return "CURRENT_TIMESTAMP"
    if kind.startswith("time") and not kind.startswith("timestamp"):
        return "CURRENT_TIME"
    return "CURRENT_DATE" if kind == "date" else "CURRENT_TIMESTAMP"


def _with_default(look: Look, column: Column, value: str) -> str:
    """The statement with the default written behind the column's NOT NULL."""
    reader = look.reader()
    clause = added_clause(reader, column.name)
    if clause is None:
        return ""
    start, end = clause
    for place in range(start, end - 1):
        if reader.uppers[place] == "NOT" and reader.uppers[place + 1] == "NULL":
            cut = reader.starts[place + 1] + len(reader.words[place + 1])
            return f"{reader.source[:cut]} DEFAULT {value}{reader.source[cut:]}"
    return ""


def added_clause(reader: Reader, column: str) -> tuple[int, int] | None:
    """The tokens of `name type …` in a statement that adds or makes the column: from the name
    up to (not with) the comma or parenthesis that ends it."""
    fold = facts(reader.dialect).fold
    for place in range(1, len(reader.words) - 1):
        if reader.uppers[place - 1] not in ("ADD", "COLUMN", "EXISTS", "(", ","):
            continue
        reader.pos = place
        try:
            if not reader.is_name() or fold(reader.name()) != fold(column):
                continue
            reader.skip_to_comma()
        except ReadError:
            continue
        return place, reader.pos
    return None
