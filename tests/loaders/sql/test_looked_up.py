"""SQL Server: constraints that are dropped by looking their names up."""

from __future__ import annotations

import pytest

from erdapp.diff import compare
from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan, render
from erdapp.schema import Dialect

TABLES = """CREATE TABLE u (id int PRIMARY KEY, x int NULL);
CREATE TABLE t (a int NULL, b int NULL, [it's] int NULL{rest});
"""


def load(sql: str) -> Loaded:
    options = LoadOptions(dialect=Dialect.MSSQL)
    return load_sql((SourceFile("migrations.sql", sql),), options)


@pytest.mark.parametrize(
    "clause",
    [
        ", c int NOT NULL DEFAULT (1)",
        ", PRIMARY KEY (b)",
        ", UNIQUE (a, [it's])",
        ", FOREIGN KEY (a) REFERENCES u (id)",
        ", CHECK (a BETWEEN 1 AND 9)",
    ],
)
def test_what_a_plan_drops_through_the_catalogue_is_gone(clause: str) -> None:
    bare = clause.replace(" DEFAULT (1)", "") if "DEFAULT" in clause else ""
    before, after = (load(TABLES.format(rest=rest)).schema for rest in (clause, bare))
    script = render(plan(before, after).up, Dialect.MSSQL)
    assert "EXEC (@sql)" in script
    loaded = load(f"{TABLES.format(rest=clause)}GO\n{script}")
    assert loaded.problems == ()
    assert compare(loaded.schema, after) == ()


def test_of_two_constraints_the_one_without_a_name_goes() -> None:
    both = ", CONSTRAINT named UNIQUE (b, a), UNIQUE (a, b)"
    before, after = (load(TABLES.format(rest=r)).schema for r in (both, both.split(", UNIQUE")[0]))
    script = render(plan(before, after).up, Dialect.MSSQL)
    (left,) = load(f"{TABLES.format(rest=both)}GO\n{script}").schema.tables[0].uniques
    assert left.name == "named"


def test_a_look_up_that_finds_nothing_is_said() -> None:
    before, after = (load(TABLES.format(rest=r)).schema for r in (", UNIQUE (a)", ""))
    script = render(plan(before, after).up, Dialect.MSSQL)
    (problem,) = load(f"{TABLES.format(rest='')}GO\n{script}").problems
    assert problem.message == "there is no such constraint of t to drop"


def test_other_sql_put_together_while_running_is_said_not_to_have_run() -> None:
    loaded = load("DECLARE @sql nvarchar(max) = N'DROP TABLE t'; EXEC (@sql)")
    assert [problem.message for problem in loaded.problems] == [
        "SQL put together while running was not run"
    ]
