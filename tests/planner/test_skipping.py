"""Facts about changes that a policy skips: none is made, and the rest is proved."""

from __future__ import annotations

import pytest

from erdapp.diff import compare
from erdapp.diff.changes import ModifyTable
from erdapp.planner import PlanOptions, aim, plan
from erdapp.planner.options import SKIPS
from erdapp.planner.skipped_parts import skip_of
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect, Schema
from tests.planner.pairs import Pair
from tests.planner.policy_pair import POSTGRES, SQLITE
from tests.planner.sources import schema

NEVER_IN_SQLITE = {"add_schema", "drop_schema", "modify_schema", "rename_constraint"}


def both(pair: Pair, dialect: Dialect) -> tuple[Schema, Schema]:
    return schema(pair.before, dialect), schema(pair.after, dialect)


def kinds(before: Schema, after: Schema, pair: Pair, skip: frozenset[str]) -> set[str]:
    """The kinds of change that are left, by the names under which they can be skipped."""
    goal = aim(before, after, pair.renames, skip)
    found = set()
    for change in compare(goal.before, goal.after, goal.renames):
        if isinstance(change, ModifyTable):
            found |= {"modify_table", *map(skip_of, change.changes)}
        name = type(change).__name__
        found.add({"RenameTable": "rename_table"}.get(name, _snake(name)))
    return found


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


@pytest.mark.parametrize("skip", sorted(set(SKIPS) - {"modify_schema"}))
def test_what_is_skipped_is_not_among_the_changes_and_was_before(skip: str) -> None:
    before, after = both(POSTGRES, Dialect.POSTGRES)
    assert skip in kinds(before, after, POSTGRES, frozenset())
    # What lies over a dropped column falls with it.
    columns = {"drop_column"} if skip in ("drop_index", "drop_foreign_key") else set()
    assert skip not in kinds(before, after, POSTGRES, frozenset({skip, *columns}))


@pytest.mark.parametrize("skip", sorted(set(SKIPS) - NEVER_IN_SQLITE))
def test_the_rest_is_proved_on_sqlite(skip: str) -> None:
    before, after = both(SQLITE, Dialect.SQLITE)
    found = plan(before, after, SQLITE.renames, PlanOptions(skip=frozenset({skip})))
    proof = prove(before, after, found)
    assert proof.verdict is Verdict.PROVED, (proof.reason, [s.sql for s in found.up])
    assert proof.rows


@pytest.mark.live
@pytest.mark.parametrize("skip", SKIPS)
def test_the_rest_is_proved_on_postgres(skip: str, postgres_url: str) -> None:
    before, after = both(POSTGRES, Dialect.POSTGRES)
    found = plan(before, after, POSTGRES.renames, PlanOptions(skip=frozenset({skip})))
    proof = prove(before, after, found, url=postgres_url)
    assert proof.verdict is Verdict.PROVED, (proof.reason, [s.sql for s in found.up])


def test_all_changes_skipped_leave_no_statement() -> None:
    before, after = both(SQLITE, Dialect.SQLITE)
    after = schema(
        SQLITE.after.replace("CREATE VIEW over AS SELECT id FROM added;", ""), Dialect.SQLITE
    )
    found = plan(before, after, SQLITE.renames, PlanOptions(skip=frozenset(SKIPS)))
    assert (found.up, found.down) == ((), ())


def test_a_name_that_cannot_be_skipped_is_refused() -> None:
    with pytest.raises(ValueError, match="drop_everything is not one of add_schema"):
        PlanOptions(skip=frozenset({"drop_everything"}))
