"""What a migration is tested with: two SQL texts and the renames told."""

from __future__ import annotations

from typing import NamedTuple

from erdapp.diff.changes import Rename


class Pair(NamedTuple):
    """Both schemas as SQL, and what counts as renamed."""

    before: str
    after: str
    renames: tuple[Rename, ...] = ()


def table(before: str, after: str, schema: str = "") -> Rename:
    return Rename("table", before, after, schema)


def column(owner: str, before: str, after: str) -> Rename:
    return Rename("column", before, after, table=owner)
