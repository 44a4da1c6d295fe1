"""Facts about the five dialects; `facts` finds those of one."""

from __future__ import annotations

from functools import cache
from typing import assert_never

from erdapp.dialects.base import Capabilities, Facts
from erdapp.dialects.settle import settle
from erdapp.schema import Dialect, Schema

__all__ = ["DIALECTS", "Capabilities", "Facts", "facts", "settled"]

DIALECTS: tuple[Dialect, ...] = tuple(Dialect)


@cache
def facts(dialect: Dialect) -> Facts:
    """What is known about `dialect`; the same value every time.

    Each dialect is imported when it is first asked for: a command mostly needs one of the five.
    """
    match dialect:
        case Dialect.POSTGRES:
            from erdapp.dialects.postgres import Postgres

            return Postgres()
        case Dialect.MYSQL:
            from erdapp.dialects.mysql import MySql

            return MySql()
        case Dialect.MARIADB:
            from erdapp.dialects.mariadb import MariaDb

            return MariaDb()
        case Dialect.SQLITE:
            from erdapp.dialects.sqlite import Sqlite

            return Sqlite()
        case Dialect.MSSQL:
            from erdapp.dialects.mssql import SqlServer

            return SqlServer()
        case _:
            assert_never(dialect)


def settled(schema: Schema) -> Schema:
    """The schema with every expression in the form that its columns' types make of it: what a
    loader returns, after `SchemaBuilder.freeze`."""
    return settle(schema, facts(schema.dialect))
