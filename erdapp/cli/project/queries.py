"""`data "sql"`: the first column of a query on a database."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal

from erdapp.cli.project.settings import Settings
from erdapp.cli.project.values import Value
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, connect, dialect_of, plain_message
from erdapp.schema import Dialect


def rows_of(settings: Settings, url: str, query: str, arguments: Sequence[Value]) -> list[Value]:
    """The values of the query's column, in its order. Raises SourceError."""
    try:
        given = _adapted(query, url, arguments)
        with closing(connect(url, read_only=True)) as connection:
            cursor = connection.cursor()
            cursor.execute(*given)
            found = cursor.fetchall()
    except SourceError as error:
        raise settings.error(error.message, "url") from None
    except DRIVER_ERRORS as error:
        raise settings.error(f"the query fails: {plain_message(error)}", "query") from None
    if found and len(found[0]) != 1:
        raise settings.error(f"the query has {len(found[0])} columns, wanted is one", "query")
    return [_plain(row[0]) for row in found]


def _adapted(query: str, url: str, arguments: Sequence[Value]) -> tuple[object, ...]:
    """The query with its arguments as the driver takes them: `$1` and `?` are both written."""
    if not arguments:
        return (query,)
    if dialect_of(url) is Dialect.SQLITE:
        return query, tuple(arguments)
    text = query.replace("%", "%%").replace("?", "%s")
    for place in range(len(arguments), 0, -1):
        text = text.replace(f"${place}", "%s")
    return text, tuple(arguments)


def _plain(value: object) -> Value:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return float(value)
        case bytes():
            return value.decode("utf-8", errors="replace")
        case _:
            return str(value)
