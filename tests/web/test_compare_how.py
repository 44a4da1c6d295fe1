"""The same migration in safer ways: chosen by links, planned and proved each for itself."""

from __future__ import annotations

from erdapp.store.models import Comparison
from tests.people import People


def test_the_ways_that_say_something_here_are_links(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/1...2/migration").content.decode()
    assert '<a href="?how=expand_contract">Expand, then contract</a>' in page
    assert "Online where possible" not in page, "that is MySQL's"


def test_a_way_has_its_own_plan_and_proof(people: People) -> None:
    client = people.client("alice")
    url = f"{people.url}compare/1...2/migration?how=keep_tables,expand_contract,nonsense"
    page = client.get(url).content.decode()
    assert "-- Step 1: expand" in page
    assert '<a href="?how=keep_tables" class="on" aria-current="true">Expand' in page
    assert "Proved on SQLite" in page
    assert "up.sql?how=expand_contract,keep_tables&amp;download" in page
    plain = client.get(f"{people.url}compare/1...2/migration").content.decode()
    assert "-- Step 1" not in plain
    assert Comparison.objects.count() == 2


def test_the_file_is_that_of_the_way(people: People) -> None:
    client = people.client("alice")
    text = client.get(f"{people.url}compare/1...2/up.sql?how=expand_contract").content.decode()
    assert text.startswith("-- Step 1: expand\n\n-- ")


def test_an_answer_about_a_rename_counts_for_every_way(people: People) -> None:
    client = people.client("bob")
    way = f"{people.url}compare/1...2/migration?how=expand_contract"
    assert "-- Step 1" in client.get(way).content.decode()
    answer = {
        "kind": "column",
        "before": "total",
        "after": "amount",
        "table": "orders",
        "answer": "drop",
    }
    client.post(f"{people.url}compare/1...2/answer", answer)
    assert "-- Step 1" not in client.get(way).content.decode()
