"""The result of running a plan on a scratch database, forward and back."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """`proved`; `failed` with a reason; `unavailable` when there is no scratch database."""

    PROVED = "proved"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


class RanStatement(Struct, frozen=True, kw_only=True):
    """One statement as it ran; `direction` is `up` or `down`."""

    direction: str
    sql: str
    seconds: float
    error: str = ""


class FailedAt(Struct, frozen=True, kw_only=True):
    """Where a run stopped: which change, which statement, and where the source says it."""

    change: str
    """The statement's comment: `modify "orders" table`."""
    objects: tuple[str, ...]
    statement: str
    number: int
    """1-based among the statements that were run together."""
    total: int
    message: str
    """The server's own, on one line."""
    place: str = ""
    """`schema.sql:12 (orders.age)`; empty where the source isn't known."""


class Proof(Struct, frozen=True, kw_only=True):
    """What was run, where, and how it came out. No URL, no password in here."""

    verdict: Verdict
    server: str = ""
    """`PostgreSQL 15.19`, `SQLite 3.45.1` …"""
    seconds: float = 0.0
    rows: int = 0
    """Rows that were in the tables while it ran."""
    reason: str = ""
    """One sentence for `failed` and `unavailable`: the first difference or the server's message."""
    hint: str = ""
    """What is known of the cause and what to do."""
    failed_at: FailedAt | None = None
    """The statement that the server refused, where it was one."""
    stand_ins: tuple[str, ...] = ()
    """Functions in C that were only stood in for, as their library isn't on the scratch server:
    the proof doesn't speak of them. To be shown wherever the verdict is."""
    statements: tuple[RanStatement, ...] = ()
