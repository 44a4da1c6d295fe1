"""Relations that names suggest: listed, accepted and rejected by who may write, drawn from then."""

from __future__ import annotations

import pytest
from django.test import Client

from erdapp.store.access import Visitor
from erdapp.store.actions.relations import answer_relation
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import add_version
from erdapp.store.models import AuditEntry, RelationAnswer, Version, Visibility
from erdapp.store.relations import answers_of, suggestions
from tests.people import People, sql
from tests.web.conftest import statuses

LOOSE = """
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, note TEXT);
"""
LIST, ANSWER = "v/3/relations/", "v/3/relations/answer/"


@pytest.fixture
def loose(people: People) -> Version:
    return add_version(people.project, sql(LOOSE), Visitor(people.alice))


def key(version: Version) -> str:
    (one,) = suggestions(version, answers_of(version.project))
    return one.digest


def say(people: People, who: str, **data: str) -> int:
    return people.client(who).post(people.url + ANSWER, data).status_code


def svg(client: Client, people: People, query: str = "") -> str:
    return client.get(f"{people.url}v/3/erd.svg{query}").content.decode()


def test_who_may_see_the_list(people: People, loose: Version) -> None:
    assert statuses(people, people.url + LIST) == (200, 200, 404, 404)
    page = people.client("bob").get(people.url + LIST).content.decode()
    assert "It is named after the table users and its key id" in page
    assert "0.95" in page


def test_owner_and_member_answer_and_strangers_dont(people: People, loose: Version) -> None:
    given = [say(people, who, accept=key(loose)) for who in ("alice", "bob", "charlie", "nobody")]
    assert given == [302, 302, 404, 404]
    answer = RelationAnswer.objects.get()
    assert (answer.column, answer.accepted, answer.author) == ("user_id", True, people.bob)
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.detail) == (
        "relation accepted",
        {"relation": "orders (user_id) → users (id)"},
    )


def test_onlookers_of_a_public_project_see_suggestions_and_answer_none(
    people: People, loose: Version
) -> None:
    people.project.visibility = Visibility.PUBLIC
    people.project.save()
    assert say(people, "charlie", accept=key(loose)) == 403
    page = people.client("nobody").get(people.url + LIST).content.decode()
    assert "user_id" in page
    assert "<form" not in page.split("<main", 1)[1]


def test_guesses_are_drawn_on_wish(people: People, loose: Version) -> None:
    client = people.client("bob")
    assert 'class="edge ' not in svg(client, people)
    assert 'class="edge inferred"' in svg(client, people, "?inferred=1")
    page = client.get(f"{people.url}v/3/?inferred=1")
    assert page.context["looking"].inferred
    assert 'href="?" data-key="inferred"' in page.content.decode()
    dot = client.get(f"{people.url}v/3/erd.dot?inferred=1").content.decode()
    assert "style=dashed" in dot


def test_the_switch_is_only_there_when_names_suggest_something(
    people: People, loose: Version
) -> None:
    client = people.client("bob")
    assert 'data-key="inferred"' in client.get(f"{people.url}v/3/").content.decode()
    assert 'data-key="inferred"' not in client.get(f"{people.url}v/2/").content.decode()


def test_an_accepted_relation_is_drawn_always_and_a_rejected_one_never(
    people: People, loose: Version
) -> None:
    client = people.client("bob")
    before = client.get(f"{people.url}v/3/")["ETag"]
    assert say(people, "bob", accept=key(loose)) == 302
    assert 'class="edge accepted"' in svg(client, people)
    assert client.get(f"{people.url}v/3/")["ETag"] != before
    assert "Accepted" in client.get(people.url + LIST).content.decode()
    assert say(people, "bob", reject=key(loose)) == 302
    assert 'class="edge ' not in svg(client, people, "?inferred=1")
    assert say(people, "bob", withdraw=key(loose)) == 302
    assert not RelationAnswer.objects.exists()
    assert 'class="edge inferred"' in svg(client, people, "?inferred=1")


