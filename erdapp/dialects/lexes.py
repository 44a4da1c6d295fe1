"""How each dialect writes its tokens, by dialect."""

from __future__ import annotations

from erdapp.dialects.mariadb import MariaDb
from erdapp.dialects.mssql import SqlServer
from erdapp.dialects.mysql import MySql
from erdapp.dialects.postgres import Postgres
from erdapp.dialects.sqlite import Sqlite
from erdapp.dialects.tokens import Lexis
from erdapp.schema import Dialect

LEXES: dict[Dialect, Lexis] = {
    Dialect.POSTGRES: Postgres.lexis,
    Dialect.MYSQL: MySql.lexis,
    Dialect.MARIADB: MariaDb.lexis,
    Dialect.SQLITE: Sqlite.lexis,
    Dialect.MSSQL: SqlServer.lexis,
}
