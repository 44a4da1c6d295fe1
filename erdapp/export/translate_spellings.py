"""The one table of types: how each dialect writes each neutral kind.

`{}` stands for the arguments in parentheses, or nothing. A `~` in front says that the type holds
the values only nearly: it is told as a loss.
"""

from __future__ import annotations

from erdapp.schema import Dialect

_COLUMNS = (Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE, Dialect.MSSQL)

# fmt: off
_ROWS = {
    # kind         postgres             mysql, mariadb        sqlite             mssql
    "boolean":     ("boolean",          "tinyint(1)",         "boolean",         "bit"),
    "int8":        ("smallint",         "tinyint",            "smallint",        "smallint"),
    "int16":       ("smallint",         "smallint",           "smallint",        "smallint"),
    "int24":       ("integer",          "mediumint",          "integer",         "int"),
    "int32":       ("integer",          "int",                "integer",         "int"),
    "int64":       ("bigint",           "bigint",             "bigint",          "bigint"),
    "uint8":       ("smallint",         "tinyint unsigned",   "smallint",        "tinyint"),
    "uint16":      ("integer",          "smallint unsigned",  "integer",         "int"),
    "uint24":      ("integer",          "mediumint unsigned", "integer",         "int"),
    "uint32":      ("bigint",           "int unsigned",       "bigint",          "bigint"),
    "uint64":      ("numeric(20,0)",    "bigint unsigned",    "~bigint",         "decimal(20,0)"),
    "decimal":     ("numeric{}",        "decimal{}",          "decimal{}",       "decimal{}"),
    "money":       ("numeric(19,4)",    "decimal(19,4)",      "decimal(19,4)",   "money"),
    "small money": ("numeric(10,4)",    "decimal(10,4)",      "decimal(10,4)",   "smallmoney"),
    "float32":     ("real",             "float",              "real",            "real"),
    "float64":     ("double precision", "double",             "double",          "float"),
    "char":        ("character{}",      "char{}",             "char{}",          "nchar{}"),
    "varchar":     ("varchar{}",        "varchar{}",          "varchar{}",       "nvarchar{}"),
    "text":        ("text",             "longtext",           "text",            "nvarchar(max)"),
    "citext":      ("~text",            "~longtext",          "~text",           "~nvarchar(max)"),
    "binary":      ("bytea",            "binary{}",           "blob",            "binary{}"),
    "varbinary":   ("bytea",            "varbinary{}",        "blob",            "varbinary{}"),
    "blob":        ("bytea",            "longblob",           "blob",            "varbinary(max)"),
    "date":        ("date",             "date",               "date",            "date"),
    "time":        ("time{}",           "time{}",             "time",            "time{}"),
    "timetz":      ("timetz{}",         "~time{}",            "time",            "~time{}"),
    "datetime":    ("timestamp{}",      "datetime{}",         "datetime",        "datetime2{}"),
    "timestamptz": ("timestamptz{}",    "~datetime{}",        "datetime",       "datetimeoffset{}"),
    "interval":    ("interval",         "~varchar(64)",       "~text",           "~nvarchar(64)"),
    "year":        ("smallint",         "year",               "smallint",        "smallint"),
    "uuid":        ("uuid",             "char(36)",           "char(36)",       "uniqueidentifier"),
    "json":        ("jsonb",            "json",               "text",            "nvarchar(max)"),
    "json like":   ("~jsonb",           "~json",              "~text",           "~nvarchar(max)"),
    "array":       ("jsonb",            "~json",              "~text",           "~nvarchar(max)"),
    "xml":         ("xml",              "~longtext",          "~text",           "xml"),
    "bits":        ("bit{}",            "bit{}",              "~text",           "~varchar{}"),
    "varbits":     ("bit varying{}",    "~longtext",          "~text",           "~varchar(max)"),
    "inet":        ("inet",             "~varchar(43)",       "~varchar(43)",    "~varchar(43)"),
    "macaddr":     ("macaddr",          "~char(23)",          "~char(23)",       "~char(23)"),
    "path":        ("~text",            "~varchar(255)",      "~text",           "~nvarchar(450)"),
    "point":       ("point",            "point",              "~blob",           "geometry"),
    "geometry":    ("~bytea",           "geometry",           "~blob",           "geometry"),
    "tsvector":    ("tsvector",         "~longtext",          "~text",           "~nvarchar(max)"),
    "row version": ("~bytea",           "~binary(8)",         "~blob",           "rowversion"),
    "anything":    ("~text",            "~longtext",          "",                "~nvarchar(max)"),
    "other":       ("~text",            "~longtext",          "~text",           "~nvarchar(max)"),
    # Values become a type of their own, an ENUM, or a check beside a text of their length.
    "enum":        ("text",             "enum",               "text",            "nvarchar{}"),
    "set":         ("~text",            "~longtext",          "~text",           "~nvarchar(max)"),
}
# fmt: on

SPELLINGS = {kind: dict(zip(_COLUMNS, row, strict=True)) for kind, row in _ROWS.items()}

WITH_ARGS = frozenset(
    {"decimal", "char", "varchar", "binary", "varbinary", "bits", "varbits", "enum", "set"}
)
"""Kinds whose arguments mean something everywhere; those of clocks are seen to apart."""