def test_an_answer_holds_in_every_version_that_has_the_names(
    people: People, loose: Version
) -> None:
    answer_relation(loose, key(loose), True, Visitor(people.alice))
    next_one = LOOSE.replace("note TEXT", "note TEXT, total NUMERIC")
    add_version(people.project, sql(next_one), Visitor(people.alice))
    client = people.client("bob")
    assert 'class="edge accepted"' in client.get(f"{people.url}v/4/erd.svg").content.decode()
    first = client.get(f"{people.url}v/1/erd.svg").content.decode()  # it has a foreign key there
    assert 'class="edge"' in first
    assert "accepted" not in first.split("</style>", 1)[1]


def test_an_answer_follows_a_rename_that_the_source_tells(people: People, loose: Version) -> None:
    answer_relation(loose, key(loose), True, Visitor(people.alice))
    steps = LOOSE.replace("CREATE TABLE users", "-- atlas:renamed_from users\nCREATE TABLE members")
    fourth = add_version(people.project, sql(steps), Visitor(people.alice))
    assert fourth.renames
    answers = answers_of(people.project)
    found = {one.link.ref_table.name: one.accepted for one in suggestions(fourth, answers)}
    assert found == {"members": True}
    third = suggestions(loose, answers)
    assert [(one.link.ref_table.name, one.accepted) for one in third] == [("users", True)]


def test_what_is_shown_through_a_link(people: People, loose: Version) -> None:
    link = share(people.project, Visitor(people.alice), version=loose)
    client = people.client("nobody")
    assert 'class="edge inferred"' in client.get(f"/s/{link.token}.svg?inferred=1").content.decode()
    answer_relation(loose, key(loose), True, Visitor(people.alice))
    assert 'class="edge accepted"' in client.get(f"/s/{link.token}.svg").content.decode()
    table = client.get(f"/s/{link.token}/t/orders/").content.decode()
    assert "Inferred relations" in table
    assert "answer" not in table.split("<main", 1)[1].split("</main", 1)[0].replace("answers", "")


def test_the_page_of_a_table_asks_about_its_own(people: People, loose: Version) -> None:
    client = people.client("bob")
    page = client.get(f"{people.url}v/3/t/users/").content.decode()
    assert "Inferred relations" in page
    response = client.post(people.url + ANSWER, {"accept": key(loose), "table": "users"})
    assert response["Location"] == f"{people.url}v/3/t/users/#relations"
    assert 'class="edge accepted"' in client.get(f"{people.url}v/3/t/users/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"accept": "nonsense"}, {"accept": "x" * 99}])
def test_an_answer_about_nothing_is_refused_in_words(
    people: People, loose: Version, sent: dict[str, str]
) -> None:
    assert say(people, "bob", **sent) == 400
    assert not RelationAnswer.objects.exists()


def test_a_saved_view_keeps_the_switch(people: People, loose: Version) -> None:
    sent = {"name": "All ties", "version": "3", "inferred": "1"}
    assert people.client("bob").post(f"{people.url}views/", sent).status_code == 302
    shown = svg(people.client("bob"), people, "?view=All+ties")
    assert 'class="edge inferred"' in shown


def test_the_rest_is_accepted_at_once_and_earlier_answers_stay(
    people: People, loose: Version
) -> None:
    more = LOOSE.replace(
        "note TEXT", "note TEXT, approved_by_user_id INTEGER, owner_user_id INTEGER"
    )
    version = add_version(people.project, sql(more), Visitor(people.alice))
    first = suggestions(version, {})[0]
    assert len(suggestions(version, {})) == 3
    answer_relation(version, first.digest, False, Visitor(people.alice))
    address = f"{people.url}v/4/relations/"
    assert "Accept these 2" in people.client("bob").get(address).content.decode()
    given = [
        people.client(who).post(f"{address}answer/", {"rest": "1"}).status_code
        for who in ("charlie", "nobody", "bob")
    ]
    assert given == [404, 404, 302]
    said = sorted(answers_of(people.project).items())
    assert [accepted for _, accepted in said] == [link != first.link for link, _ in said]
    assert len(said) == 3
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.detail["count"]) == ("open relations accepted", 2)
