"""Reading a stored comparison: its renames, plan, proof and changes as values."""

from __future__ import annotations

import zlib
from datetime import timedelta

import msgspec
from django.utils import timezone

from erdapp.diff import compare
from erdapp.diff.changes import Changes, Rename, RenameGuess
from erdapp.diff.summary import Summary
from erdapp.planner.plan import Plan
from erdapp.runner.proof import Proof
from erdapp.store.models import Comparison, ProofState
from erdapp.store.pictures import Overlay
from erdapp.store.renames import Answer, Question, assumed_renames, questions
from erdapp.store.snapshots import load_schema

PATIENCE = timedelta(minutes=10)
"""A proof that takes longer than this was lost with its worker."""


def answers_of(comparison: Comparison) -> list[Answer]:
    return msgspec.convert(comparison.answers, list[Answer])


def guesses_of(comparison: Comparison) -> list[RenameGuess]:
    return msgspec.convert(comparison.guesses, list[RenameGuess])


def told_of(comparison: Comparison) -> tuple[Rename, ...]:
    """The renames that the source tells and that apply."""
    return msgspec.convert(comparison.told, tuple[Rename, ...])


def renames_of(comparison: Comparison) -> tuple[Rename, ...]:
    """The renames that the comparison goes by."""
    guesses, answers = guesses_of(comparison), answers_of(comparison)
    return assumed_renames(guesses, answers, told_of(comparison))


def questions_of(comparison: Comparison) -> tuple[Question, ...]:
    return questions(guesses_of(comparison), answers_of(comparison))


def summary_of(comparison: Comparison) -> Summary:
    return msgspec.convert(comparison.summary, Summary)


def plan_of(comparison: Comparison) -> Plan | None:
    """The stored plan; None when none could be made (`plan_error` says why)."""
    if not comparison.plan:
        return None
    return msgspec.json.decode(zlib.decompress(bytes(comparison.plan)), type=Plan)


def proof_of(comparison: Comparison) -> Proof | None:
    """The proof; None until it has run."""
    if comparison.state != ProofState.DONE or not comparison.proof:
        return None
    return msgspec.convert(comparison.proof, Proof)


def proof_is_lost(comparison: Comparison) -> bool:
    """Whether the proof has been under way for so long that nobody is working on it."""
    return comparison.state != ProofState.DONE and timezone.now() - comparison.queued > PATIENCE


def changes_of(comparison: Comparison) -> Changes:
    """The changes themselves, computed from the two schemas."""
    before, after = load_schema(comparison.before_id), load_schema(comparison.after_id)
    return compare(before, after, renames_of(comparison))


def overlay_of(comparison: Comparison) -> Overlay:
    return Overlay(comparison.before_id, renames_of(comparison))
