"""The data dictionary: history of a table, coverage, what is undocumented."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.notes import write_note
from erdapp.store.actions.versions import add_version
from tests.people import SECOND, People, sql


def page(people: People, path: str) -> str:
    return people.client("bob").get(people.url + path).content.decode()


def history(people: People, path: str) -> str:
    return page(people, path).split('id="history-title"')[1].split("</section>")[0]


def test_a_table_page_tells_what_each_version_did_to_it(people: People) -> None:
    third = SECOND.replace("note TEXT", "note TEXT, paid DATE")
    add_version(people.project, sql(third), Visitor(people.alice))
    shown = history(people, "v/3/t/orders/")
    assert shown.index("v3") < shown.index("v2")
    assert "column &quot;paid&quot; date added" in shown
    assert "column &quot;total&quot; renamed to &quot;amount&quot;" in shown
    assert "paid" not in history(people, "v/2/t/orders/")


def test_a_table_that_nothing_changed_says_so(people: People) -> None:
    assert "No version changed it so far." in history(people, "v/1/t/orders/")


def test_a_table_that_came_later_begins_with_its_addition(people: People) -> None:
    assert "added" in history(people, "v/2/t/tags/")


def test_the_history_of_a_renamed_table_goes_on_under_its_old_name(people: People) -> None:
    text = SECOND.replace("CREATE TABLE tags", "-- atlas:renamed_from tags\nCREATE TABLE labels")
    add_version(people.project, sql(text), Visitor(people.alice))
    shown = history(people, "v/3/t/labels/")
    assert "renamed from tags" in shown
    assert shown.index("v3") < shown.index("v2")
    assert "added" in shown


def test_the_history_of_a_name_used_twice_is_that_of_the_later_table(people: People) -> None:
    add_version(people.project, sql("CREATE TABLE users (id INTEGER);"), Visitor(people.alice))
    add_version(people.project, sql(SECOND), Visitor(people.alice))
    shown = history(people, "v/4/t/tags/")
    assert "v4" in shown
    assert "v2" not in shown


def test_the_index_says_how_much_is_documented(people: People) -> None:
    shown = page(people, "v/2/tables/")
    assert "0 % documented" in shown
    assert "0 of 3 tables" in shown
    write_note(people.project, "tags", "", "What it says on the tin.", Visitor(people.alice))
    shown = page(people, "v/2/tables/")
    assert "1 of 3 tables" in shown
    assert "What it says on the tin." in shown


def test_comments_count_as_documentation(people: People) -> None:
    text = (
        "CREATE TABLE a (id int primary key, b int);\n"
        "COMMENT ON TABLE a IS 'A';\nCOMMENT ON COLUMN a.b IS 'B';"
    )
    source = sql(text)
    add_version(people.project, type(source)(uploads=source.uploads), Visitor(people.alice))
    shown = page(people, "v/3/tables/")
    assert "1 of 1 table," in shown
    assert "1 of 2 columns" in shown
    assert "66 % documented" in shown


def test_the_undocumented_can_be_shown_alone(people: People) -> None:
    for column in ("", "id", "name"):
        write_note(people.project, "tags", column, "said", Visitor(people.alice))
    rows = page(people, "v/2/tables/?undocumented").split('id="table-index"')[1]
    assert ">users</a>" in rows
    assert ">tags</a>" not in rows


def test_notes_on_what_a_version_lacks_don_t_count(people: People) -> None:
    write_note(people.project, "tags", "", "later", Visitor(people.alice))
    assert "0 of 2 tables" in page(people, "v/1/tables/")
