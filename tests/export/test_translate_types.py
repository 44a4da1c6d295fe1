"""Types between dialects: one row a type, one column a target."""

from __future__ import annotations

import pytest

from erdapp.dialects import facts
from erdapp.export.translate_spellings import SPELLINGS
from erdapp.export.translate_types import READ, Neutral, neutral, spelled
from erdapp.schema import Dialect

TARGETS = (Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE, Dialect.MSSQL)

# fmt: off
# ruff: noqa: E501
ROWS = [
    # source            type              postgres            mysql           sqlite         mssql
    (Dialect.POSTGRES, "boolean",         None,               "tinyint(1)",   "boolean",     "bit"),
    (Dialect.POSTGRES, "integer",         None,               "int",          "integer",     "int"),
    (Dialect.POSTGRES, "numeric(10,2)",   None,               "decimal(10,2)", "decimal(10,2)", "decimal(10,2)"),
    (Dialect.POSTGRES, "numeric",         None,               "decimal(38,10)", "decimal",   "decimal(38,10)"),
    (Dialect.POSTGRES, "varchar(20)",     None,               "varchar(20)",  "varchar(20)", "nvarchar(20)"),
    (Dialect.POSTGRES, "varchar",         None,               "longtext",     "text",        "nvarchar(max)"),
    (Dialect.POSTGRES, "varchar(5000)",   None,               "varchar(5000)", "varchar(5000)", "nvarchar(max)"),
    (Dialect.POSTGRES, "text",            None,               "longtext",     "text",        "nvarchar(max)"),
    (Dialect.POSTGRES, "bytea",           None,               "longblob",     "blob",        "varbinary(max)"),
    (Dialect.POSTGRES, "timestamptz",     None,               "datetime(6)",  "datetime",    "datetimeoffset"),
    (Dialect.POSTGRES, "timestamp(3)",    None,               "datetime(3)",  "datetime",    "datetime2(3)"),
    (Dialect.POSTGRES, "interval",        None,               "varchar(64)",  "text",        "nvarchar(64)"),
    (Dialect.POSTGRES, "uuid",            None,               "char(36)",     "char(36)",    "uniqueidentifier"),
    (Dialect.POSTGRES, "jsonb",           None,               "json",         "text",        "nvarchar(max)"),
    (Dialect.POSTGRES, "integer[]",       None,               "json",         "text",        "nvarchar(max)"),
    (Dialect.POSTGRES, "geometry(Point,4326)", None,          "geometry",     "blob",        "geometry"),
    (Dialect.MYSQL,    "tinyint(1)",      "boolean",          None,           "boolean",     "bit"),
    (Dialect.MYSQL,    "tinyint unsigned", "smallint",        None,           "smallint",    "tinyint"),
    (Dialect.MYSQL,    "int unsigned",    "bigint",           None,           "bigint",      "bigint"),
    (Dialect.MYSQL,    "bigint unsigned", "numeric(20,0)",    None,           "bigint",      "decimal(20,0)"),
    (Dialect.MYSQL,    "mediumtext",      "text",             None,           "text",        "nvarchar(max)"),
    (Dialect.MYSQL,    "binary(16)",      "bytea",            None,           "blob",        "binary(16)"),
    (Dialect.MYSQL,    "datetime(6)",     "timestamp",        None,           "datetime",    "datetime2"),
    (Dialect.MYSQL,    "timestamp",       "timestamptz",      None,           "datetime",    "datetimeoffset"),
    (Dialect.MYSQL,    "year",            "smallint",         None,           "smallint",    "smallint"),
    (Dialect.MYSQL,    "bit(1)",          "boolean",          None,           "boolean",     "bit"),
    (Dialect.MYSQL,    "bit(8)",          "bit(8)",           None,           "text",        "varchar(8)"),
    (Dialect.MYSQL,    "double",          "double precision", None,           "double",      "float"),
    (Dialect.SQLITE,   "INTEGER",         "bigint",           "bigint",       None,          "bigint"),
    (Dialect.SQLITE,   "DATETIME",        "timestamp",        "datetime(6)",  None,          "datetime2"),
    (Dialect.SQLITE,   "UNSIGNED BIG INT", "bigint",          "bigint",       None,          "bigint"),
    (Dialect.SQLITE,   "",                "text",             "longtext",     None,          "nvarchar(max)"),
    (Dialect.MSSQL,    "nvarchar(max)",   "text",             "longtext",     "text",        None),
    (Dialect.MSSQL,    "money",           "numeric(19,4)",    "decimal(19,4)", "decimal(19,4)", None),
    (Dialect.MSSQL,    "datetime",        "timestamp(3)",     "datetime(3)",  "datetime",    None),
    (Dialect.MSSQL,    "datetimeoffset",  "timestamptz",      "datetime(6)",  "datetime",    None),
    (Dialect.MSSQL,    "uniqueidentifier", "uuid",            "char(36)",     "char(36)",    None),
    (Dialect.MSSQL,    "bit",             "boolean",          "tinyint(1)",   "boolean",     None),
    (Dialect.MSSQL,    "rowversion",      "bytea",            "binary(8)",    "blob",        None),
    (Dialect.MSSQL,    "image",           "bytea",            "longblob",     "blob",        None),
]
# fmt: on


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_type_in_every_other_dialect(row: tuple[Dialect, str, *tuple[str | None, ...]]) -> None:
    source, text, *expected = row
    meaning = neutral(facts(source).parse_type(text), source)
    for to, wanted in zip(TARGETS, expected, strict=True):
        if wanted is not None:
            assert spelled(meaning, to).type == facts(to).parse_type(wanted), to


@pytest.mark.parametrize("dialect", Dialect)
def test_every_meaning_has_a_spelling(dialect: Dialect) -> None:
    assert set(READ[dialect].values()) <= SPELLINGS.keys()


@pytest.mark.parametrize("kind", SPELLINGS)
@pytest.mark.parametrize("to", Dialect)
def test_every_spelling_is_a_type_of_its_dialect(kind: str, to: Dialect) -> None:
    args = ("3",) if kind in ("char", "varchar", "binary", "varbinary", "bits", "varbits") else ()
    found = spelled(Neutral(kind, args), to).type
    assert not found.user
    assert facts(to).parse_type(facts(to).type_sql(found)) == found or kind == "enum"
