"""What MariaDB stores has the same normal form as what was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pymysql
import pytest

from erdapp.dialects import facts
from erdapp.schema import Check, Column, Dialect, ForeignKey, Index, IndexPart, Table
from tests.dialects import mariadb_probes as probes

pytestmark = pytest.mark.live
MARIADB = facts(Dialect.MARIADB)
DATABASE = f"erdapp_dialects_{os.getpid()}"  # workers run side by side

COLUMNS = tuple(
    Column(name=MARIADB.unquote(name), type=MARIADB.parse_type(type.removesuffix(" NULL")))
    for name, type in probes.COLUMNS.items()
)


@pytest.fixture(scope="module")
def database(mariadb_url: str) -> Iterator[Any]:
    parts = urlsplit(mariadb_url)
    connection = pymysql.connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=unquote(parts.username or "root"),
        password=unquote(parts.password or ""),
        autocommit=True,
        charset="utf8mb4",
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4")
        cursor.execute(f"USE {DATABASE}")
        cursor.execute("SET sql_mode = ''")
        yield cursor
        cursor.execute(f"DROP DATABASE {DATABASE}")


def one(cursor: Any, query: str) -> Any:
    cursor.execute(query)
    return cursor.fetchone()[0]


def test_stored_checks_have_the_normal_form_of_the_written_ones(database: Any) -> None:
    columns = ", ".join(f"{name} {type}" for name, type in probes.COLUMNS.items())
    wrong = []
    for written in probes.CHECKS:
        normal = MARIADB.normal_expression(written, COLUMNS)
        for text in (written, normal):
            database.execute(f"CREATE TABLE checked ({columns}, CONSTRAINT probe CHECK ({text}))")
            stored = one(
                database,
                "SELECT check_clause FROM information_schema.check_constraints "
                f"WHERE constraint_schema = '{DATABASE}' AND constraint_name = 'probe'",
            )
            database.execute("DROP TABLE checked")
            found = MARIADB.normal_expression(stored, COLUMNS)
            if found != normal:
                wrong.append((text, normal, found))
    assert not wrong


def test_stored_defaults_have_the_normal_form_of_the_written_ones(database: Any) -> None:
    wrong = []
    for type, written in probes.DEFAULTS:
        column = Column(name="c", type=MARIADB.parse_type(type.removesuffix(" NULL")))
        normal = MARIADB.normal_default(written, column)
        for text in (written, normal or "NULL"):
            database.execute(f"CREATE TABLE kept (c {type} DEFAULT {text})")
            stored = one(
                database,
                "SELECT column_default FROM information_schema.columns "
                f"WHERE table_schema = '{DATABASE}' AND table_name = 'kept'",
            )
            database.execute("DROP TABLE kept")
            found = None if stored is None else MARIADB.normal_default(stored, column)
            if found != normal:
                wrong.append((type, text, normal, found))
    assert not wrong


TYPES = (
    "int", "int(11)", "integer", "bigint(20) unsigned", "int(5) zerofill", "tinyint(1)", "bool",
    "int(3)", "int(10)", "int(11) unsigned", "tinyint(1) unsigned", "bigint(1)", "tinyint(4)",
    "smallint", "mediumint(9)", "decimal", "decimal(8)", "decimal(8,2)", "numeric(5)",
    "fixed(4,1)", "dec", "float", "float(7,4)", "float(30)", "double", "double precision", "real",
    "bit", "bit(3)", "char", "char(5)", "varchar(20)", "national varchar(9)", "nchar(3)",
    "character varying(4)", "binary", "binary(3)", "varbinary(9)", "tinytext", "text", "mediumtext",
    "longtext", "long varchar", "blob", "text(100)", "text(20000)", "blob(100)", "blob(70000)",
    "enum('a','it''s','b,c')", "set('x','y')", "date", "datetime", "datetime(6)", "timestamp(3)",
    "time", "time(2)", "year", "year(4)", "geometry", "point", "inet6", "uuid",
)  # fmt: skip


def test_types_are_called_what_the_server_calls_them(database: Any) -> None:
    wrong = []
    for written in TYPES:
        type = MARIADB.parse_type(written)
        for text in (written, MARIADB.type_sql(type)):
            database.execute(f"CREATE TABLE typed (c {text} NULL)")
            stored = one(
                database,
                "SELECT column_type FROM information_schema.columns "
                f"WHERE table_schema = '{DATABASE}' AND table_name = 'typed'",
            )
            database.execute("DROP TABLE typed")
            if MARIADB.parse_type(stored) != type:
                wrong.append((text, MARIADB.type_sql(type), stored))
    assert not wrong


def test_generated_names_are_those_of_the_server(database: Any) -> None:
    integer = MARIADB.parse_type("int")
    columns = tuple(Column(name=name, type=integer) for name in ("a", "b", "c"))
    database.execute("CREATE TABLE parent (a int PRIMARY KEY) ENGINE=InnoDB")
    database.execute(
        "CREATE TABLE named (a int, b int, c int, UNIQUE (a), KEY (a, b), KEY (b), "
        "CHECK (a > 0), CHECK (b > 0), FOREIGN KEY (b) REFERENCES parent (a), "
        "FOREIGN KEY (c) REFERENCES parent (a)) ENGINE=InnoDB"
    )
    made = one(
        database,
        "SELECT group_concat(DISTINCT index_name ORDER BY index_name) FROM "
        f"information_schema.statistics WHERE table_schema = '{DATABASE}' AND table_name = 'named'",
    )
    constraints = one(
        database,
        "SELECT group_concat(constraint_name ORDER BY constraint_name) FROM "
        f"information_schema.table_constraints WHERE table_schema = '{DATABASE}' "
        "AND table_name = 'named' AND constraint_type <> 'UNIQUE'",
    )
    table = Table(name="named", columns=columns)
    for parts in (("a",), ("a", "b"), ("b",), ("c",)):
        index = Index(name=MARIADB.index_name(table, parts), parts=(IndexPart(column="a"),))
        table = Table(name="named", columns=columns, indexes=(*table.indexes, index))
    assert made.split(",") == sorted(index.name for index in table.indexes)
    for column in ("b", "c"):
        key = ForeignKey(columns=(column,), ref_table="parent")
        key = ForeignKey(
            columns=(column,), ref_table="parent", name=MARIADB.foreign_key_name(table, key)
        )
        check = Check(expression="a > 0", name=MARIADB.check_name(table, "a > 0", ""))
        table = Table(
            name="named",
            columns=columns,
            foreign_keys=(*table.foreign_keys, key),
            checks=(*table.checks, check),
        )
    names = [part.name for part in (*table.checks, *table.foreign_keys)]
    assert constraints.split(",") == sorted(names)


ROUTINES = (
    ("trigger", "t1", "create trigger t1 before insert on t for each row set new.a = 1"),
    (
        "trigger",
        "t2",
        "CREATE DEFINER=`root`@`localhost` TRIGGER `t2` AFTER UPDATE ON `t` FOR EACH ROW BEGIN\n"
        " -- kept\n  set @x = 1; END",
    ),
    (
        "function",
        "f1",
        "create function f1(x int, `y` varchar(10)) returns varchar(20) charset utf8mb4 "
        "deterministic no sql comment 'hi' return concat(x,y)",
    ),
    (
        "function",
        "f2",
        "CREATE FUNCTION f2(a INT UNSIGNED) RETURNS int(11) unsigned\n not deterministic "
        "contains sql sql security invoker\nbegin declare z int; return a; end",
    ),
    (
        "procedure",
        "p1",
        "create procedure p1(in x int, out y decimal(10,2), inout z text) reads sql data select 1",
    ),
    ("procedure", "p2", "create procedure p2() begin /* x */ select 'a;b'; end"),
)


def test_stored_routines_have_the_normal_form_of_the_written_ones(database: Any) -> None:
    database.execute("CREATE TABLE t (a int, b text)")
    wrong = []
    for kind, name, written in ROUTINES:
        database.execute(written)
        database.execute(f"SHOW CREATE {kind} {name}")
        normal = MARIADB.normal_definition(written)
        stored = MARIADB.normal_definition(database.fetchone()[2])
        if stored != normal:
            wrong.append((normal, stored))
        assert MARIADB.normal_definition(normal) == normal
    assert not wrong
