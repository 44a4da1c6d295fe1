"""Views of a file."""

from __future__ import annotations

from typing import Any

import pytest

from erdapp.schema import Dialect, View
from tests.loaders.sql.objects import (
    LITE,
    MS,
    MY,
    PG,
    only,
    schema,
)


@pytest.mark.parametrize(
    ("text", "dialect", "fields"),
    [
        ("CREATE VIEW v AS SELECT 1 AS a", PG, {}),
        ("CREATE OR REPLACE VIEW v AS SELECT 1 AS a WITH CHECK OPTION", PG,
         {"options": (("check_option", "cascaded"),)}),
        ("CREATE VIEW v AS SELECT 1 AS a WITH LOCAL CHECK OPTION", MY,
         {"options": (("check_option", "local"),)}),
        ("CREATE VIEW v WITH (security_barrier) AS SELECT 1 AS a", PG,
         {"options": (("security_barrier", "true"),)}),
        ("CREATE MATERIALIZED VIEW v AS SELECT 1 AS a WITH NO DATA", PG, {"materialized": True}),
        ("CREATE ALGORITHM=MERGE DEFINER=`a`@`%` SQL SECURITY INVOKER VIEW v AS SELECT 1 AS a", MY,
         {"options": (("algorithm", "merge"), ("sql_security", "invoker"))}),
        ("CREATE VIEW v WITH SCHEMABINDING AS SELECT 1 AS a", MS,
         {"options": (("schemabinding", "true"),)}),
        ("CREATE VIEW IF NOT EXISTS v AS SELECT 1 AS a", LITE, {}),
    ],
)  # fmt: skip
def test_views_and_their_options(text: str, dialect: Dialect, fields: dict[str, Any]) -> None:
    view: View = only(schema(f"{text};", dialect).views)
    assert view == View(name="v", definition="SELECT 1 AS a", **fields)


def test_names_that_a_view_gives_its_columns_become_part_of_its_query() -> None:
    view = only(schema("CREATE VIEW v (a, b) AS SELECT 1, 2;").views)
    assert view == View(name="v", definition="SELECT 1 AS a, 2 AS b")


def test_names_stay_beside_a_query_that_is_not_read() -> None:
    view = only(schema("CREATE VIEW v (a, b) AS SELECT 1, 2 FROM t TABLESAMPLE system (1);").views)
    assert [column.name for column in view.columns] == ["a", "b"]


def test_a_recursive_view_is_written_out() -> None:
    view = only(schema("CREATE RECURSIVE VIEW v (n) AS SELECT 1;").views)
    assert view.definition.startswith("WITH RECURSIVE v")


def test_views_are_altered_renamed_and_dropped() -> None:
    found = schema(
        "CREATE VIEW a AS SELECT 1 AS x; CREATE VIEW b AS SELECT 1 AS x;"
        "ALTER VIEW a RENAME TO c; ALTER VIEW c SET (security_invoker = true); DROP VIEW b;"
    )
    assert (only(found.views).name, only(found.views).options) == (
        "c", (("security_invoker", "true"),),
    )  # fmt: skip
    replaced = schema("CREATE VIEW a AS SELECT 1 AS x; ALTER VIEW a AS SELECT 2 AS y;", MY)
    assert only(replaced.views).definition == "SELECT 2 AS y"


def test_a_view_does_not_name_the_database_of_its_file() -> None:
    text = "USE shop; CREATE TABLE t (a int); CREATE VIEW v AS SELECT t.a FROM shop.t;"
    assert only(schema(text, MY).views).definition == "SELECT t.a FROM t"
