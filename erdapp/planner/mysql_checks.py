"""MariaDB's checks that belong to a column: they have no name, and MODIFY repeats them.

The model keeps them among the table's checks without a name; here they find their column again.
"""

from __future__ import annotations

from erdapp.planner.order import words
from erdapp.schema import Check, Table


def column_checks(table: Table) -> dict[str, Check]:
    """The unnamed checks by the column they belong to: the first they mention that has none."""
    found: dict[str, Check] = {}
    for check in table.checks:
        if check.name:
            continue
        mentioned = words(check.expression)
        for column in table.columns:
            if column.name.lower() in mentioned and column.name not in found:
                found[column.name] = check
                break
    return found
