"""Schemas to draw, of any size and of four characters, the same every time.

`sparse` has 8 to 20 columns and 1.4 foreign keys a table and three tables that many refer to;
`dense` adds who made it, who changed it and whose it is to every table, 5.3 foreign keys in all;
`chain` leads through foreign keys 57 tables deep; `spaces` is sparse in twelve namespaces.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Schema

HUBS = ("users", "tenants", "documents")
AREA = 24
"""Tables of one area refer mostly to each other."""
DEEP = 57
_WORDS = (
    "account", "batch", "carrier", "claim", "contract", "course", "device", "event", "facility",
    "award", "invoice", "item", "journal", "kit", "lease", "machine", "notice", "offer", "parcel",
    "quote", "recipe", "shift", "ticket", "unit", "vehicle", "visit", "wallet", "zone",
)  # fmt: skip
_THINGS = (
    "", "_line", "_note", "_state", "_rate", "_member", "_log", "_plan", "_file", "_rule", "_tag",
    "_group", "_period", "_price", "_review", "_step", "_version", "_alert", "_label", "_limit",
    "_owner", "_queue", "_scan", "_total",
)  # fmt: skip
_FIELDS = (
    ("name", "varchar(200) NOT NULL"), ("code", "varchar(40) NOT NULL"), ("title", "text"),
    ("description", "text"), ("status", "varchar(20) NOT NULL DEFAULT 'new'"),
    ("quantity", "integer NOT NULL DEFAULT 0"), ("amount", "numeric(12,2)"),
    ("currency", "char(3)"), ("starts_on", "date NOT NULL"), ("ends_on", "date"),
    ("is_active", "boolean NOT NULL DEFAULT true"), ("position", "smallint"),
    ("external_id", "uuid"), ("payload", "jsonb"), ("checksum", "bytea"), ("weight", "real"),
    ("country_code", "char(2)"), ("created_at", "timestamptz NOT NULL DEFAULT now()"),
    ("updated_at", "timestamptz"), ("archived_at", "timestamptz"),
)  # fmt: skip

Refers = Callable[[int], list[tuple[str, int]]]
"""The foreign keys of a table: column and the number of the table it refers to."""


def sparse(tables: int, seed: int = 1) -> str:
    return _written(tables, Random(seed), _few, namespaces=1)


def spaces(tables: int, seed: int = 1) -> str:
    return _written(tables, Random(seed), _few, namespaces=12)


def dense(tables: int, seed: int = 1) -> str:
    return _written(tables, Random(seed), _many, namespaces=1)


def chain(tables: int, seed: int = 1) -> str:
    return _written(tables, Random(seed), _deep, namespaces=1)


KINDS = {"sparse": sparse, "dense": dense, "chain": chain, "spaces": spaces}


def schema(kind: str, tables: int) -> Schema:
    """The same as a value."""
    return load_sql([SourceFile(f"{kind}{tables}.sql", KINDS[kind](tables))]).schema


def _written(
    tables: int,
    random: Random,
    refers: Callable[[Random, int], list[tuple[str, int]]],
    namespaces: int,
) -> str:
    names = [_name(number) for number in range(tables)]
    if namespaces > 1:
        names = [f"area{n // AREA % namespaces}.{name}" for n, name in enumerate(names)]
    parts = [f"CREATE SCHEMA area{n};" for n in range(namespaces if namespaces > 1 else 0)]
    keys = []
    for number, name in enumerate(names):
        lines = ["  id bigint PRIMARY KEY"]
        for column, target in refers(random, number):
            wanted = column or names[target].rpartition(".")[2] + "_id"
            known = {line.split()[0] for line in lines}
            column = wanted if wanted not in known else f"other_{wanted}"
            if column in known or target >= tables:
                continue
            null = random.choice((" NOT NULL", ""))
            lines.append(f"  {column} bigint{null}")
            keys.append(
                f"ALTER TABLE {name} ADD FOREIGN KEY ({column}) REFERENCES {names[target]} (id);"
            )
        fields = random.sample(_FIELDS, max(1, random.randint(8, 20) - len(lines)))
        lines += [f"  {field} {text}" for field, text in fields]
        parts.append(f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);")
    return "\n".join(parts + keys) + "\n"


def _name(number: int) -> str:
    if number < len(HUBS):
        return HUBS[number]
    area, place = divmod(number, AREA)
    again, word = divmod(area, len(_WORDS))
    return _WORDS[word] + (str(again + 1) if again else "") + _THINGS[place]


def _near(random: Random, number: int) -> int:
    """A table of the same area, the first ones more often; seldom one of anywhere before."""
    first = max(len(HUBS), number - number % AREA)
    if number <= first or random.random() < 0.04:
        return random.randrange(number + 1)
    return first + int((number - first) * random.random() ** 2)


def _few(random: Random, number: int) -> list[tuple[str, int]]:
    found = []
    for _ in range(random.choice((1, 1, 1, 2, 2))):
        if random.random() < 0.4:
            found.append(("", random.choice((0, 0, 1, 2))))
        else:
            found.append(("", _near(random, number)))
    return found


def _many(random: Random, number: int) -> list[tuple[str, int]]:
    own = [("", _near(random, number)) for _ in range(random.choice((2, 2, 3, 2)))]
    return [*own, ("created_by", 0), ("updated_by", 0), ("tenant_id", 1)]


def _deep(random: Random, number: int) -> list[tuple[str, int]]:
    """Five to six tables on every step of the way; each refers one step up, some further up."""
    step = number % DEEP
    found = [("", number - 1)] if step else []
    for _ in range(3):
        if number > DEEP and random.random() < 0.5:
            found.append(("", random.randrange(number // DEEP) * DEEP + random.randrange(step + 1)))
    return found
