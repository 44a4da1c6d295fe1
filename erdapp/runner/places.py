"""Where the source says what a failed statement is about: the line to look at."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.loaders.base import Origins
from erdapp.runner.proof import FailedAt, Proof

_NAME = re.compile(r"[^\W\d][\w$]*")


def placed(proof: Proof, origins: Origins) -> Proof:
    """The proof with the line of the source beside its failure; unchanged where none is known."""
    if proof.failed_at is None or not origins:
        return proof
    place = place_of(proof.failed_at, origins)
    return replace(proof, failed_at=replace(proof.failed_at, place=place)) if place else proof


def place_of(failed: FailedAt, origins: Origins) -> str:
    """`schema.sql:12 (orders.age)`: of the column that the server's message names, else of the one
    column that the statement names, else of the table."""
    columns = _columns(failed, origins)
    for text in (failed.message, failed.statement):
        mentioned = set(_NAME.findall(text))
        named = [key for key in columns if key.rpartition(".")[2] in mentioned]
        if len(named) == 1 or (named and text is failed.message):
            return _told(named[0], origins)
    tables = [key for key in origins if key.rpartition(".")[2] in failed.objects]
    whole = [key for key in tables if key not in columns]
    return _told(whole[0], origins) if whole else ""


def _columns(failed: FailedAt, origins: Origins) -> list[str]:
    """Keys of the columns of the tables that the statement touches."""
    touched = set(failed.objects)
    return [key for key in origins if (owner := key.rpartition(".")[0]) and _last(owner) in touched]


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _told(key: str, origins: Origins) -> str:
    origin = origins[key]
    return f"{origin.file}:{origin.line} ({key})"
