"""Which planner writes the statements of which dialect."""

from __future__ import annotations

from typing import assert_never

from erdapp.planner.base import Planner
from erdapp.schema import Dialect


def planner_of(dialect: Dialect) -> type[Planner]:
    """The planner of a dialect, imported when it is first asked for: a command needs one."""
    match dialect:
        case Dialect.POSTGRES:
            from erdapp.planner.postgres import PostgresPlanner

            return PostgresPlanner
        case Dialect.MYSQL:
            from erdapp.planner.mysql import MysqlPlanner

            return MysqlPlanner
        case Dialect.MARIADB:
            from erdapp.planner.mariadb import MariadbPlanner

            return MariadbPlanner
        case Dialect.SQLITE:
            from erdapp.planner.sqlite import SqlitePlanner

            return SqlitePlanner
        case Dialect.MSSQL:
            from erdapp.planner.mssql import MssqlPlanner

            return MssqlPlanner
        case _:
            assert_never(dialect)
