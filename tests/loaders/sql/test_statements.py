"""Readers of statements are found by name."""

from __future__ import annotations

import pytest

from erdapp.loaders.sql.statements import READERS, named


@pytest.mark.parametrize("place", sorted(set(READERS.values())))
def test_every_reader_is_where_the_list_says(place: str) -> None:
    assert callable(named(place))
