"""SQL Server's plans by the word of the loader, there and back."""

from __future__ import annotations

import pytest

from erdapp.schema import Dialect
from tests.planner.mssql_pairs import PAIRS
from tests.planner.roads import read_there_and_back
from tests.planner.sources import schema


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_leads_there_and_back(name: str) -> None:
    pair = PAIRS[name]
    before, after = (schema(text, Dialect.MSSQL) for text in (pair.before, pair.after))
    read_there_and_back(before, after, pair.renames)
