"""Running the proof of a stored comparison and keeping what came out."""

from __future__ import annotations

import logging

import msgspec

from erdapp.loaders.base import Origin
from erdapp.runner import placed, prove
from erdapp.runner.proof import Proof, Verdict
from erdapp.store.comparisons import plan_of
from erdapp.store.models import Comparison, ProofState
from erdapp.store.snapshots import load_schema, origins_of

log = logging.getLogger(__name__)


def run_proof(comparison_id: int, revision: int) -> None:
    """Prove the plan of that revision; nothing is kept when a newer plan has replaced it."""
    current = Comparison.objects.filter(pk=comparison_id, revision=revision)
    comparison = current.first()
    if comparison is None:
        return
    current.update(state=ProofState.RUNNING)
    proof = _proof(comparison)
    proof = placed(proof, _origins(comparison))
    current.update(state=ProofState.DONE, proof=msgspec.to_builtins(proof))


def _origins(comparison: Comparison) -> dict[str, Origin]:
    """Where the sources of both sides say things; the newer side's word counts."""
    found: dict[str, Origin] = {}
    for snapshot in (comparison.before_id, comparison.after_id):
        version = comparison.project.versions.filter(snapshot=snapshot).first()
        found |= origins_of(version) if version else {}
    return found


def _proof(comparison: Comparison) -> Proof:
    plan = plan_of(comparison)
    if plan is None:
        return Proof(verdict=Verdict.UNAVAILABLE, reason="There is no plan to prove.")
    before, after = load_schema(comparison.before_id), load_schema(comparison.after_id)
    try:
        return prove(before, after, plan)
    except Exception:
        # The reader waits for this answer: a defect is said there and told in full in the log.
        log.exception("the proof of comparison %s broke", comparison.pk)
        return Proof(
            verdict=Verdict.FAILED,
            reason="The proof itself broke before it came to a result.",
            hint="The cause is in the server's log.",
        )
