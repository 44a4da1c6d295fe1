"""Everything that PostgreSQL's catalogs say, fetched at once, and how oids become names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.postgres import queries
from erdapp.loaders.database.wanted import wanted_names
from erdapp.schema import Dialect, Name

SYSTEM = ("pg_catalog", "information_schema", "pg_toast")


@dataclass
class Catalog:
    """Rows by the oid of what they belong to; see `queries` for their fields."""

    version: int
    default: str
    spaces: dict[int, str]
    """All namespaces, system ones included."""
    chosen: list[Any]
    """Rows of the namespaces to read."""
    relations: dict[int, Any] = field(default_factory=dict)
    columns: dict[int, list[Any]] = field(default_factory=dict)
    constraints: dict[int, list[Any]] = field(default_factory=dict)
    domain_checks: dict[int, list[Any]] = field(default_factory=dict)
    indexes: dict[int, list[Any]] = field(default_factory=dict)
    index_parts: dict[int, list[Any]] = field(default_factory=dict)
    parents: dict[int, list[Any]] = field(default_factory=dict)
    sequences: list[Any] = field(default_factory=list)
    identities: dict[tuple[int, str], Any] = field(default_factory=dict)
    facts: Facts = field(default_factory=lambda: facts(Dialect.POSTGRES))

    def space(self, oid: int) -> str:
        """The namespace as the model has it: empty for the default one."""
        name = self.spaces.get(oid, "")
        return "" if name == self.default else name

    def named(self, oid: int, name: str) -> str:
        """A name for a text, qualified unless the search path finds it."""
        space = self.spaces.get(oid, "")
        shown = "" if space in (self.default, "pg_catalog") else space
        return f"{self._ident(shown)}.{self._ident(name)}" if shown else self._ident(name)

    def sql_name(self, oid: int, name: str) -> str:
        """A quoted name for a CREATE statement."""
        return self.facts.qualify(Name(self.space(oid), name))

    def _ident(self, name: str) -> str:
        plain = name.isidentifier() and name.isascii() and name == name.lower()
        return name if plain else self.facts.quote(name)


def read(
    connection: Connection, schemas: Sequence[str], exclude: Sequence[str], default: str
) -> Catalog:
    """Fetch what tables are made of; other objects are fetched where they are built."""
    settings = fetch(connection, queries.SETTINGS, {"path": facts(Dialect.POSTGRES).quote(default)})
    rows = fetch(connection, queries.NAMESPACES)
    spaces = {row.oid: row.name for row in rows}
    names = wanted_names((name for name in spaces.values() if name not in SYSTEM), schemas, exclude)
    catalog = Catalog(
        version=settings[0].version,
        default=default,
        spaces=spaces,
        chosen=[row for row in rows if row.name in names],
    )
    _read_tables(connection, catalog)
    return catalog


def _read_tables(connection: Connection, catalog: Catalog) -> None:
    where = {"spaces": [row.oid for row in catalog.chosen]}
    version = catalog.version
    relations = fetch(connection, queries.RELATIONS, where)
    catalog.relations = {row.oid: row for row in relations}
    catalog.columns = _grouped(fetch(connection, queries.columns(version), where), "relation")
    constraints = fetch(connection, queries.constraints(version), where)
    catalog.constraints = _grouped((row for row in constraints if row.relation), "relation")
    catalog.domain_checks = _grouped((row for row in constraints if row.domain), "domain")
    catalog.indexes = _grouped(fetch(connection, queries.indexes(version), where), "relation")
    catalog.index_parts = _grouped(fetch(connection, queries.INDEX_PARTS, where), "index")
    catalog.parents = _grouped(fetch(connection, queries.INHERITS, where), "child")
    sequences = fetch(connection, queries.SEQUENCES, where)
    catalog.identities = {(row.relation, row.column): row for row in sequences if row.owned == "i"}
    catalog.sequences = [row for row in sequences if row.owned != "i"]


def _grouped(rows: Iterable[Any], field_name: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, field_name)].append(row)
    return groups
