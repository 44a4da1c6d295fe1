"""Checks and index expressions: what is written and what is stored have one form."""

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


def columns(dialect: Dialect, **types: str) -> tuple[Column, ...]:
    return tuple(
        Column(name=name, type=facts(dialect).parse_type(type)) for name, type in types.items()
    )


PLACES = {
    P: columns(P, v="varchar(9)", i="int", n="numeric", t="text", tags="varchar(5)[]"),
    M: columns(M, Mixed="int"),
}

ALIKE = [
    (P, "v IN ('a', 'b')", "((v)::text = ANY ((ARRAY['a'::character varying])::text[]))", False),
    (P, "i::text ~ '1'", "i ~ '1'", False),
    (P, "v = 'x'", "((v)::text = 'x'::text)", True),
    (P, "i BETWEEN 1 AND 9", "((i >= 1) AND (i <= 9))", True),
    (P, "n / 2 > i", "((n / (2)::numeric) > (i)::numeric)", True),
    (P, "i / 2 > 1", "((i)::numeric / (2)::numeric) > (1)::numeric", False),
    (P, "t = E'a\\'b'", "(t = 'a''b'::text)", True),
    (P, 'PUBLIC.f("i")', "f(i)", True),
    (P, "trim(t) <> ''", "(TRIM(BOTH FROM t) <> ''::text)", True),
    (P, "i != 1 or i isnull", "((i <> 1) OR (i IS NULL))", True),
    (P, "NOT (i IS DISTINCT FROM 1)", "i IS NOT DISTINCT FROM 1", True),
    (P, "i > 1 AND (n > 1 AND t > 'x')", "((i > 1) AND (n > (1)::numeric) AND (t > 'x'::text))",
     True),
    (P, "i > 1 -- comment\n", "/* a /* nested */ one */ (i > 1)", True),
    (M, "`Mixed` = _utf8mb4'x'", "mixed='x'", True),
    (M, "(`v` in (_utf8mb4\\'a\\',_utf8mb4\\'b\\'))", "v IN ('a', 'b')", True),
    (M, "NOT (a > 1 OR b)", "a <= 1 AND b = 0", True),
    (M, "j->>'$.a' = 1", "(json_unquote(json_extract(`j`,'$.a')) = 1)", True),
    (M, "length(v) > mod(a, 2)", "octet_length(`v`) > `a` MOD 2", True),
    (L, "[UnitPrice]>=(0)", "UnitPrice >= 0", True),
    (L, "a == 1", "a = 1", True),
    (L, "a NOT NULL", "a IS NOT NULL", True),
    (S, "x IN ('a','b')", "([x]='b' OR [x]='a')", True),
    (S, "x NOT IN (1, 2)", "(NOT ([x]=(2) OR [x]=(1)))", True),
    (S, "x BETWEEN 1 AND 5", "([x]>=(1) AND [x]<=(5))", True),
    (S, "CAST(x AS int) > 0", "(CONVERT([int],[x])>(0))", True),
    (S, "d > dateadd(year, -18, CURRENT_TIMESTAMP)", "([d]>dateadd(YY,(-18),getdate()))", True),
    (S, "[dbo].[f]([x]) = N'a'", "dbo.f(x)='a'", True),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "written", "stored", "alike"), ALIKE)
def test_texts_that_a_server_stores_alike_are_equal(
    dialect: Dialect, written: str, stored: str, alike: bool
) -> None:
    one = facts(dialect).normal_expression(written, PLACES.get(dialect, ()))
    other = facts(dialect).normal_expression(stored, PLACES.get(dialect, ()))
    assert (one == other) is alike


FORMS = [
    (P, "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
     "status::text IN ('a', 'b')"),
    (P, "(Position > 0)", '"position" > 0'),
    (P, "a > 0 and (b or not c)", "a > 0 AND (b OR NOT c)"),
    (P, "tags <@ array['a','b']::varchar[]", "tags <@ ARRAY['a', 'b']::character varying[]"),
    (P, "x.y > (z).w", "x.y > (z).w"),
    (P, "a #>> '{b}' is null", "(a #>> '{b}') IS NULL"),
    (P, "a -1", "a - 1"),
    (P, "a=-1", "a = -1"),
    (M, "IF(a>0,`order`,b) <=> 1", "if(a > 0, `order`, b) <=> 1"),
    (M, "d + interval 1 day > now()", "d + INTERVAL 1 DAY > CURRENT_TIMESTAMP"),
    (L, '"my col" GLOB "x"', '"my col" GLOB x'),
    (S, "[select] > 0 and [a b] < 1", "[select] > 0 AND [a b] < 1"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "form"), FORMS)
def test_the_normal_form_is_sql_that_people_can_read(
    dialect: Dialect, text: str, form: str
) -> None:
    assert facts(dialect).normal_expression(text, PLACES.get(dialect, ())) == form
    assert facts(dialect).normal_expression(form, PLACES.get(dialect, ())) == form


def test_what_is_no_expression_keeps_its_words() -> None:
    text = "EXISTS (select 1 FROM public.t  where t.a = 1)"
    assert facts(P).normal_expression(text) == "exists(SELECT 1 FROM public.t WHERE t.a = 1)"


QUERIES = [
    (P, "select a,  public.T.b from public.T -- all\nwhere a='X';",
     "SELECT a, t.b FROM t WHERE a = 'X'"),
    (M, "select `a`, `order` from `t`", "SELECT a, `order` FROM t"),
    (S, "SELECT [a] FROM [dbo].[t];", "SELECT a FROM t"),
    (L, "SELECT count( * ) FROM t GROUP BY a", "SELECT count(*) FROM t GROUP BY a"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "form"), QUERIES)
def test_a_query_loses_what_means_nothing(dialect: Dialect, text: str, form: str) -> None:
    assert facts(dialect).normal_query(text) == form
    assert facts(dialect).normal_query(form) == form
