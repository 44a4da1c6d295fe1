"""Statements on a real database: scratch databases, execution, proof."""

from __future__ import annotations

from erdapp.runner.normalise import normalise
from erdapp.runner.places import placed
from erdapp.runner.proof import FailedAt, Proof, RanStatement, Verdict
from erdapp.runner.prove import prove
from erdapp.runner.scratch import Scratch, ScratchUnavailable, scratch_database

__all__ = [
    "FailedAt",
    "Proof",
    "RanStatement",
    "Scratch",
    "ScratchUnavailable",
    "Verdict",
    "normalise",
    "placed",
    "prove",
    "scratch_database",
]
