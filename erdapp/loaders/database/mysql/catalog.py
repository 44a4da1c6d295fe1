"""Everything that information_schema says about the chosen databases, fetched at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.mysql import queries
from erdapp.loaders.database.mysql.queries import Server
from erdapp.loaders.database.wanted import wanted_names
from erdapp.schema import Dialect

Place = tuple[str, str]
"""(database, table)."""


@dataclass
class Catalog:
    """Rows by table; see `queries` for their fields."""

    server: Server
    facts: Facts
    default: str
    chosen: list[Any]
    """Rows of the databases to read."""
    collations: dict[str, Any]
    tables: list[Any]
    columns: dict[Place, list[Any]]
    indexes: dict[Place, list[Any]]
    foreign_keys: dict[Place, list[Any]]
    checks: dict[Place, list[Any]]
    partitions: dict[Place, list[Any]]

    def space(self, name: str) -> str:
        """The namespace as the model has it: empty for the default database."""
        return "" if name == self.default else name

    def expression(self, text: str) -> str:
        """An expression in normal form. MySQL reports strings with escaped quotes and with the
        character set before them; MariaDB reports them as they are written."""
        return self.facts.normal_expression(self.unescaped(text))

    def unescaped(self, text: str) -> str:
        if self.server.maria:
            return text
        return _INTRODUCER.sub("'", text.replace("\\'", "'").replace("\\\\", "\\"))


_INTRODUCER = re.compile(r"\b_(?:utf8mb[34]|utf8|latin1|ascii)\s*'")


def read(
    connection: Connection,
    dialect: Dialect,
    schemas: Sequence[str],
    exclude: Sequence[str],
    default: str,
) -> Catalog:
    """Fetch the catalog. Without globs it is the connected database, or all when there is none."""
    row = fetch(connection, queries.SERVER)[0]
    server = Server("mariadb" in row.version.lower(), _version(row.version))
    default = default or row.current_database or ""
    rows = fetch(connection, queries.NAMESPACES)
    wanted = schemas or ((default,) if default else ())
    names = wanted_names((space.name for space in rows), wanted, exclude)
    # An empty IN () is an error, and no database has the empty name.
    where = {"spaces": tuple(sorted(names)) or ("",)}
    checks = fetch(connection, queries.checks(server), where) if server.has_checks else []
    return Catalog(
        server=server,
        facts=facts(dialect),
        default=default,
        chosen=[space for space in rows if space.name in names],
        collations={item.name: item for item in fetch(connection, queries.COLLATIONS)},
        tables=fetch(connection, queries.TABLES, where),
        columns=_by_table(fetch(connection, queries.columns(server), where)),
        indexes=_by_table(fetch(connection, queries.indexes(server), where)),
        foreign_keys=_by_table(fetch(connection, queries.FOREIGN_KEYS, where)),
        checks=_by_table(checks),
        partitions=_by_table(fetch(connection, queries.PARTITIONS, where)),
    )


def _version(text: str) -> tuple[int, ...]:
    """`10.11.6-MariaDB` is (10, 11, 6); old MariaDBs put `5.5.5-` before it."""
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", text.removeprefix("5.5.5-"))
    return tuple(int(number) for number in numbers.groups()) if numbers else (0, 0, 0)


def _by_table(rows: Iterable[Any]) -> dict[Place, list[Any]]:
    groups: dict[Place, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.space, row.table].append(row)
    return groups
