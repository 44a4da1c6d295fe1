"""Whole schemas of a dialect for hypothesis, over every kind of object it has, in normal form."""

from __future__ import annotations

from hypothesis import strategies as st

from erdapp.schema import Dialect, Schema
from tests.strategies.chance import Drawn
from tests.strategies.maker import Maker
from tests.strategies.mssql import MssqlMaker
from tests.strategies.mysql import MariadbMaker, MysqlMaker
from tests.strategies.postgres import PostgresMaker
from tests.strategies.sqlite import SqliteMaker

MAKERS: dict[Dialect, type[Maker]] = {
    Dialect.POSTGRES: PostgresMaker,
    Dialect.MYSQL: MysqlMaker,
    Dialect.MARIADB: MariadbMaker,
    Dialect.SQLITE: SqliteMaker,
    Dialect.MSSQL: MssqlMaker,
}


@st.composite
def schemas(draw: st.DrawFn, dialect: Dialect) -> Schema:
    """A schema that the dialect's server takes, as the loaders would give it."""
    return MAKERS[dialect](Drawn(draw)).schema()
