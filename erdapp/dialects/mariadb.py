"""MariaDB, where it differs from MySQL."""

from __future__ import annotations

import re

from erdapp.dialects.generated import taken_names
from erdapp.dialects.mysql import MySql
from erdapp.dialects.mysql_types import with_width
from erdapp.dialects.typetext import TypeText
from erdapp.schema import DataType, Dialect, Table


class MariaDb(MySql):
    """MariaDB 10.5 and later.

    `json` stays `json` here although the server stores `longtext` with the collation
    `utf8mb4_bin` and a `json_valid` check.
    """

    dialect = Dialect.MARIADB
    label = "MariaDB"
    default_in_parentheses = frozenset()

    def canonical_type(self, found: TypeText) -> DataType:
        return with_width(super().canonical_type(found), found.args)

    def check_name(self, table: Table, expression: str, column: str) -> str:
        """`CONSTRAINT_1` for table checks; a column's own check has no name."""
        if column:
            return ""
        taken = {name.casefold() for name in taken_names(table)}
        number = 1
        while f"constraint_{number}" in taken:
            number += 1
        return f"CONSTRAINT_{number}"

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        if re.fullmatch(r"CONSTRAINT_\d+", name):
            return True
        return super().is_generated_name(name, table, columns)
