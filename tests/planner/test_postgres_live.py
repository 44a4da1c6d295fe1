"""Plans run on a real PostgreSQL: forward to the wanted schema, and back."""

from __future__ import annotations

import pytest

from erdapp.planner import plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect
from tests.planner.postgres_pairs import PAIRS
from tests.planner.sources import schema

pytestmark = pytest.mark.live


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_leads_there_and_back(postgres_url: str, name: str) -> None:
    pair = PAIRS[name]
    before, after = (schema(text, Dialect.POSTGRES) for text in (pair.before, pair.after))
    found = plan(before, after, pair.renames)
    assert found.up
    assert found.down
    proof = prove(before, after, found, url=postgres_url)
    shown = ";\n".join(statement.sql for statement in (*found.up, *found.down))
    assert proof.verdict is Verdict.PROVED, f"{proof.reason} {proof.hint}\n{shown}"
