"""PostgreSQL catalog rows → columns, defaults, identities."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from erdapp.loaders.database.postgres import queries
from erdapp.loaders.database.postgres.catalog import Catalog, grouped
from erdapp.schema import Column, Generated, Identity, Options

_STORAGE = {"p": "plain", "e": "external", "m": "main", "x": "extended"}
_COMPRESSION = {"p": "pglz", "l": "lz4"}
_ATTRIBUTE_OPTIONS = frozenset({"n_distinct", "n_distinct_inherited"})
"""The documented ones: a server may keep others there for itself, which are nobody's schema."""

Alike = dict[tuple[Any, ...], Column]
"""Columns by their row without the relation and the number."""

LIMITS = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}
"""The largest value of each type a sequence can have."""


def read_columns(catalog: Catalog) -> None:
    """Take the rows of columns: of every relation, in their order, inherited ones included."""
    rows = catalog.ahead.rows(queries.columns(catalog.version))
    alike: Alike = {}
    for relation, own in grouped(rows, "relation").items():
        catalog.attributes[relation].update((row.number, row) for row in own)
        catalog.columns[relation] = _columns(catalog, own, alike)


def _columns(catalog: Catalog, rows: list[Any], alike: Alike) -> tuple[Column, ...]:
    rows.sort(key=attrgetter("number"))
    found = tuple(_shared(catalog, row, alike) for row in rows)
    if not any(row.generated for row in rows):
        return found
    return tuple(
        replace(column, generated=_generated(catalog, row, found)) if row.generated else column
        for row, column in zip(rows, found, strict=True)
    )


def _generated(catalog: Catalog, row: Any, columns: tuple[Column, ...]) -> Generated:
    expression = catalog.facts.normal_expression(row.default, columns)
    return Generated(expression, row.generated == "s")


def _shared(catalog: Catalog, row: Any, alike: Alike) -> Column:
    """Half the columns of a schema say what another one says (`id`, `created_at`): one value
    serves them all."""
    if row.identity:
        return _column(catalog, row)
    said = row[2:]
    if said not in alike:
        alike[said] = _column(catalog, row)
    return alike[said]


def _column(catalog: Catalog, row: Any) -> Column:
    facts = catalog.facts
    sequence = catalog.identities.get((row.relation, row.number))
    column = Column(
        name=row.name,
        type=facts.parse_type(row.type),
        null=not row.not_null,
        identity=_identity(row, sequence) if row.identity else None,
        collation=catalog.named(row.collation_space, row.collation) if row.collation else "",
        comment=row.comment or "",
        options=_options(row),
    )
    if row.default is None or row.generated:
        return column
    return replace(column, default=facts.normal_default(row.default, column))


def _options(row: Any) -> Options:
    found = {}
    if row.storage:
        found["storage"] = _STORAGE[row.storage]
    if row.compression in _COMPRESSION:
        found["compression"] = _COMPRESSION[row.compression]
    if row.statistics is not None and row.statistics >= 0:
        found["statistics"] = str(row.statistics)
    if row.options:
        pairs = (option.partition("=")[::2] for option in row.options.split(","))
        found.update((name, value) for name, value in pairs if name in _ATTRIBUTE_OPTIONS)
    return tuple(sorted(found.items())) if found else ()


def _identity(row: Any, sequence: Any) -> Identity:
    always = row.identity == "a"
    if sequence is None:
        return Identity(always=always)
    low, high, start = bounds(sequence)
    options = {}
    if low is not None:
        options["minvalue"] = str(low)
    if high is not None:
        options["maxvalue"] = str(high)
    if sequence.cache != 1:
        options["cache"] = str(sequence.cache)
    if sequence.cycle:
        options["cycle"] = "true"
    return Identity(
        always=always,
        start=1 if start is None else start,
        increment=sequence.increment,
        options=tuple(sorted(options.items())),
    )


def bounds(sequence: Any) -> tuple[int | None, int | None, int | None]:
    """(min, max, start) of a sequence row, None where it is what the server would take."""
    largest = LIMITS[sequence.type]
    up = sequence.increment > 0
    low, high = (1, largest) if up else (-largest - 1, -1)
    first = sequence.min_value if up else sequence.max_value
    return (
        None if sequence.min_value == low else sequence.min_value,
        None if sequence.max_value == high else sequence.max_value,
        None if sequence.start == first else sequence.start,
    )
