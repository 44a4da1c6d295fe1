"""The jobs that the worker runs."""

from __future__ import annotations

from django_tasks import task

from erdapp.store.actions.proofs import run_proof
from erdapp.store.actions.readings import run_reading


@task()
def prove_comparison(comparison_id: int, revision: int) -> None:
    """Prove one plan on a scratch database."""
    run_proof(comparison_id, revision)


@task()
def read_database(connection_id: int, revision: int) -> None:
    """Read the database of one connection. The worker's records hold these two numbers only."""
    run_reading(connection_id, revision)
