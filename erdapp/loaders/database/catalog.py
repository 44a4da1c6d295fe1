"""One query against a server's catalog, as rows with named fields."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from erdapp.loaders.database.connect import Connection


def fetch(connection: Connection, sql: str, parameters: Any = None) -> list[Any]:
    """All rows of a query as named tuples; field names are those of the query, lower case.

    Values have the driver's types, hence `Any`. Raises the driver's errors.
    """
    cursor = connection.cursor()
    try:
        if parameters is None:
            cursor.execute(sql)
        else:
            cursor.execute(sql, parameters)
        names = [column[0].lower() for column in cursor.description]
        row = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        return [row._make(values) for values in cursor.fetchall()]
    finally:
        cursor.close()


def run(connection: Connection, sql: str, parameters: Any = None) -> None:
    """Run a statement that gives no rows."""
    cursor = connection.cursor()
    try:
        if parameters is None:
            cursor.execute(sql)
        else:
            cursor.execute(sql, parameters)
    finally:
        cursor.close()
