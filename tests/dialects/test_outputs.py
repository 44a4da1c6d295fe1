"""Names of a view's outputs, read from its text."""

from __future__ import annotations

import pytest

from erdapp.dialects.outputs import Source, output_names, reading
from erdapp.dialects.view_columns import view_columns
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Name, Schema, Table, View

PG, MY, LITE, MS = Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE, Dialect.MSSQL


@pytest.mark.parametrize(
    ("query", "dialect", "names"),
    [
        ("SELECT a, t.b, s.t.c FROM t", PG, ("a", "b", "c")),
        ("SELECT a AS x, b y, c + 1 AS z FROM t", PG, ("x", "y", "z")),
        ('SELECT a AS "Full Name", "B" FROM t', PG, ("Full Name", "B")),
        ("SELECT A, B FROM t", PG, ("a", "b")),
        ("SELECT A, `B` AS `c d` FROM t", MY, ("A", "c d")),
        ("SELECT [A], x = b + 1 FROM t", MS, ("A", "x")),
        ("SELECT TOP (5) WITH TIES a FROM t", MS, ("a",)),
        ("SELECT TOP 5 PERCENT a FROM t", MS, ("a",)),
        ("SELECT DISTINCT ON (a, b) c, d FROM t", PG, ("c", "d")),
        ("SELECT count(*), max(a), 1 + 1, a::text FROM t", PG, ("count", "max", "?column?", "a")),
        ("SELECT CASE WHEN a THEN b END, CASE WHEN a THEN b END z FROM t", PG, ("case", "z")),
        ('SELECT a IS NULL, a COLLATE "C", NOT b FROM t', PG, ("?column?",) * 3),
        ("SELECT a IS DISTINCT FROM b AS x, c FROM t", PG, ("x", "c")),
        ("SELECT extract(year FROM a) AS y, substring(b FROM 2) s FROM t", PG, ("y", "s")),
        ("SELECT count(*), a+1 FROM t", LITE, ("count(*)", "a+1")),
        ("WITH x (a) AS (SELECT 1 AS no) SELECT a AS yes FROM x", PG, ("yes",)),
        ("SELECT a FROM t UNION SELECT b FROM u", PG, ("a",)),
        ("(SELECT a FROM t) UNION (SELECT b FROM u)", PG, ("a",)),
        ("SELECT (SELECT b FROM u) AS x FROM t", PG, ("x",)),
        ("SELECT 1 AS one", PG, ("one",)),
        ("SELECT * FROM t", PG, None),
        ("SELECT a, t.* FROM t", PG, None),
        ("VALUES (1)", PG, None),
        ("", PG, None),
        ("SELECT", PG, None),
        ("SELECT (((", PG, ("?column?",)),
    ],
)
def test_names(query: str, dialect: Dialect, names: tuple[str, ...] | None) -> None:
    assert output_names(query, dialect) == names


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("t", [Source("t", ("t",))]),
        ("s.t AS x, u y", [Source("x", ("s", "t")), Source("y", ("u",))]),
        ("a JOIN b ON a.x = b.y LEFT JOIN c USING (z)", [
            Source("a", ("a",)), Source("b", ("b",)), Source("c", ("c",)),
        ]),
        ("((a JOIN b ON (a.x = f(b.y, 1))) JOIN c d ON (1 = 1))", [
            Source("a", ("a",)), Source("b", ("b",)), Source("d", ("c",)),
        ]),
        ("(SELECT 1, 2 FROM z) q, LATERAL f(a, b) AS g", [Source("q"), Source("g")]),
        ("a, b WHERE a.x IN (SELECT y FROM c)", [Source("a", ("a",)), Source("b", ("b",))]),
    ],
)  # fmt: skip
def test_relations(text: str, sources: list[Source]) -> None:
    assert list(reading(f"SELECT 1 AS one FROM {text}", PG).sources) == sources


def columns(sql: str, dialect: Dialect, name: str = "v") -> list[str]:
    schema = load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=dialect)).schema
    return [
        f"{column.name} {column.type}" if column.type else column.name
        for column in view_columns(schema)[Name("", name)]
    ]


TABLES = "CREATE TABLE t (id integer, name text); CREATE TABLE u (id integer, t_id integer);"


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("SELECT t.id, name, count(*) AS n FROM t", ["id integer", "name text", "n"]),
        ("SELECT * FROM t", ["id integer", "name text"]),
        ("SELECT x.*, u.t_id FROM t x JOIN u ON u.t_id = x.id",
         ["id integer", "name text", "t_id integer"]),
        ("SELECT upper(name) AS name FROM t", ["name"]),
        ("SELECT * FROM (SELECT 1 AS one) s", []),
    ],
)  # fmt: skip
def test_types_come_from_the_tables(view: str, expected: list[str]) -> None:
    assert columns(f"{TABLES} CREATE VIEW v AS {view};", LITE) == expected


def test_a_view_of_a_view_and_a_declared_list() -> None:
    sql = f"{TABLES} CREATE VIEW w AS SELECT id AS a FROM t; CREATE VIEW v (b) AS SELECT a FROM w;"
    assert columns(sql, LITE) == ["b integer"]


def test_views_that_read_from_each_other_end() -> None:
    views = tuple(
        View(name=one, definition=f"SELECT * FROM {other}") for one, other in ("ab", "ba")
    )
    schema = Schema(dialect=LITE, tables=(Table(name="t"),), views=views)
    assert set(view_columns(schema).values()) == {()}
