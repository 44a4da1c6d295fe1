"""`/healthz`: whether this replica can serve."""

from __future__ import annotations

from django.test import Client


def test_a_replica_with_a_database_is_well(db: None) -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
