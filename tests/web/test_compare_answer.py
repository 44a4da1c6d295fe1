"""`/p/<slug>/compare/<a>...<b>/answer`: rename, or drop and add."""

from __future__ import annotations

from tests.people import People
from tests.web.conftest import EVERYBODY

ANSWER = {
    "kind": "column",
    "before": "total",
    "after": "amount",
    "schema": "",
    "table": "orders",
    "answer": "drop",
}


def test_an_answer_changes_the_plan(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}compare/1...2"
    assert b"RENAME COLUMN" in client.get(f"{url}/up.sql").content.upper()
    assert client.post(f"{url}/answer", ANSWER).url == url
    assert b"RENAME COLUMN" not in client.get(f"{url}/up.sql").content.upper()
    client.post(f"{url}/answer", ANSWER | {"answer": "rename"})
    assert b"RENAME COLUMN" in client.get(f"{url}/up.sql").content.upper()


def test_an_answer_to_nothing_is_refused(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}compare/1...2/answer"
    assert client.post(url, ANSWER | {"before": "other"}).status_code == 400
    assert client.post(url, {"kind": "column"}).status_code == 400


def test_who_may_answer(people: People) -> None:
    url = f"{people.url}compare/1...2/answer"
    got = tuple(people.client(name).post(url, ANSWER).status_code for name in EVERYBODY)
    assert got == (302, 302, 404, 404)
