"""Peers: the same PostgreSQL pairs through erdapp, pg-delta, migra and alembic autogenerate."""

from __future__ import annotations

from bench.peers.compare import main

__all__ = ["main"]
