"""The people and their project."""

from __future__ import annotations

import pytest

from tests.databases import database
from tests.people import People, make_people

__all__ = ["database", "people"]


@pytest.fixture
def people(db: None) -> People:
    return make_people()
