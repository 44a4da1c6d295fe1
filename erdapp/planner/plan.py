"""A plan: the statements that turn one schema into another, and the way back."""

from __future__ import annotations

from msgspec import Struct

from erdapp.diff.changes import Rename
from erdapp.planner.options import PlanOptions
from erdapp.schema import Dialect


class Statement(Struct, frozen=True, kw_only=True):
    """One SQL statement without its terminator.

    `comment` is Atlas's wording in lower case (`create "users" table`); `objects` are the plain
    names it touches, for messages and for the page; `transactional` is false for what must run
    outside a transaction (CREATE INDEX CONCURRENTLY, PRAGMA foreign_keys, ALTER TYPE ADD VALUE).
    """

    sql: str
    comment: str = ""
    objects: tuple[str, ...] = ()
    transactional: bool = True
    warning: str = ""
    """What may be lost or may fail on data: shown beside the statement."""
    alone: bool = False
    """Outside a transaction by choice, so that it locks nobody out: the script says so at its
    head."""


class Phase(Struct, frozen=True, kw_only=True):
    """One step of a migration that is rolled out in several: a file of its own."""

    name: str
    """`expand` or `contract`."""
    up: tuple[Statement, ...]
    down: tuple[Statement, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """Statements forward and back. `irreversible` says what the way back cannot bring back."""

    dialect: Dialect
    up: tuple[Statement, ...]
    down: tuple[Statement, ...]
    irreversible: tuple[str, ...] = ()
    renames: tuple[Rename, ...] = ()
    """Those it was asked for with: they tell whose rows are whose."""
    options: PlanOptions = PlanOptions()
    phases: tuple[Phase, ...] = ()
    """The steps that `up` is made of, where there are several; `down` has them in reverse."""
