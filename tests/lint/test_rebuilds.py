"""A table made anew under its name is changed, not dropped."""

from __future__ import annotations

import pytest

from tests.lint.linting import codes, findings

BEFORE = "CREATE TABLE t (id integer PRIMARY KEY, a text, b integer UNIQUE);"
IN_PLACE = """
CREATE TABLE new_t (id integer PRIMARY KEY, a text, b integer UNIQUE, c text);
INSERT INTO new_t (id, a, b) SELECT id, a, b FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
"""
ASIDE = """
ALTER TABLE t RENAME TO old_t;
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer UNIQUE, c text);
INSERT INTO t (id, a, b) SELECT id, a, b FROM old_t;
DROP TABLE old_t;
"""
both = pytest.mark.parametrize("text", [IN_PLACE, ASIDE], ids=["in place", "aside"])


@both
def test_nothing_is_lost_where_all_rows_and_columns_are_copied(text: str) -> None:
    assert codes("sqlite", BEFORE, text) == []


@both
def test_a_column_that_is_left_out_is_dropped(text: str) -> None:
    without = text.replace(", a text", "").replace("id, a, b", "id, b")
    (found,) = findings("sqlite", BEFORE, without)
    assert (found.code, found.text) == ("DS103", 'Dropping non-virtual column "a"')
    assert (
        found.line == text.split("\n").index(next(x for x in text.split("\n") if "DROP" in x)) + 1
    )


@both
def test_without_a_copy_the_table_is_dropped_indeed(text: str) -> None:
    lines = [line for line in text.split("\n") if not line.startswith("INSERT")]
    assert "DS102" in codes("sqlite", BEFORE, "\n".join(lines))


@both
def test_a_unique_index_of_old_is_no_new_demand(text: str) -> None:
    again = text.replace(" UNIQUE", "") + "CREATE UNIQUE INDEX t_b ON t (b);\n"
    assert codes("sqlite", BEFORE, again) == []


@both
def test_a_table_is_not_new_after_its_rebuild(text: str) -> None:
    assert codes("sqlite", BEFORE, text + "DROP TABLE t;") == ["DS102"]


def test_mysql_swaps_the_names_in_one_statement() -> None:
    text = """
    CREATE TABLE new_t (id int PRIMARY KEY, b int);
    INSERT INTO new_t SELECT id, b FROM t;
    RENAME TABLE t TO old_t, new_t TO t;
    DROP TABLE old_t;
    """
    assert codes("mysql", "CREATE TABLE t (id int PRIMARY KEY, a int, b int);", text) == ["DS103"]


def test_copying_into_another_table_is_no_rebuild() -> None:
    text = "CREATE TABLE u (id integer); INSERT INTO u SELECT id FROM t; DROP TABLE t;"
    assert codes("sqlite", BEFORE, text) == ["DS102"]


@both
def test_a_required_column_that_the_copy_leaves_out_fails_on_rows(text: str) -> None:
    required = text.replace(", c text", ", c text NOT NULL")
    (found,) = findings("sqlite", BEFORE, required)
    assert (found.code, found.column) == ("MF103", "c")
    filled = required.replace("(id, a, b) SELECT id, a, b", "(id, a, b, c) SELECT id, a, b, ''")
    assert codes("sqlite", BEFORE, filled) == []
    assert codes("sqlite", BEFORE, required.replace("NOT NULL", "NOT NULL DEFAULT ''")) == []
