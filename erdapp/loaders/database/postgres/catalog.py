"""Everything that PostgreSQL's catalogs say, asked for ahead, and how oids become names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.loaders.database.ahead import Ahead
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection
from erdapp.loaders.database.postgres import object_queries, queries
from erdapp.loaders.database.wanted import wanted_names
from erdapp.schema import Column, Dialect, Name

SYSTEM = ("pg_catalog", "information_schema", "pg_toast")

SETTINGS = (
    "search_path",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "extra_float_digits",
    "quote_all_identifiers",
    "jit",
    "enable_nestloop",
    "enable_mergejoin",
)
"""What is changed while reading, and put back."""

_RARE = 4
"""Where the namespaces to read have one in so many of all relations, catalogs are read whole."""


@dataclass
class Catalog:
    """Rows by the oid of what they belong to; see `queries` for their fields."""

    version: int
    default: str
    spaces: dict[int, str]
    """All namespaces, system ones included."""
    chosen: list[Any]
    """Rows of the namespaces to read."""
    ahead: Ahead
    relations: dict[int, Any] = field(default_factory=dict)
    columns: dict[int, tuple[Column, ...]] = field(default_factory=dict)
    attributes: dict[int, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    """Rows of columns by relation and number: what constraints and indexes call them by."""
    constraints: dict[int, list[Any]] = field(default_factory=dict)
    domain_checks: dict[int, list[Any]] = field(default_factory=dict)
    indexes: dict[int, list[Any]] = field(default_factory=dict)
    index_parts: dict[int, list[Any]] = field(default_factory=dict)
    parents: dict[int, list[Any]] = field(default_factory=dict)
    sequences: list[Any] = field(default_factory=list)
    identities: dict[tuple[int, int], Any] = field(default_factory=dict)
    facts: Facts = field(default_factory=lambda: facts(Dialect.POSTGRES))

    def column_names(self, relation: int, numbers: Iterable[int] | None) -> tuple[str, ...]:
        """Columns of a relation by their numbers."""
        own = self.attributes[relation]
        return tuple(own[number].name for number in numbers or ())

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


def begin(
    connection: Connection, schemas: Sequence[str], exclude: Sequence[str], default: str
) -> Catalog:
    """Set the session up, choose the namespaces to read, and lay out every query for them."""
    settings = fetch(connection, queries.SETTINGS, {"path": facts(Dialect.POSTGRES).quote(default)})
    rows = fetch(connection, queries.NAMESPACES)
    spaces = {row.oid: row.name for row in rows}
    names = wanted_names((name for name in spaces.values() if name not in SYSTEM), schemas, exclude)
    chosen = [row for row in rows if row.name in names]
    version = settings[0].version
    if _RARE * sum(row.relations for row in chosen) >= sum(row.relations for row in rows):
        fetch(connection, queries.READ_WHOLE)
    where = {"spaces": [row.oid for row in chosen]}
    return Catalog(
        version=version,
        default=default,
        spaces=spaces,
        chosen=chosen,
        ahead=Ahead(connection, _queries(version), where),
    )


def _queries(version: int) -> tuple[str, ...]:
    """In the order in which their rows are wanted."""
    return (
        queries.SEQUENCES,
        queries.RELATIONS,
        queries.INHERITS,
        queries.columns(version),
        queries.OTHER_COLUMNS,
        queries.constraints(version),
        queries.indexes(version),
        queries.INDEX_PARTS,
        object_queries.TYPES,
        object_queries.EXTENSIONS,
        object_queries.ROUTINES,
        object_queries.triggers(version),
        object_queries.POLICIES,
        object_queries.RULES,
        object_queries.STATISTICS,
        object_queries.collations(version),
        object_queries.OPERATORS,
        object_queries.TEXT_SEARCH,
        object_queries.EVENT_TRIGGERS,
    )


def read_relations(catalog: Catalog) -> None:
    """Take the rows of tables, views, composite types and sequences, and who inherits whom."""
    sequences = catalog.ahead.rows(queries.SEQUENCES)
    catalog.identities = {(row.relation, row.number): row for row in sequences if row.owned == "i"}
    catalog.sequences = [row for row in sequences if row.owned != "i"]
    catalog.relations = {row.oid: row for row in catalog.ahead.rows(queries.RELATIONS)}
    catalog.parents = grouped(catalog.ahead.rows(queries.INHERITS), "child")


def read_parts(catalog: Catalog) -> None:
    """Take the rows of constraints and indexes, and of what they name without its being read."""
    for row in catalog.ahead.rows(queries.OTHER_COLUMNS):
        catalog.attributes[row.relation][row.number] = row
    constraints = catalog.ahead.rows(queries.constraints(catalog.version))
    catalog.constraints = grouped((row for row in constraints if row.relation), "relation")
    catalog.domain_checks = grouped((row for row in constraints if row.domain), "domain")
    catalog.indexes = grouped(catalog.ahead.rows(queries.indexes(catalog.version)), "relation")
    catalog.index_parts = grouped(catalog.ahead.rows(queries.INDEX_PARTS), "index")


def grouped(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    """Rows by the value of one of their fields, in their order."""
    value = attrgetter(name)
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[value(row)].append(row)
    return groups
