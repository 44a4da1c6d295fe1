"""A fix is lines replaced by others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from erdapp.lint.edits import edit_between
from erdapp.lint.policy import policy_of
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


def test_a_name_that_the_file_says_twice_is_left_to_people() -> None:
    policy = policy_of({"naming": {"match": "^[a-z_]+$"}})
    text = 'CREATE TABLE "Toys" (id integer);\nCREATE INDEX toys_id ON "Toys" (id);\n'
    (found,) = findings("postgres", "", text, policy)
    assert [fix.edit for fix in found.fixes] == [None]
    (fix,) = findings("postgres", "", text.partition("\n")[0], policy)[0].fixes
    assert fix.edit is not None
    assert fix.edit.new_text == "CREATE TABLE toys (id integer);"


def test_a_name_is_not_made_one_that_is_taken() -> None:
    policy = policy_of({"naming": {"match": "^[a-z_]+$"}})
    before = "CREATE TABLE toys (id integer);"
    (found,) = findings("postgres", before, 'CREATE TABLE "Toys" (id integer);', policy)
    assert found.fixes[0].edit is None


def test_values_of_an_enum_keep_their_places_whatever_is_in_them() -> None:
    before = r"CREATE TABLE pets (kind enum('it''s','a\\b',',','d'));"
    text = r"ALTER TABLE pets MODIFY kind enum ( 'new', ',' ,'it\'s','a\\b');"
    found = findings("mysql", before, text)
    assert {item.code for item in found} == {"MY110", "MY111", "MY112"}
    for item in found:
        assert item.fixes[0].edit is not None
        assert findings("mysql", before, edited(text, [item.fixes[0].edit])) == []


def test_an_edit_holds_with_two_statements_on_a_line() -> None:
    text = "SELECT 1; DROP TABLE pets; SELECT 2;"
    (found,) = findings("mysql", "CREATE TABLE pets (id int);", text)
    assert found.fixes[0].edit is not None
    assert (
        findings("mysql", "CREATE TABLE pets (id int);", edited(text, [found.fixes[0].edit])) == []
    )
