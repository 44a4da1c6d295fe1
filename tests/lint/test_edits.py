"""A fix is lines replaced by others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from erdapp.lint.edits import edit_between
from erdapp.lint.report import edited
from tests.lint.linting import findings

TEXTS = st.lists(st.sampled_from(["", "a", "b", "-- c"]), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
def test_the_edit_between_two_texts_makes_one_of_the_other(old: str, new: str) -> None:
    assert edited(old, [edit_between(old, new)]) == new


def test_only_the_lines_that_differ_are_replaced() -> None:
    edit = edit_between("a\nb\nc", "a\nx\ny\nc")
    assert (edit.line, edit.end, edit.new_text) == (2, 2, "x\ny")


def test_a_check_stands_in_front_of_the_comments_of_its_statement() -> None:
    text = "SELECT 1; -- one\n\n-- the pets go\nDROP TABLE pets;\n"
    (found,) = findings("sqlite", "CREATE TABLE pets (id integer);", text)
    (fix,) = found.fixes
    assert fix.edit is not None
    lines = edited(text, [fix.edit]).split("\n")
    assert lines[:3] == ["SELECT 1; -- one", "", "-- atlas:assert DS102"]
    assert lines[4:6] == ["-- the pets go", "DROP TABLE pets;"]


def test_an_edit_holds_with_two_statements_on_a_line() -> None:
    text = "SELECT 1; DROP TABLE pets; SELECT 2;"
    (found,) = findings("mysql", "CREATE TABLE pets (id int);", text)
    assert found.fixes[0].edit is not None
    assert (
        findings("mysql", "CREATE TABLE pets (id int);", edited(text, [found.fixes[0].edit])) == []
    )
