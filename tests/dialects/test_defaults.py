"""Defaults as the server would keep them, by the column's type."""

from __future__ import annotations

import pytest

from erdapp.dialects import facts
from erdapp.schema import Column, Dialect

P, M, MARIA, L, S = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)

DEFAULTS = [
    (P, "varchar(9)", "'new'::character varying", "'new'"),
    (P, "int", "'-1'::integer", "-1"),
    (P, "int", "'5'", "5"),
    (P, "boolean", "'t'", "true"),
    (P, "text", "NULL::text", None),
    (P, "bigint", "nextval('public.t_id_seq'::regclass)", "nextval('t_id_seq'::regclass)"),
    (P, "bigint", "nextval('public t'::regclass)", "nextval('public t'::regclass)"),
    (P, "bigint", "NEXTVAL('t_id_seq')", "nextval('t_id_seq'::regclass)"),
    (P, "jsonb", '\'{"b":1, "a" : [1,2]}\'', '\'{"a": [1, 2], "b": 1}\''),
    (P, "timestamptz", "current_timestamp", "CURRENT_TIMESTAMP"),
    (P, "timestamptz", "now()", "now()"),
    (P, "timestamp", "timezone('utc'::text, now())", "(now() AT TIME ZONE 'utc')"),
    (P, "shop.mood", "'ok'::shop.mood", "'ok'"),
    (P, "text", "'a' || 'b'", "('a' || 'b')"),
    (M, "int", "'0'", "0"),
    (M, "decimal(10,2)", "0", "0.00"),
    (M, "varchar(9)", "5", "'5'"),
    (M, "datetime", "NOW()", "CURRENT_TIMESTAMP"),
    (M, "datetime(6)", "now(6)", "CURRENT_TIMESTAMP(6)"),
    (M, "datetime", "'2020-1-2'", "'2020-01-02 00:00:00'"),
    (M, "bit(3)", "5", "b'101'"),
    (M, "varchar(36)", "(uuid())", "(uuid())"),
    (M, "json", "'{}'", "('{}')"),
    (M, "enum('New','Old')", "'new'", "'New'"),
    (MARIA, "json", "('{}')", "'{}'"),
    (MARIA, "varchar(36)", "uuid()", "(uuid())"),
    (M, "varchar(9)", "null", None),
    (L, "text", '"x"', "'x'"),
    (L, "text", "datetime('now')", "(datetime('now'))"),
    (L, "text", "current_timestamp", "CURRENT_TIMESTAMP"),
    (L, "int", "(0)", "0"),
    (L, "int", "NULL", None),
    (S, "int", "((0))", "0"),
    (S, "datetime", "(getdate())", "getdate()"),
    (S, "datetime", "CURRENT_TIMESTAMP", "getdate()"),
    (S, "nvarchar(9)", "(N'x')", "'x'"),
    (S, "int", "(NULL)", None),
]


@pytest.mark.parametrize(("dialect", "type", "text", "expected"), DEFAULTS)
def test_a_default_is_what_the_server_keeps(
    dialect: Dialect, type: str, text: str, expected: str | None
) -> None:
    column = Column(name="c", type=facts(dialect).parse_type(type))
    assert facts(dialect).normal_default(text, column) == expected
    if expected is not None:
        assert facts(dialect).normal_default(expected, column) == expected
