"""Names a server makes up: what the dialects' rules have in common."""

from __future__ import annotations

import re
from collections.abc import Collection

from erdapp.schema import Check, Exclusion, ForeignKey, Index, Table, Unique


def taken_names(table: Table) -> frozenset[str]:
    """The names that constraints and indexes of the table have already."""
    named: tuple[Unique | ForeignKey | Check | Exclusion | Index, ...] = (
        *table.uniques,
        *table.foreign_keys,
        *table.checks,
        *table.exclusions,
        *table.indexes,
    )
    names = {one.name for one in named}
    if table.primary_key is not None:
        names.add(table.primary_key.name)
    names.discard("")
    return frozenset(names)


def next_number(pattern: str, taken: Collection[str]) -> int:
    """One more than the highest number that `pattern` (one group, digits) finds in the names."""
    numbers = [
        int(match.group(1)) for name in taken if (match := re.fullmatch(pattern, name)) is not None
    ]
    return max(numbers, default=0) + 1
