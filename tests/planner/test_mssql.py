"""SQL Server's peculiarities that are no matter of whole texts."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import Rename
from erdapp.planner import plan, render
from erdapp.planner.mssql_bound import two_part_names
from erdapp.schema import Dialect
from tests.planner.pairs import column
from tests.planner.sources import schema


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT a FROM t", "SELECT a FROM [dbo].t"),
        ("SELECT a FROM app.t", "SELECT a FROM app.t"),
        ("SELECT a, b FROM t x, [u v] y", "SELECT a, b FROM [dbo].t x, [dbo].[u v] y"),
        (
            "SELECT f(a, b) FROM t JOIN u ON t.a = u.b WHERE a IN (SELECT b FROM w)",
            "SELECT f(a, b) FROM [dbo].t JOIN [dbo].u ON t.a = u.b "
            "WHERE a IN (SELECT b FROM [dbo].w)",
        ),
        ("SELECT a FROM (SELECT b FROM t) x", "SELECT a FROM (SELECT b FROM [dbo].t) x"),
        ("SELECT 'from t', a FROM t", "SELECT 'from t', a FROM [dbo].t"),
    ],
)
def test_schema_bound_views_name_tables_in_two_parts(query, bound):
    assert two_part_names(query, "[dbo]") == bound


def test_every_statement_is_a_batch_of_its_own():
    before = schema("CREATE TABLE t (a int DEFAULT 1, b int DEFAULT 2)", Dialect.MSSQL)
    after = schema("CREATE TABLE t (a int, b int)", Dialect.MSSQL)
    text = render(plan(before, after).up, Dialect.MSSQL)
    assert text.count("DECLARE @sql") == text.count("\nGO\n") == 2


def test_a_longer_varchar_changes_under_its_index():
    index = "; CREATE INDEX i ON t (a)"
    before = schema(f"CREATE TABLE t (a varchar(9) NULL){index}", Dialect.MSSQL)
    after = schema(f"CREATE TABLE t (a varchar(20) NULL){index}", Dialect.MSSQL)
    (statement,) = plan(before, after).up
    assert statement.sql == "ALTER TABLE [t] ALTER COLUMN [a] varchar(20) NULL"


def test_a_trigger_comes_back_after_a_rebuild():
    trigger = "\nGO\nCREATE TRIGGER g ON t AFTER INSERT AS SELECT 1"
    before = schema(f"CREATE TABLE t (a int NOT NULL){trigger}", Dialect.MSSQL)
    after = schema(f"CREATE TABLE t (a int IDENTITY(1,1) NOT NULL){trigger}", Dialect.MSSQL)
    statements = [statement.sql for statement in plan(before, after).up]
    assert statements[-1].startswith("CREATE TRIGGER")
    assert sum(sql.startswith("CREATE TRIGGER") for sql in statements) == 1


def test_the_temporary_table_of_a_rebuild_has_a_free_name():
    other = "CREATE TABLE new_t (a int)"
    before = schema(f"CREATE TABLE t (a int NOT NULL); {other}", Dialect.MSSQL)
    after = schema(f"CREATE TABLE t (a int IDENTITY(1,1) NOT NULL); {other}", Dialect.MSSQL)
    assert plan(before, after).up[0].sql.startswith("CREATE TABLE [new_new_t]")


def test_a_table_with_history_is_released_before_it_is_dropped():
    before = schema(
        "CREATE TABLE t (a int PRIMARY KEY, s datetime2 GENERATED ALWAYS AS ROW START NOT NULL, "
        "e datetime2 GENERATED ALWAYS AS ROW END NOT NULL, PERIOD FOR SYSTEM_TIME (s, e)) "
        "WITH (SYSTEM_VERSIONING = ON)",
        Dialect.MSSQL,
    )
    found = plan(before, schema("CREATE TABLE u (a int)", Dialect.MSSQL))
    assert [statement.sql for statement in found.up][-2:] == [
        "ALTER TABLE [t] SET (SYSTEM_VERSIONING = OFF)",
        "DROP TABLE [t]",
    ]
    assert "PERIOD FOR SYSTEM_TIME ([s], [e])" in found.down[0].sql


PLAIN = "CREATE TABLE t (a int NOT NULL PRIMARY KEY{more}){history}"
PERIOD = (
    ", s datetime2 GENERATED ALWAYS AS ROW START NOT NULL, "
    "e datetime2 GENERATED ALWAYS AS ROW END NOT NULL, PERIOD FOR SYSTEM_TIME (s, e)"
)
HISTORY = " WITH (SYSTEM_VERSIONING = ON)"


def test_history_begins_once_the_period_is_there_and_ends_before_it_goes():
    before = schema(PLAIN.format(more="", history=""), Dialect.MSSQL)
    after = schema(PLAIN.format(more=PERIOD, history=HISTORY), Dialect.MSSQL)
    found = plan(before, after)
    columns = (
        "[s] datetime2 GENERATED ALWAYS AS ROW START NOT NULL, "
        "[e] datetime2 GENERATED ALWAYS AS ROW END NOT NULL"
    )
    assert [statement.sql for statement in found.up] == [
        f"ALTER TABLE [t] ADD {columns}, PERIOD FOR SYSTEM_TIME ([s], [e])",
        "ALTER TABLE [t] SET (SYSTEM_VERSIONING = ON)",
    ]
    assert [statement.sql for statement in found.down][:2] == [
        "ALTER TABLE [t] SET (SYSTEM_VERSIONING = OFF)",
        "ALTER TABLE [t] DROP PERIOD FOR SYSTEM_TIME",
    ]


def test_a_table_with_history_is_made_anew_with_its_period_and_its_history_off():
    text = PLAIN.format(more=PERIOD, history=HISTORY)
    before = schema(text, Dialect.MSSQL)
    after = schema(text.replace("a int", "a int IDENTITY(1,1)"), Dialect.MSSQL)
    found = [statement.sql for statement in plan(before, after).up]
    off = found.index("ALTER TABLE [t] SET (SYSTEM_VERSIONING = OFF)")
    gone = found.index("DROP TABLE [t]")
    on = found.index("ALTER TABLE [t] SET (SYSTEM_VERSIONING = ON)")
    assert off < gone < on == len(found) - 1
    (created,) = [text for text in found if text.startswith("CREATE TABLE [new_t]")]
    assert "PERIOD FOR SYSTEM_TIME ([s], [e])" in created
    assert "SYSTEM_VERSIONING" not in created


def test_a_renamed_index_is_made_anew_under_a_column_that_changes():
    before = schema("CREATE TABLE t (a int NULL); CREATE INDEX i ON t (a)", Dialect.MSSQL)
    after = schema("CREATE TABLE t (a bigint NULL); CREATE INDEX j ON t (a)", Dialect.MSSQL)
    found = [
        statement.sql
        for statement in plan(before, after, [Rename("index", "i", "j", table="t")]).up
    ]
    assert found == [
        "DROP INDEX [i] ON [t]",
        "ALTER TABLE [t] ALTER COLUMN [a] bigint NULL",
        "CREATE INDEX [j] ON [t] ([a])",
    ]


def test_a_column_makes_way_before_another_takes_its_name_in_other_letters():
    before = schema("CREATE TABLE t (A int NULL, b bit NULL)", Dialect.MSSQL)
    after = schema("CREATE TABLE t (a bit NULL)", Dialect.MSSQL)
    found = [statement.sql for statement in plan(before, after, [column("t", "b", "a")]).up]
    assert found == [
        "EXEC sp_rename N'[dbo].[t].[A]', N'A_replaced', N'COLUMN'",
        "ALTER TABLE [t] DROP COLUMN [A_replaced]",
        "EXEC sp_rename N'[dbo].[t].[b]', N'a', N'COLUMN'",
    ]


def test_a_name_that_another_constraint_takes_is_given_up():
    before = schema("CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a))", Dialect.MSSQL)
    after = schema(
        "CREATE TABLE t (a int, b int, UNIQUE (a), CONSTRAINT u UNIQUE (b))", Dialect.MSSQL
    )
    added = [item.sql for item in plan(before, after).up if "ADD CONSTRAINT" in item.sql]
    assert added == [
        "ALTER TABLE [t] ADD CONSTRAINT [u] UNIQUE ([b])",
        "ALTER TABLE [t] ADD CONSTRAINT [u_renamed] UNIQUE ([a])",
    ]
