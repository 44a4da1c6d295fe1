"""`/p/<slug>/compare/<a>...<b>/proof` and `/prove`: the proof panel, and asking again."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from erdapp.store.models import Comparison, ProofState
from tests.people import People
from tests.web.conftest import statuses


def test_the_panel_comes_alone(people: People) -> None:
    response = people.client("alice").get(f"{people.url}compare/1...2/proof")
    assert b"<html" not in response.content
    assert b"Proved on SQLite" in response.content


def test_the_panel_asks_on_until_the_proof_is_there(people: People) -> None:
    client, url = people.client("alice"), f"{people.url}compare/1...2/proof"
    assert b"hx-get" not in client.get(url).content
    Comparison.objects.update(state=ProofState.QUEUED, proof={})
    assert b"hx-get" in client.get(url).content


def test_a_lost_proof_can_be_asked_for_again(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}compare/1...2"
    client.get(url)
    long_ago = timezone.now() - timedelta(hours=1)
    Comparison.objects.update(state=ProofState.RUNNING, proof={}, queued=long_ago)
    assert b"Prove again" in client.get(f"{url}/proof").content
    assert client.post(f"{url}/prove").url == url
    assert b"Proved on SQLite" in client.get(f"{url}/proof").content


def test_who_may_see_and_ask(people: People) -> None:
    assert statuses(people, f"{people.url}compare/1...2/proof") == (200, 200, 404, 404)
    assert statuses(people, f"{people.url}compare/1...2/prove", "post") == (302, 302, 404, 404)
