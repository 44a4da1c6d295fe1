"""The page on which a user makes and withdraws API tokens."""

from __future__ import annotations

import re

from django.test import Client

from erdapp.store.actions.tokens import create_token
from erdapp.store.models import ApiToken, AuditEntry
from tests.people import People

PAGE = "/account/tokens/"


def test_only_who_is_logged_in_has_tokens(people: People) -> None:
    assert people.client("alice").get(PAGE).status_code == 200
    assert Client().get(PAGE).headers["Location"] == f"/login/?next={PAGE}"
    assert Client().post(PAGE, {"name": "x"}).status_code == 302
    assert ApiToken.objects.count() == 0


def test_a_secret_is_shown_once_and_works(people: People) -> None:
    browser = people.client("alice")
    answer = browser.post(PAGE, {"name": "CI of the shop"})
    found = re.search(r"erdapp_[\w-]{43}", answer.content.decode())
    assert found
    assert "no-store" in answer.headers["Cache-Control"]
    listed = Client().get("/api/v1/projects", headers={"Authorization": f"Bearer {found[0]}"})
    assert [item["slug"] for item in listed.json()] == ["web-shop"]
    again = browser.get(PAGE).content.decode()
    assert found[0] not in again
    assert "CI of the shop" in again


def test_a_withdrawn_token_opens_nothing_and_the_audit_knows(people: People) -> None:
    token, secret = create_token(people.alice, "CI")
    people.client("alice").post(f"{PAGE}{token.pk}/withdraw/")
    answer = Client().get("/api/v1/projects", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert {"token created", "token withdrawn"} <= set(verbs)


def test_nobody_sees_or_withdraws_a_token_of_somebody_else(people: People) -> None:
    token, _ = create_token(people.alice, "CI of Alice")
    assert "CI of Alice" not in people.client("bob").get(PAGE).content.decode()
    assert people.client("bob").post(f"{PAGE}{token.pk}/withdraw/").status_code == 404
    assert ApiToken.objects.filter(pk=token.pk).exists()


def test_a_token_without_a_name_is_not_made(people: People) -> None:
    assert people.client("alice").post(PAGE, {"name": " "}).status_code == 400
    assert ApiToken.objects.count() == 0
