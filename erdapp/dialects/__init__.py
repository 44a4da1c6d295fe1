"""Facts about the five dialects; `facts` finds those of one."""

from __future__ import annotations

from erdapp.dialects.base import Capabilities, Facts
from erdapp.dialects.mariadb import MariaDb
from erdapp.dialects.mssql import SqlServer
from erdapp.dialects.mysql import MySql
from erdapp.dialects.postgres import Postgres
from erdapp.dialects.settle import settle
from erdapp.dialects.sqlite import Sqlite
from erdapp.schema import Dialect, Schema

__all__ = ["DIALECTS", "Capabilities", "Facts", "facts", "settled"]

_FACTS: dict[Dialect, Facts] = {
    Dialect.POSTGRES: Postgres(),
    Dialect.MYSQL: MySql(),
    Dialect.MARIADB: MariaDb(),
    Dialect.SQLITE: Sqlite(),
    Dialect.MSSQL: SqlServer(),
}

DIALECTS: tuple[Dialect, ...] = tuple(_FACTS)


def facts(dialect: Dialect) -> Facts:
    """What is known about `dialect`; the same value every time."""
    return _FACTS[dialect]


def settled(schema: Schema) -> Schema:
    """The schema with every expression in the form that its columns' types make of it: what a
    loader returns, after `SchemaBuilder.freeze`."""
    return settle(schema, facts(schema.dialect))
