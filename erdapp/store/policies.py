"""How a migration is written, as a short text: what a comparison is kept and addressed by."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from erdapp.planner import PlanOptions
from erdapp.schema import Dialect

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_POSTGRES = (Dialect.POSTGRES,)


class Policy(Struct, frozen=True):
    """One thing to choose; `dialects` are those in which it says anything."""

    word: str
    label: str
    dialects: tuple[Dialect, ...]


POLICIES = (
    Policy("concurrent_index", "Indexes concurrently", _POSTGRES),
    Policy("not_valid", "Constraints not valid, then validated", _POSTGRES),
    Policy("online", "Online where possible", _MYSQL),
    Policy("expand_contract", "Expand, then contract", tuple(Dialect)),
    Policy("keep_tables", "Drop no tables", tuple(Dialect)),
    Policy("keep_columns", "Drop no columns", tuple(Dialect)),
)


def canonical(words: Iterable[str], dialect: Dialect) -> str:
    """The words that are known and say something, each once, in a fixed order."""
    given = set(words)
    return ",".join(p.word for p in POLICIES if p.word in given and dialect in p.dialects)


def options_of(how: str) -> PlanOptions:
    """The options that a canonical text stands for."""
    words = set(how.split(","))
    skip = {"keep_tables": "drop_table", "keep_columns": "drop_column"}
    return PlanOptions(
        skip=frozenset(skipped for word, skipped in skip.items() if word in words),
        concurrent_index=frozenset({"create", "drop"} if "concurrent_index" in words else ()),
        not_valid="not_valid" in words,
        online="online" in words,
        expand_contract="expand_contract" in words,
    )
