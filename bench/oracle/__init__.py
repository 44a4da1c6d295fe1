"""What a database holds in the words of its own server: by object, ready to be compared.

Nothing here knows the model of erdapp. Two databases hold the same when their `Dump`s are equal;
only the order of columns and statements, and names that the server makes up, are left out.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from bench.fresh import Fresh
from bench.oracle import mysql, postgres, sqlite
from erdapp.schema import Dialect

Dump = dict[str, tuple[str, ...]]
"""The parts of each object, sorted, by its kind and name."""


def dump(database: Fresh) -> Dump:
    """pg_dump, SHOW CREATE, or sqlite_schema with the PRAGMAs."""
    match database.scratch.dialect:
        case Dialect.POSTGRES:
            return postgres.dump(database.url)
        case Dialect.MYSQL | Dialect.MARIADB:
            return mysql.dump(database.scratch.connection)
        case Dialect.SQLITE:
            return sqlite.dump(database.scratch.connection)
        case Dialect.MSSQL:
            raise ValueError("no SQL Server to ask")


class Difference(NamedTuple):
    """What one of two databases has and the other hasn't."""

    key: str
    has: str
    lacks: str

    def __str__(self) -> str:
        said = [
            f"{verb} {what}" for verb, what in (("has", self.has), ("lacks", self.lacks)) if what
        ]
        return f"{self.key}: {', '.join(said)}"

    @property
    def in_name_only(self) -> bool:
        """A constraint that is the same but for its name, which on one side PostgreSQL chose."""
        (old, had), (new, wanted) = postgres.constraint(self.has), postgres.constraint(self.lacks)
        table = self.key.rpartition(".")[2]
        named = postgres.made_up(old, table) or postgres.made_up(new, table)
        return bool(had) and had == wanted and named


def differences(found: Dump, wanted: Dump) -> list[Difference]:
    """Part by part, the like beside the like."""
    result = []
    for key in sorted(found.keys() | wanted.keys()):
        have, want = Counter(found.get(key, ())), Counter(wanted.get(key, ()))
        extra, missing = list((have - want).elements()), list((want - have).elements())
        for part in extra:
            like = next((it for it in missing if Difference(key, part, it).in_name_only), "")
            if like:
                missing.remove(like)
            result.append(Difference(key, part, like))
        result += [Difference(key, "", part) for part in missing]
    return result
