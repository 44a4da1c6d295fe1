"""Comparing versions, answering renames, keeping proofs."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from erdapp.loaders.archive import Upload
from erdapp.runner.proof import Verdict
from erdapp.schema import Dialect
from erdapp.store import comparisons
from erdapp.store.access import Visitor
from erdapp.store.actions import comparisons as actions
from erdapp.store.actions import proofs
from erdapp.store.actions.versions import Source, add_version
from erdapp.store.models import Comparison, ProofState, Version
from tests.people import FIRST, People


@pytest.fixture
def comparison(people: People) -> Comparison:
    return actions.compare_versions(people.first, people.second)


def test_a_comparison_has_a_plan_and_its_proof(comparison: Comparison) -> None:
    plan, proof = comparisons.plan_of(comparison), comparisons.proof_of(comparison)
    assert plan
    assert plan.up
    assert proof
    assert proof.verdict is Verdict.PROVED, proof.reason


def test_comparing_again_computes_nothing(people: People, comparison: Comparison) -> None:
    with patch.object(actions, "compare", side_effect=AssertionError("computed again")):
        again = actions.compare_versions(people.first, people.second)
    assert again.pk == comparison.pk


def test_another_build_computes_anew(people: People, comparison: Comparison) -> None:
    Comparison.objects.update(maker="an older build")
    again = actions.compare_versions(people.first, people.second)
    assert (again.pk, again.revision) == (comparison.pk, comparison.revision + 1)
    assert Comparison.objects.get().maker != "an older build"


def test_a_guessed_rename_is_asked_and_assumed(comparison: Comparison) -> None:
    [question] = comparisons.questions_of(comparison)
    assert (question.guess.rename.before, question.guess.rename.after) == ("total", "amount")
    assert question.answer is None
    plan = comparisons.plan_of(comparison)
    assert plan
    assert any("RENAME" in statement.sql.upper() for statement in plan.up)


def test_refusing_a_rename_plans_drop_and_add(people: People, comparison: Comparison) -> None:
    rename = comparisons.guesses_of(comparison)[0].rename
    answered = actions.answer_rename(comparison, rename, False, Visitor(people.bob))
    plan = comparisons.plan_of(answered)
    assert plan
    assert not any("RENAME COLUMN" in statement.sql.upper() for statement in plan.up)
    assert comparisons.questions_of(answered)[0].answer is False
    assert answered.revision == 2


def test_nobody_answers_what_was_not_asked(people: People, comparison: Comparison) -> None:
    rename = comparisons.guesses_of(comparison)[0].rename.__class__("column", "a", "b")
    with pytest.raises(actions.NoSuchGuess):
        actions.answer_rename(comparison, rename, True, Visitor(people.bob))


def test_a_late_proof_of_an_older_plan_is_thrown_away(comparison: Comparison) -> None:
    Comparison.objects.update(revision=7, state=ProofState.QUEUED, proof={})
    proofs.run_proof(comparison.pk, 6)
    comparison.refresh_from_db()
    assert (comparison.state, comparison.proof) == (ProofState.QUEUED, {})


def test_a_proof_that_breaks_says_so(comparison: Comparison) -> None:
    with patch.object(proofs, "prove", side_effect=RuntimeError("a secret detail")):
        proofs.run_proof(comparison.pk, comparison.revision)
    comparison.refresh_from_db()
    proof = comparisons.proof_of(comparison)
    assert proof
    assert proof.verdict is Verdict.FAILED
    assert "secret" not in proof.reason + proof.hint


def test_a_planner_that_breaks_leaves_the_changes(people: People) -> None:
    with patch.object(actions, "plan", side_effect=RuntimeError):
        comparison = actions.compare_versions(people.first, people.second)
    assert comparison.plan_error
    assert comparison.state == ProofState.DONE
    assert comparisons.summary_of(comparison).tables.added == 1


def test_a_proof_nobody_works_on_is_lost(comparison: Comparison) -> None:
    assert not comparisons.proof_is_lost(comparison)
    comparison.state = ProofState.RUNNING
    comparison.queued = timezone.now() - timedelta(hours=1)
    assert comparisons.proof_is_lost(comparison)


def test_two_dialects_are_not_compared(people: People) -> None:
    source = Source(uploads=(Upload("a.sql", FIRST.encode()),), dialect=Dialect.POSTGRES)
    third = add_version(people.project, source, Visitor(people.alice))
    with pytest.raises(actions.NotComparable, match=r"SQLite.*PostgreSQL"):
        actions.compare_versions(people.second, third)


def test_equal_versions_have_nothing_to_migrate(people: People) -> None:
    comparison = actions.compare_versions(people.first, people.first)
    plan = comparisons.plan_of(comparison)
    assert plan
    assert not plan.up
    assert not comparisons.summary_of(comparison)


def hinted(people: People) -> Version:
    """A third version whose source tells what `total` and `users` are called now."""
    text = "-- atlas:renamed_from users" + FIRST.replace("users", "clients")
    text = text.replace("  total", "  -- erdapp:renamed_from total\n  paid")
    source = Source(uploads=(Upload("v3.sql", text.encode()),), dialect=Dialect.SQLITE)
    return add_version(people.project, source, Visitor(people.bob))


def test_what_the_source_tells_is_no_question(people: People) -> None:
    found = actions.compare_versions(people.first, hinted(people))
    assert {r.before for r in comparisons.told_of(found)} == {"users", "total"}
    assert comparisons.questions_of(found) == ()
    assert {r.after for r in comparisons.renames_of(found)} == {"clients", "paid"}
    proof = comparisons.proof_of(found)
    assert proof
    assert proof.verdict is Verdict.PROVED, proof.reason


def test_what_the_newer_source_tells_holds_for_the_way_back_too(people: People) -> None:
    found = actions.compare_versions(hinted(people), people.first)
    assert {r.after for r in comparisons.told_of(found)} == {"users", "total"}


def test_other_hints_for_the_same_schema_are_another_plan(people: People) -> None:
    third = hinted(people)
    first = actions.compare_versions(people.first, third)
    third.renames = []
    again = actions.compare_versions(people.first, third)
    assert (again.pk, again.revision) == (first.pk, first.revision + 1)
    assert comparisons.told_of(again) == ()
