"""What the properties found, each as the SQL of the least schema that showed it."""

from __future__ import annotations

import pytest

from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

MARIADB, MYSQL, POSTGRES, MSSQL, SQLITE = (
    Dialect.MARIADB,
    Dialect.MYSQL,
    Dialect.POSTGRES,
    Dialect.MSSQL,
    Dialect.SQLITE,
)


def load(sql: str, dialect: Dialect) -> Schema:
    loaded = load_sql((SourceFile("found.sql", sql),), LoadOptions(dialect=dialect))
    assert loaded.problems == ()
    return loaded.schema


FOUND = {
    "a table may begin with a hash sign": (MARIADB, "CREATE TABLE `#t` (a int);"),
    "user is no constant of MySQL": (
        MYSQL,
        "CREATE TABLE t (`user` int NOT NULL) PARTITION BY HASH (`user`) PARTITIONS 2;",
    ),
    "a quoted table before FOR EACH ROW": (
        MYSQL,
        "CREATE TABLE `select` (a int);\n"
        "CREATE TRIGGER tr BEFORE INSERT ON `select` FOR EACH ROW BEGIN SET @a = 'x;'; END;\n"
        "CREATE TABLE after_it (a int);",
    ),
    "a rule of a table in a namespace": (
        POSTGRES,
        "CREATE SCHEMA s; CREATE TABLE s.t (a int);"
        "CREATE RULE r AS ON DELETE TO s.t DO INSTEAD NOTHING;",
    ),
    "an array with a comma": (POSTGRES, "CREATE TABLE t (a int[] DEFAULT ARRAY[1, 2], b int);"),
    "statistics named like a keyword": (
        POSTGRES,
        'CREATE TABLE t (a int, b int); CREATE STATISTICS "partition" ON a, b FROM t;',
    ),
    "an aggregate named like a reserved word": (
        POSTGRES,
        'CREATE AGGREGATE "select"(integer) (SFUNC = int4pl, STYPE = integer);',
    ),
    "an alias with columns is no call": (
        MSSQL,
        "CREATE VIEW v AS SELECT e.n FROM (SELECT 1) AS [Education](n)",
    ),
    "routines and triggers named like the beginning of a block": (
        MYSQL,
        "CREATE TABLE t (a int);\n"
        "CREATE PROCEDURE begin(a int) BEGIN SELECT 'x;'; END;\n"
        "CREATE TRIGGER `case` BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; END;\n"
        "CREATE FUNCTION after_it(a int) RETURNS int DETERMINISTIC RETURN a;",
    ),
    "two checks without a name, of which one is not trusted": (
        MSSQL,
        "CREATE TABLE t (a int, CHECK (a > 0))\nGO\n"
        "ALTER TABLE t WITH NOCHECK ADD CHECK (a > 0)\nGO\n",
    ),
    "a definition and its ALTER": (
        MSSQL,
        "CREATE XML SCHEMA COLLECTION dbo.x AS N'<a/>'\nGO\n"
        "ALTER XML SCHEMA COLLECTION dbo.x ADD N'<b/>'\nGO\n",
    ),
    "the period of a table whose history SQL Server keeps": (
        MSSQL,
        "CREATE TABLE t (a int NOT NULL PRIMARY KEY, s datetime2 GENERATED ALWAYS AS ROW START "
        "HIDDEN NOT NULL, e datetime2 GENERATED ALWAYS AS ROW END NOT NULL, "
        "PERIOD FOR SYSTEM_TIME (s, e)) WITH (SYSTEM_VERSIONING = ON)\nGO\n",
    ),
    "the period of a table whose history MariaDB keeps": (
        MARIADB,
        "CREATE TABLE t (a int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) "
        "GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (s, e)) "
        "WITH SYSTEM VERSIONING;",
    ),
    "JSON in a column with a backtick": (
        MARIADB,
        "CREATE TABLE t (`a``b` longtext COLLATE utf8mb4_bin CHECK (json_valid(`a``b`)));",
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_comes_back_from_its_own_export(name: str) -> None:
    dialect, sql = FOUND[name]
    schema = load(sql, dialect)
    assert load(export(schema, "sql"), dialect) == schema


def test_a_trigger_comes_after_its_table_even_where_tables_refer_to_each_other() -> None:
    schema = load(
        "CREATE TABLE a (id int PRIMARY KEY, o int, FOREIGN KEY (o) REFERENCES b (id));"
        "CREATE TABLE b (id int PRIMARY KEY, o int, FOREIGN KEY (o) REFERENCES a (id));"
        "CREATE TRIGGER tr BEFORE INSERT ON b FOR EACH ROW SET @a = 1;",
        MYSQL,
    )
    sql = export(schema, "sql")
    assert sql.index("CREATE TABLE `b`") < sql.index("CREATE TRIGGER tr")


def test_the_text_of_a_changed_definition_says_what_changed_it() -> None:
    _, sql = FOUND["a definition and its ALTER"]
    (item,) = load(sql, MSSQL).definitions
    assert "\nALTER XML SCHEMA COLLECTION" in item.definition
