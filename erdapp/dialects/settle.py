"""The last step of loading: expressions once more, now that every column's type is known.

While a file is read statement by statement, a check may come before its columns' types or a
domain before its base. So loaders normalise what they read and call `settled` on the frozen
schema; a file and the database made from it then have equal expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.dialects.periods import without_ends_in_keys
from erdapp.dialects.views import settled_views
from erdapp.schema import (
    Check,
    Column,
    DataType,
    Domain,
    Generated,
    Index,
    IndexPart,
    Name,
    Partition,
    PartitionChild,
    Schema,
    Table,
    Unique,
)
from erdapp.schema.builder import by_name_and_content

MAX_DOMAINS = 10
"""Domains over domains that are followed."""

_CALLED = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w.$])([^\W\dA-Z][^\WA-Z]*)(?=\()""")
"""Strings and quoted names, which are passed over, and the name of a function."""

_BOUND_VALUE = re.compile(r"'(?:[^']|'')*'|[^\s(),']+|\)")
"""A value of a bound, or one of the words around it."""

Columns = tuple[Column, ...]


class Settler(Struct, frozen=True):
    """Expressions of one namespace: `functions` are those that live in it."""

    facts: Facts
    namespace: str = ""
    functions: frozenset[str] = frozenset()

    def expression(self, text: str, columns: Columns) -> str:
        """The normal form, the namespace's own functions named with it: the server stores which
        function was meant, and a plan runs without the file's search path."""
        normal = self.facts.normal_expression(text, columns)
        if not self.functions or "(" not in normal:
            return normal
        return _CALLED.sub(self._qualified, normal)

    def _qualified(self, match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in self.functions:
            return match.group()
        return f"{self.namespace}.{name}"


def _settlers(schema: Schema, facts: Facts) -> dict[str, Settler]:
    """By namespace; only where functions live outside the default one."""
    common = {routine.name for routine in schema.routines if not routine.schema}
    homes: dict[str, set[str]] = {}
    for routine in schema.routines:
        plain = re.fullmatch(r"[a-z_]+", routine.schema) is not None
        if plain and routine.name not in common:
            homes.setdefault(routine.schema, set()).add(routine.name)
    return {name: Settler(facts, name, frozenset(found)) for name, found in homes.items()}


def settle(schema: Schema, facts: Facts) -> Schema:
    """The schema with every expression in the form that its columns' types make of it."""
    domains = {Name(domain.schema, domain.name): domain for domain in schema.domains}
    plain, settlers = Settler(facts), _settlers(schema, facts)
    return replace(
        schema,
        tables=tuple(
            _table(table, settlers.get(table.schema, plain), domains) for table in schema.tables
        ),
        domains=tuple(
            _domain(domain, settlers.get(domain.schema, plain), domains)
            for domain in schema.domains
        ),
        views=settled_views(schema, facts, lambda type: _base(type, domains)),
    )


def _base(type: DataType, domains: Mapping[Name, Domain]) -> DataType:
    """The type below the domains; an array of a domain stays."""
    for _ in range(MAX_DOMAINS):
        domain = domains.get(Name(type.schema, type.name)) if type.user else None
        if domain is None or type.dimensions:
            return type
        type = domain.type
    return type


def _resolved(columns: Columns, domains: Mapping[Name, Domain]) -> Columns:
    if not domains:
        return columns
    return tuple(
        replace(column, type=_base(column.type, domains)) if column.type.user else column
        for column in columns
    )


def _table(table: Table, settler: Settler, domains: Mapping[Name, Domain]) -> Table:
    table = without_ends_in_keys(table, settler.facts.dialect)
    known = _resolved(table.columns, domains)
    columns = tuple(
        _column(column, base, known, settler)
        for column, base in zip(table.columns, known, strict=True)
    )
    # Texts have a say in the order of what has no name.
    return replace(
        table,
        columns=columns,
        checks=by_name_and_content(_checks(table.checks, settler, known)),
        indexes=by_name_and_content(_indexes(table.indexes, settler, known)),
        uniques=by_name_and_content(_uniques(table.uniques, settler, known)),
        partition=table.partition and _partition(table.partition, settler, known),
    )


def _column(column: Column, base: Column, known: Columns, settler: Settler) -> Column:
    if column.generated is not None:
        expression = settler.expression(column.generated.expression, known)
        column = replace(column, generated=Generated(expression, column.generated.stored))
    if column.default is not None and base.type != column.type:
        column = replace(column, default=settler.facts.normal_default(column.default, base))
    return column


def _checks(checks: tuple[Check, ...], settler: Settler, known: Columns) -> tuple[Check, ...]:
    return tuple(
        replace(check, expression=settler.expression(check.expression, known)) for check in checks
    )


def _indexes(indexes: tuple[Index, ...], settler: Settler, known: Columns) -> tuple[Index, ...]:
    return tuple(_index(index, settler, known) for index in indexes)


def _index(index: Index, settler: Settler, known: Columns) -> Index:
    if not index.where and not any(part.expression for part in index.parts):
        return index
    parts = _parts(index.parts, settler, known)
    where = settler.expression(index.where, known) if index.where else ""
    return replace(index, parts=parts, where=where)


def _uniques(uniques: tuple[Unique, ...], settler: Settler, known: Columns) -> tuple[Unique, ...]:
    return tuple(
        replace(item, parts=_parts(item.parts, settler, known))
        if any(part.expression for part in item.parts)
        else item
        for item in uniques
    )


def _parts(parts: tuple[IndexPart, ...], settler: Settler, known: Columns) -> tuple[IndexPart, ...]:
    return tuple(
        replace(part, expression=settler.expression(part.expression, known))
        if part.expression
        else part
        for part in parts
    )


def _partition(partition: Partition, settler: Settler, known: Columns) -> Partition:
    by_name = {column.name: column for column in known}
    keys = [by_name.get(name.strip()) for name in partition.key.split(",")]
    children = tuple(
        replace(_child(child, settler, known), bound=_bound(child.bound, keys, settler.facts))
        for child in partition.children
    )
    return replace(partition, children=children)


def _bound(bound: str, keys: Sequence[Column | None], facts: Facts) -> str:
    """The bound of a PostgreSQL partition, its values as the types of the key's columns make the
    server print them. The values of a list are all of the one column."""
    if not bound.startswith(("FOR VALUES IN (", "FOR VALUES FROM (")):
        return bound
    listed = bound.startswith("FOR VALUES IN")
    values = 0

    def spelled(match: re.Match[str]) -> str:
        nonlocal values
        if match.group() in (")", "IN", "FROM", "TO", "FOR", "VALUES"):
            values = 0 if match.group() == ")" else values
            return match.group()
        key = keys[0] if listed else keys[values] if values < len(keys) else None
        values += 1
        if key is None or match.group() in ("MINVALUE", "MAXVALUE"):
            return match.group()
        return facts.normal_default(match.group(), key) or match.group()

    return _BOUND_VALUE.sub(spelled, bound)


def _child(child: PartitionChild, settler: Settler, known: Columns) -> PartitionChild:
    return replace(
        child,
        checks=_checks(child.checks, settler, known),
        indexes=_indexes(child.indexes, settler, known),
        partition=child.partition and _partition(child.partition, settler, known),
    )


def _domain(domain: Domain, settler: Settler, domains: Mapping[Name, Domain]) -> Domain:
    value = Column(name="value", type=_base(domain.type, domains))
    default = domain.default
    return replace(
        domain,
        checks=_checks(domain.checks, settler, (value,)),
        default=settler.facts.normal_default(default, value) if default is not None else None,
    )
