"""Every object beside tables of the real schemas is in the schema: counts checked by hand."""

from __future__ import annotations

import pytest

from erdapp.loaders.sql import detect_dialect
from tests.corpus import CORPUS, needs_corpus
from tests.loaders.sql.objects import load

COUNTS = {
    "mssql/adventureworks.sql": {
        "views": 20,
        "domains": 6,
        "routines": 21,
        "triggers": 10,
        "definitions": 8,
    },
    "mssql/northwind.sql": {"views": 16, "routines": 7},
    "mysql/employees_partitioned.sql": {"views": 2},
    "mysql/sakila.sql": {"views": 7, "routines": 6, "triggers": 3},
    "mysql/sakila_mv.sql": {"views": 7, "routines": 6, "triggers": 3},
    "postgres/adventureworks.sql": {"views": 89, "domains": 6, "sequences": 36, "extensions": 2},
    "postgres/musicbrainz.sql": {
        "views": 10,
        "enums": 7,
        "sequences": 236,
        "routines": 133,
        "triggers": 448,
        "extensions": 3,
        "definitions": 1,
    },
    "postgres/openstreetmap.sql": {
        "enums": 8,
        "sequences": 35,
        "routines": 2,
        "extensions": 2,
    },
    "postgres/pagila.sql": {
        "views": 8,
        "enums": 1,
        "domains": 2,
        "sequences": 13,
        "routines": 10,
        "triggers": 16,
        "extensions": 1,
    },
    "postgres/synapse.sql": {"sequences": 12, "routines": 1, "triggers": 1},
    "sqlite/northwind.sql": {"views": 16},
    "sqlite/sakila.sql": {"views": 5, "triggers": 30},
}
KINDS = (
    "views",
    "enums",
    "domains",
    "composites",
    "sequences",
    "routines",
    "triggers",
    "policies",
    "extensions",
    "definitions",
)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", sorted(COUNTS))
def test_every_object_of_a_real_file_is_read(path: str) -> None:
    text = (CORPUS / path).read_text("utf-8-sig")
    schema = load(text, detect_dialect([text])).schema
    found = {kind: len(getattr(schema, kind)) for kind in KINDS}
    assert {kind: count for kind, count in found.items() if count} == COUNTS[path]
