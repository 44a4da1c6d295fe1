"""`/p/<slug>/members/` and `…/<n>/remove/`: people taken in and out by an owner."""

from __future__ import annotations

from erdapp.store.models import Membership
from tests.people import People
from tests.web.conftest import statuses


def test_an_owner_takes_somebody_in_and_out_again(people: People) -> None:
    alice, charlie = people.client("alice"), people.client("charlie")
    alice.post(f"{people.url}members/", {"username": "charlie", "role": "member"})
    assert charlie.get(people.url).status_code == 200
    membership = Membership.objects.get(user=people.charlie)
    assert b"charlie" in alice.get(people.url).content
    alice.post(f"{people.url}members/{membership.pk}/remove/")
    assert charlie.get(people.url).status_code == 404


def test_a_member_becomes_an_owner(people: People) -> None:
    data = {"username": "bob", "role": "owner"}
    people.client("alice").post(f"{people.url}members/", data)
    assert Membership.objects.get().role == "owner"
    assert people.client("bob").post(f"{people.url}delete/").status_code == 302


def test_nobody_of_that_name(people: People) -> None:
    data = {"username": "dora", "role": "member"}
    client = people.client("alice")
    page = client.post(f"{people.url}members/", data, follow=True).content.decode()
    assert "Nobody called dora has an account here." in page
    client.post(f"{people.url}members/", {"username": "charlie", "role": "king"})
    assert Membership.objects.count() == 1


def test_who_may_take_in_and_out(people: People) -> None:
    pk = Membership.objects.get().pk
    assert statuses(people, f"{people.url}members/", "post") == (302, 403, 404, 404)
    for name, status in (("bob", 403), ("charlie", 404), ("nobody", 404)):
        url = f"{people.url}members/{pk}/remove/"
        assert people.client(name).post(url).status_code == status
