"""Names a server makes up: what the dialects' rules have in common."""

from __future__ import annotations

import re
from collections.abc import Collection

from erdapp.schema import Table


def taken_names(table: Table) -> frozenset[str]:
    """The names that constraints and indexes of the table have already."""
    names = {unique.name for unique in table.uniques}
    names |= {key.name for key in table.foreign_keys}
    names |= {check.name for check in table.checks}
    names |= {exclusion.name for exclusion in table.exclusions}
    names |= {index.name for index in table.indexes}
    if table.primary_key is not None:
        names.add(table.primary_key.name)
    return frozenset(names - {""})


def next_number(pattern: str, taken: Collection[str]) -> int:
    """One more than the highest number that `pattern` (one group, digits) finds in the names."""
    numbers = [
        int(match.group(1)) for name in taken if (match := re.fullmatch(pattern, name)) is not None
    ]
    return max(numbers, default=0) + 1
