"""Notes on tables and columns: who writes them, what becomes of them, what they may not do."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.notes import write_note
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import add_version
from erdapp.store.models import AuditEntry, Note
from tests.people import People, sql
from tests.web.conftest import EVERYBODY, statuses


def note_url(people: People, table: str = "orders", column: str = "") -> str:
    asked = f"?column={column}" if column else ""
    return f"{people.url}v/2/notes/{table}/{asked}"


def page(people: People, path: str, name: str = "alice") -> str:
    return people.client(name).get(people.url + path).content.decode()


def test_who_may_write_a_note(people: People) -> None:
    assert statuses(people, note_url(people)) == (200, 200, 404, 404)
    answers = [
        people.client(name).post(note_url(people), {"text": f"by {name}"}).status_code
        for name in EVERYBODY
    ]
    assert answers == [302, 302, 404, 404]
    assert Note.objects.get().text == "by bob"


def test_who_looks_at_a_public_project_may_not_write(people: People) -> None:
    people.project.visibility = "public"
    people.project.save()
    answer = people.client("charlie").post(note_url(people), {"text": "hello"})
    assert answer.status_code == 403
    assert "Add a note" not in page(people, "v/2/t/orders/", "charlie")


def test_a_note_shows_on_the_page_of_its_table_in_every_version_that_has_it(people: People) -> None:
    people.client("bob").post(note_url(people, column="note"), {"text": "What the *buyer* said."})
    for number in (1, 2):
        assert "What the <em>buyer</em> said." in page(people, f"v/{number}/t/orders/")
    assert "buyer" not in page(people, "v/2/t/users/")


def test_writing_and_deleting_are_audited_without_the_text(people: People) -> None:
    client = people.client("bob")
    client.post(note_url(people, column="note"), {"text": "secret"})
    client.post(note_url(people, column="note"), {"text": "  "})
    assert not Note.objects.exists()
    found = AuditEntry.objects.filter(verb__startswith="note").order_by("pk")
    assert [entry.verb for entry in found] == ["note written", "note deleted"]
    assert {entry.actor for entry in found} == {people.bob}
    assert found[0].detail == {"table": "orders", "column": "note"}


def test_a_note_needs_a_name_that_the_version_has(people: People) -> None:
    client = people.client("alice")
    assert client.get(note_url(people, "nothing")).status_code == 404
    assert client.post(note_url(people, column="nope"), {"text": "x"}).status_code == 404


def test_with_htmx_the_form_takes_the_note_s_place_and_the_note_the_form_s(people: People) -> None:
    client, headers = people.client("alice"), {"HX-Request": "true"}
    form = client.get(note_url(people), headers=headers).content.decode()
    assert "<form" in form
    assert "<html" not in form
    saved = client.post(note_url(people), {"text": "**Paid**"}, headers=headers).content.decode()
    assert "<strong>Paid</strong>" in saved
    assert "<form" not in saved
    cancelled = client.get(note_url(people) + "?shown", headers=headers).content.decode()
    assert "<strong>Paid</strong>" in cancelled


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<b>)",
        "![x](https://example.com/track.png)",
        '<img src=x onerror="alert(1)">',
        "[x](vbscript:1)",
    ],
)
def test_a_hostile_note_is_text(people: People, text: str) -> None:
    people.client("bob").post(note_url(people), {"text": text})
    shown = page(people, "v/2/t/orders/").split('<div class="prose">')[1].split("</div>")[0]
    for bad in ("<script", "<img", 'href="javascript', 'href="data', 'href="vbscript'):
        assert bad not in shown


def test_a_link_in_a_note_tells_nothing_of_where_it_was(people: People) -> None:
    people.client("bob").post(note_url(people), {"text": "[docs](https://example.com/)"})
    link = '<a href="https://example.com/" rel="nofollow noopener noreferrer">docs</a>'
    assert link in page(people, "v/2/t/orders/")


def test_a_note_that_is_too_long_is_refused_and_kept_in_the_form(people: People) -> None:
    answer = people.client("bob").post(note_url(people), {"text": "x" * 20_001})
    assert answer.status_code == 400
    assert b"20000" in answer.content
    assert not Note.objects.exists()


def test_a_rename_that_the_source_tells_carries_the_notes_along(people: People) -> None:
    write_note(people.project, "orders", "amount", "With tax.", Visitor(people.alice))
    write_note(people.project, "orders", "", "Everything sold.", Visitor(people.alice))
    text = (
        "-- atlas:renamed_from orders\nCREATE TABLE sales (id INTEGER PRIMARY KEY,"
        " user_id INTEGER, amount NUMERIC NOT NULL DEFAULT 0, note TEXT);"
    )
    version = add_version(people.project, sql(text), Visitor(people.alice))
    assert version.renames
    shown = page(people, "v/3/t/sales/")
    assert "Everything sold." in shown
    assert "With tax." in shown
    assert "Everything sold." in page(people, "v/2/t/orders/")


def test_a_confirmed_rename_carries_the_note_along(people: People) -> None:
    write_note(people.project, "orders", "total", "With tax.", Visitor(people.alice))
    people.client("bob").get(f"{people.url}compare/1...2")
    answer = {"kind": "column", "before": "total", "after": "amount", "table": "orders"}
    people.client("bob").post(f"{people.url}compare/1...2/answer", answer | {"answer": "rename"})
    assert Note.objects.get(column="amount").text == "With tax."


def test_the_markdown_export_contains_the_notes(people: People) -> None:
    client, url = people.client("alice"), f"{people.url}v/2/erd.md"
    before = client.get(url)
    client.post(note_url(people, column="note"), {"text": "# Said\n<b>by</b> the `<buyer>`"})
    after = client.get(url)
    assert "- `note`\n\n  > # Said\n  > \\<b>by\\</b> the `<buyer>`" in after.content.decode()
    assert before["ETag"] != after["ETag"]


def test_a_share_link_shows_notes_without_a_way_to_write_them(people: People) -> None:
    write_note(people.project, "orders", "", "Everything sold.", Visitor(people.alice))
    link = share(people.project, Visitor(people.alice))
    shown = people.client("nobody").get(f"/s/{link.token}/t/orders/").content.decode()
    assert "Everything sold." in shown
    assert "Edit" not in shown
