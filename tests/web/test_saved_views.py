"""Saved views: options and places under a name, for who sees the project."""

from __future__ import annotations

import json

import pytest

from erdapp.layout import places
from erdapp.store.access import Visitor
from erdapp.store.actions import saved_views as actions
from erdapp.store.actions.shares import share
from erdapp.store.models import AuditEntry, SavedView, Visibility
from tests.people import People
from tests.web.conftest import statuses

PLACES = {"orders": [40.0, -8.5]}


def save(people: People, who: str = "bob", **data: str) -> int:
    sent = {"name": "Orders", "version": "2", "show": "keys", "focus": "orders", **data}
    return people.client(who).post(f"{people.url}views/", sent).status_code


def test_owner_and_member_save_a_view_and_strangers_dont(people: People) -> None:
    assert [save(people, n) for n in ("alice", "bob", "charlie", "nobody")] == [302, 302, 404, 404]
    view = SavedView.objects.get()
    assert (view.options, view.created_by) == ({"show": "keys", "focus": "orders"}, people.alice)
    assert [e.verb for e in AuditEntry.objects.order_by("pk")][-2:] == [
        "view saved",
        "view changed",
    ]


def test_onlookers_of_a_public_project_see_views_and_save_none(people: People) -> None:
    save(people, positions=json.dumps(PLACES))
    people.project.visibility = Visibility.PUBLIC
    people.project.save()
    assert save(people, "charlie") == 403
    page = people.client("nobody").get(f"{people.url}v/2/?view=Orders").content.decode()
    assert "-8.5" in page
    assert "Save view" not in page


def test_a_view_is_looked_at_with_its_options_and_places(people: People) -> None:
    save(people, positions=json.dumps(PLACES))
    client = people.client("bob")
    response = client.get(f"{people.url}v/2/?view=Orders")
    assert response.context["looking"].focus == "orders"
    assert response.context["positions"] == PLACES
    same = client.get(f"{people.url}v/2/?show=keys&focus=orders").context["picture"]
    assert response.context["picture"].key == same.key  # the viewer moves the tables


def test_a_page_has_a_still_copy_where_a_view_moved_tables_only(people: People) -> None:
    save(people, positions=json.dumps(PLACES))
    link = share(
        people.project, Visitor(people.alice), version=people.second, options={"view": "Orders"}
    )
    client = people.client("bob")
    assert "<noscript><img" not in client.get(f"{people.url}v/2/").content.decode()
    for address, still in (
        (f"{people.url}v/2/?view=Orders", f"{people.url}v/2/erd.svg?"),
        (f"/s/{link.token}", f"/s/{link.token}.svg"),
        (f"/embed/{link.token}", f"/s/{link.token}.svg"),
    ):
        assert f'<noscript><img src="{still}' in client.get(address).content.decode()


def test_other_options_keep_the_places_only(people: People) -> None:
    save(people, positions=json.dumps(PLACES))
    response = people.client("bob").get(f"{people.url}v/2/?view=Orders&show=auto")
    assert response.context["looking"].focus == ""
    assert response.context["positions"] == PLACES


def test_an_unknown_view_shows_the_whole(people: People) -> None:
    response = people.client("bob").get(f"{people.url}v/2/?view=Nothing")
    assert response.context["saved"] is None
    assert response.context["looking"].view == ""


def test_through_a_link_only_its_own_view_is_seen(people: People) -> None:
    save(people, positions=json.dumps(PLACES))
    plain = share(people.project, Visitor(people.alice), version=people.second)
    client = people.client("nobody")
    assert client.get(f"/s/{plain.token}?view=Orders").context["positions"] == {}
    options = {"view": "Orders", "show": "keys", "focus": "orders"}
    link = share(people.project, Visitor(people.alice), version=people.second, options=options)
    shown = client.get(f"/s/{link.token}").context
    assert (shown["positions"], shown["looking"].focus) == (PLACES, "orders")
    away = client.get(f"/s/{link.token}{shown['without_focus']}").context
    assert away["looking"].focus == ""


@pytest.mark.parametrize(
    "positions",
    [
        "[]",
        "{",
        '{"a": [1]}',
        '{"a": [1, "x"]}',
        '{"a": [1e99, 0]}',
        '{"a": null}',
        r'{"\ud800": [1, 1]}',
    ],
)
def test_places_that_are_none_are_refused_in_words(people: People, positions: str) -> None:
    response = people.client("bob").post(
        f"{people.url}views/", {"name": "x", "version": "2", "positions": positions}
    )
    assert response.status_code == 400
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_a_version_that_is_there(people: People) -> None:
    for sent, status in (
        ({"name": " ", "version": "2"}, 400),
        ({"name": "x", "version": "9"}, 404),
    ):
        assert people.client("bob").post(f"{people.url}views/", sent).status_code == status
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_views(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    assert save(people) == 302
    sent = {"name": "Another", "version": "2"}
    assert people.client("bob").post(f"{people.url}views/", sent).status_code == 400
    assert save(people, show="all") == 302


def test_who_may_delete_a_view(people: People) -> None:
    save(people)
    url = f"{people.url}views/{SavedView.objects.get().pk}/delete/"
    assert statuses(people, url) == (405, 405, 405, 405)
    assert people.client("charlie").post(url).status_code == 404
    assert people.client("bob").post(url).status_code == 302
    assert not SavedView.objects.exists()


def test_files_of_a_view_show_the_tables_where_they_were_put(people: People) -> None:
    save(people, positions=json.dumps({"orders": [900.0, 700.0]}))
    client = people.client("bob")
    svg = client.get(f"{people.url}v/2/erd.svg?view=Orders").content.decode()
    assert places(svg)["orders"].x == 900
    plain = client.get(f"{people.url}v/2/erd.svg?show=keys&focus=orders").content.decode()
    assert places(plain)["orders"].x != 900
    for suffix in ("png", "pdf", "html"):
        moved = client.get(f"{people.url}v/2/erd.{suffix}?view=Orders")
        still = client.get(f"{people.url}v/2/erd.{suffix}?show=keys&focus=orders")
        assert moved.status_code == 200
        assert moved.content != still.content


def test_a_file_through_a_link_has_the_places_of_its_own_view_alone(people: People) -> None:
    save(people, positions=json.dumps({"orders": [900.0, 700.0]}))
    options = {"view": "Orders", "show": "keys", "focus": "orders"}
    link = share(people.project, Visitor(people.alice), version=people.second, options=options)
    client = people.client("nobody")
    assert places(client.get(f"/s/{link.token}.svg").content.decode())["orders"].x == 900
    plain = share(people.project, Visitor(people.alice), version=people.second)
    svg = client.get(f"/s/{plain.token}.svg?view=Orders").content.decode()
    assert places(svg)["orders"].x != 900
    assert 'data-table="tags"' in svg
