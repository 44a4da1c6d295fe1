"""One statement on a server: a query of its catalog as rows with named fields, or a command."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from erdapp.loaders.database.connect import Connection


def fetch(connection: Connection, sql: str, parameters: Any = None) -> list[Any]:
    """All rows of a query as named tuples; field names are those of the query, lower case.

    Values have the driver's types, hence `Any`. Raises the driver's errors.
    """
    with _executed(connection, sql, parameters) as cursor:
        names = [column[0].lower() for column in cursor.description]
        row = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        return [row._make(values) for values in cursor.fetchall()]


def run(connection: Connection, sql: str, parameters: Any = None) -> None:
    """Run a statement that gives no rows. Raises the driver's errors."""
    with _executed(connection, sql, parameters):
        pass


@contextmanager
def _executed(connection: Connection, sql: str, parameters: Any) -> Iterator[Any]:
    """A cursor that has run the statement; closed at the end."""
    cursor = connection.cursor()
    try:
        # Only with parameters is a percent sign in the statement a placeholder to the drivers.
        if parameters is None:
            cursor.execute(sql)
        else:
            cursor.execute(sql, parameters)
        yield cursor
    finally:
        cursor.close()
