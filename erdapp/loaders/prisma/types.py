"""Column types: what Prisma's scalar and native types are in each database.

The defaults are those of Prisma's reference, "Model field scalar types".
"""

from __future__ import annotations

import re

from erdapp.loaders.prisma.tree import Attribute, Word
from erdapp.schema import Dialect

_POSTGRES = {
    "String": "TEXT",
    "Boolean": "BOOLEAN",
    "Int": "INTEGER",
    "BigInt": "BIGINT",
    "Float": "DOUBLE PRECISION",
    "Decimal": "DECIMAL(65,30)",
    "DateTime": "TIMESTAMP(3)",
    "Json": "JSONB",
    "Bytes": "BYTEA",
}
_MYSQL = {
    "String": "VARCHAR(191)",
    "Boolean": "BOOLEAN",
    "Int": "INTEGER",
    "BigInt": "BIGINT",
    "Float": "DOUBLE",
    "Decimal": "DECIMAL(65,30)",
    "DateTime": "DATETIME(3)",
    "Json": "JSON",
    "Bytes": "LONGBLOB",
}
SCALARS: dict[Dialect, dict[str, str]] = {
    Dialect.POSTGRES: _POSTGRES,
    Dialect.MYSQL: _MYSQL,
    Dialect.MARIADB: _MYSQL,
    Dialect.SQLITE: {
        "String": "TEXT",
        "Boolean": "BOOLEAN",
        "Int": "INTEGER",
        "BigInt": "BIGINT",
        "Float": "REAL",
        "Decimal": "DECIMAL",
        "DateTime": "DATETIME",
        "Json": "JSONB",
        "Bytes": "BLOB",
    },
    Dialect.MSSQL: {
        "String": "NVARCHAR(1000)",
        "Boolean": "BIT",
        "Int": "INT",
        "BigInt": "BIGINT",
        "Float": "FLOAT(53)",
        "Decimal": "DECIMAL(32,16)",
        "DateTime": "DATETIME2",
        "Json": "NVARCHAR(max)",
        "Bytes": "VARBINARY(max)",
    },
}
SERIALS = {"INTEGER": "SERIAL", "BIGINT": "BIGSERIAL", "SMALLINT": "SMALLSERIAL"}
_NATIVE = {
    "DoublePrecision": "DOUBLE PRECISION",
    "Integer": "INTEGER",
    "Int": "INTEGER",
    "Int2": "SMALLINT",
    "Int4": "INTEGER",
    "Int8": "BIGINT",
    "Float4": "REAL",
    "Float8": "DOUBLE PRECISION",
    "String": "TEXT",
    "Bool": "BOOLEAN",
}
_UNSIGNED = re.compile(r"Unsigned(\w+)")


def native_type(attribute: Attribute, dialect: Dialect) -> str:
    """The SQL of `@db.VarChar(20)`."""
    name = attribute.name.removeprefix("db.")
    args = [value.text for _, value in attribute.arguments if isinstance(value, Word)]
    inside = f"({','.join(args)})" if args else ""
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        if unsigned := _UNSIGNED.fullmatch(name):
            return f"{_NATIVE.get(unsigned[1], unsigned[1].upper())}{inside} UNSIGNED"
        if name == "DateTime":
            return f"DATETIME{inside}"
    if dialect is Dialect.MSSQL and name == "Int":
        return "INT"
    return _NATIVE.get(name, name.upper()) + inside
