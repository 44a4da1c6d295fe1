"""The people and their project, and the table of who may open what."""

from __future__ import annotations

import pytest

from tests.databases import database
from tests.people import People, make_people

__all__ = ["database", "people"]


@pytest.fixture
def people(db: None) -> People:
    return make_people()


EVERYBODY = ("alice", "bob", "charlie", "nobody")


def statuses(people: People, path: str, method: str = "get") -> tuple[int, ...]:
    """What alice (owner), bob (member), charlie (stranger) and nobody get at that address."""
    return tuple(getattr(people.client(name), method)(path).status_code for name in EVERYBODY)
