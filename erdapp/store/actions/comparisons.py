"""Comparing two versions: the plan at once, its proof as a job; answering renames."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from erdapp.dialects import facts
from erdapp.diff import compare, guess_renames, inverted, told
from erdapp.diff.changes import Rename
from erdapp.diff.summary import summarise
from erdapp.planner import plan
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect, Schema
from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.actions.notes import carry_notes
from erdapp.store.actions.relations import carry_answers
from erdapp.store.build import planning
from erdapp.store.comparisons import answers_of, guesses_of
from erdapp.store.findings import of_plan, packed
from erdapp.store.models import Comparison, ProofState, Version
from erdapp.store.policies import canonical, options_of
from erdapp.store.renames import Answer, assumed_renames
from erdapp.store.snapshots import load_schema
from erdapp.store.tasks import prove_comparison

log = logging.getLogger(__name__)


class NotComparable(Exception):
    """Two versions that cannot be compared; `str()` is one sentence for people."""


class NoSuchGuess(Exception):
    """An answer to a rename that nobody asked about."""


def compare_versions(before: Version, after: Version, words: Iterable[str] = ()) -> Comparison:
    """The comparison of two versions of a project: the stored one, or a new one with its proof
    under way. `words` are the policies of its plan. Raises NotComparable for two dialects."""
    if before.dialect != after.dialect:
        first, second = (facts(Dialect(v.dialect)).label for v in (before, after))
        raise NotComparable(
            f"Version {before.number} is {first} and version {after.number} is {second}: "
            "only versions of one database can be compared."
        )
    how = canonical(words, Dialect(after.dialect))
    pair = Comparison.objects.filter(
        project=before.project, before=before.snapshot_id, after=after.snapshot_id
    )
    found = pair.filter(how=how).first()
    hints = _hints(before, after)
    answers = pair.filter(how="").values_list("answers", flat=True).first() if how else None
    if not found or found.maker != planning() or found.hints != hints or _is_late(found, answers):
        found = found or _new(before, after, how)
        found.answers = found.answers if answers is None else answers
        found = _compute(found, hints)
    found.before, found.after = before.snapshot, after.snapshot  # at hand: spares two queries
    return found


def _is_late(comparison: Comparison, answers: list[Any] | None) -> bool:
    """Whether renames were answered on the plain comparison since."""
    return answers is not None and comparison.answers != answers


def _new(before: Version, after: Version, how: str) -> Comparison:
    return Comparison(
        project=before.project,
        before_id=before.snapshot_id,
        after_id=after.snapshot_id,
        dialect=after.dialect,
        how=how,
        revision=0,
    )


def _hints(before: Version, after: Version) -> dict[str, Any]:
    """What the newer of the two sources tells, and whether the comparison goes the other way;
    empty when it tells nothing."""
    backwards = before.number > after.number
    renames = (before if backwards else after).renames
    return {"renames": renames, "backwards": backwards} if renames else {}


def _told(hints: dict[str, Any], before: Schema, after: Schema) -> tuple[Rename, ...]:
    """The told renames that apply, in the direction of the comparison."""
    renames = msgspec.convert(hints.get("renames", ()), tuple[Rename, ...])
    if hints.get("backwards"):
        renames = inverted(told(after, before, renames).applied, after)
    return told(before, after, renames).applied


def _compute(comparison: Comparison, hints: dict[str, Any]) -> Comparison:
    """Guess, compare and plan anew, then queue the proof."""
    before, after = load_schema(comparison.before_id), load_schema(comparison.after_id)
    sure = _told(hints, before, after)
    guesses = guess_renames(before, after, sure)
    renames = assumed_renames(guesses, answers_of(comparison), sure)
    comparison.hints, comparison.told = hints, msgspec.to_builtins(sure)
    comparison.guesses = msgspec.to_builtins(guesses)
    comparison.summary = msgspec.to_builtins(summarise(compare(before, after, renames)))
    found, comparison.plan_error = _planned(before, after, renames, comparison.how)
    comparison.plan = zlib.compress(msgspec.json.encode(found)) if found else b""
    comparison.findings = packed(of_plan(before, found)) if found else b""
    comparison.maker = planning()
    return _queue_proof(comparison)


def _planned(
    before: Schema, after: Schema, renames: tuple[Rename, ...], how: str
) -> tuple[Plan | None, str]:
    """The plan and no error, or nothing and what to tell the reader."""
    try:
        return plan(before, after, renames, options_of(how)), ""
    except Exception:
        # A defect of the planner must not take the diagram and the changes from the reader.
        log.exception("planning failed")
        return None, "No migration could be written for these changes. The cause is in the log."


def _queue_proof(comparison: Comparison) -> Comparison:
    comparison.revision += 1
    comparison.proof = {}
    comparison.queued = timezone.now()
    comparison.state = ProofState.QUEUED if comparison.plan else ProofState.DONE
    with transaction.atomic():
        if comparison._state.adding:
            # Two readers at once: the second one gets what the first one made.
            comparison, made = Comparison.objects.get_or_create(
                project=comparison.project,
                before_id=comparison.before_id,
                after_id=comparison.after_id,
                how=comparison.how,
                defaults=_fields(comparison),
            )
            if not made:
                return comparison
        else:
            comparison.save()
        if comparison.plan:
            prove_comparison.enqueue(comparison.pk, comparison.revision)
    comparison.refresh_from_db(fields=["state", "proof"])
    return comparison


_COMPUTED = (
    "dialect",
    "hints",
    "told",
    "answers",
    "guesses",
    "summary",
    "plan",
    "plan_error",
    "findings",
    "maker",
    "state",
    "proof",
    "revision",
    "queued",
)


def _fields(comparison: Comparison) -> dict[str, Any]:
    return {name: getattr(comparison, name) for name in _COMPUTED}


def answer_rename(
    comparison: Comparison, rename: Rename, accepted: bool, visitor: Visitor
) -> Comparison:
    """Take somebody's word on a guessed rename and plan anew. Raises NoSuchGuess."""
    answers = {answer.rename: answer for answer in answers_of(comparison)}
    if rename not in answers and rename not in {g.rename for g in guesses_of(comparison)}:
        raise NoSuchGuess(f"{rename.before} and {rename.after} are not in question here.")
    answers[rename] = Answer(rename, accepted)
    with transaction.atomic():
        comparison.answers = msgspec.to_builtins(list(answers.values()))
        verb = "rename accepted" if accepted else "rename refused"
        record(verb, comparison.project, visitor, before=rename.before, after=rename.after)
        if accepted:
            carry_notes(comparison.project, (rename,))
            carry_answers(comparison.project, (rename,))
        return _compute(comparison, comparison.hints)


def prove_again(comparison: Comparison, visitor: Visitor) -> Comparison:
    """Queue the proof of the same plan once more."""
    with transaction.atomic():
        record("proof asked again", comparison.project, visitor, comparison=comparison.pk)
        return _queue_proof(comparison)
