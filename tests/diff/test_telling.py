"""Facts about told renames: which apply, and values of MySQL's enums."""

from __future__ import annotations

from erdapp.diff import guess_renames, inverted, told
from erdapp.diff.changes import ModifyColumn, ModifyIndex, ModifyTable, Rename
from erdapp.schema import Dialect
from tests.diff.sources import changes, schema

OLD = "CREATE TABLE t (id int, state enum('new','closed') NOT NULL);"
NEW = "CREATE TABLE t (id int, state enum('open','closed') NOT NULL);"
OPEN = Rename("value", "new", "open", "", "t", "state")


def test_a_told_rename_applies_when_the_old_name_was_there_and_the_new_one_was_not() -> None:
    before = schema("CREATE TABLE a (id int, x int); CREATE TABLE k (id int);")
    after = schema("CREATE TABLE b (id int, y int); CREATE TABLE k (id int);")
    good = (Rename("table", "a", "b"), Rename("column", "x", "y", "", "b"))
    idle = Rename("column", "gone", "y", "", "b"), Rename("table", "gone", "b")
    found = told(before, after, (*good, idle[0]))
    assert (found.applied, found.idle) == (good, idle[:1])
    assert told(before, after, idle[1:]).idle == idle[1:]


def test_what_is_told_is_not_guessed_again() -> None:
    before = schema("CREATE TABLE t (id int, total numeric NOT NULL);")
    after = schema("CREATE TABLE t (id int, amount numeric NOT NULL);")
    assert len(guess_renames(before, after)) == 1
    assert guess_renames(before, after, [Rename("column", "total", "amount", "", "t")]) == ()


def test_a_renamed_value_of_a_mysql_enum_is_part_of_the_columns_change() -> None:
    (change,) = changes(OLD, NEW, OPEN, dialect=Dialect.MYSQL)
    assert isinstance(change, ModifyTable)
    (part,) = change.changes
    assert isinstance(part, ModifyColumn)
    assert part.values == (("new", "open"),)


def test_a_renamed_value_of_a_mysql_enum_is_guessed_by_its_place() -> None:
    (guess,) = guess_renames(schema(OLD, Dialect.MYSQL), schema(NEW, Dialect.MYSQL))
    assert guess.rename == OPEN


def test_the_way_back_of_a_value_knows_the_columns_old_name() -> None:
    before = schema(OLD, Dialect.MYSQL)
    column = Rename("column", "state", "phase", "", "t")
    back = inverted((column, Rename("value", "new", "open", "", "t", "phase")), before)
    assert back[1] == Rename("value", "open", "new", "", "t", "state")


def test_a_told_index_of_other_content_is_one_modification() -> None:
    rename = Rename("index", "i", "j", "", "t")
    index = "CREATE TABLE t (id int, x int); CREATE INDEX"
    (change,) = changes(f"{index} i ON t (x);", f"{index} j ON t (x, id);", rename)
    assert isinstance(change, ModifyTable)
    (part,) = change.changes
    assert isinstance(part, ModifyIndex)
    assert (part.before.name, part.after.name) == ("i", "j")
