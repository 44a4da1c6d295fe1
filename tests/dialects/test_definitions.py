"""CREATE statements kept as text: heads in one form, bodies untouched."""

from __future__ import annotations

import pytest

from erdapp.dialects import facts
from erdapp.schema import Dialect

P, M, L, S = Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE, Dialect.MSSQL

DEFINITIONS = [
    (P, "CREATE OR REPLACE FUNCTION public.f(x int4 DEFAULT 1)\nRETURNS int4 AS 'select 1'\n"
     "VOLATILE LANGUAGE 'sql' COST 100;",
     "CREATE FUNCTION f(x integer DEFAULT 1) RETURNS integer LANGUAGE sql AS $$select 1$$"),
    (P, "create function f() returns text language sql as 'select ''$$'''",
     "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$select '$$'$body$"),
    (P, "create trigger t before update or insert on public.o for row execute procedure public.f()",
     "CREATE TRIGGER t BEFORE INSERT OR UPDATE ON o FOR EACH ROW EXECUTE FUNCTION f()"),
    (P, "CREATE POLICY p ON public.o AS PERMISSIVE FOR ALL TO public USING ((a > 0))",
     "CREATE POLICY p ON o USING (a > 0)"),
    (P, "CREATE POLICY p ON o FOR SELECT TO b, a WITH CHECK ((a)::integer = 1)",
     "CREATE POLICY p ON o FOR SELECT TO a, b WITH CHECK (a::integer = 1)"),
    (P, "USING gist (room WITH =, tsrange(a,b) WITH &&) WHERE ((no > 1))",
     "USING gist (room WITH =, tsrange(a, b) WITH &&) WHERE (no > 1)"),
    (P, "CREATE RULE r AS ON INSERT TO public.t WHERE (new.a = 1) DO ALSO NOTHING;",
     "CREATE RULE r AS ON INSERT TO t WHERE (new.a = 1) DO NOTHING"),
    (P, "CREATE STATISTICS public.begin ON a, b FROM public.t",
     'CREATE STATISTICS "begin" ON a, b FROM t'),
    (P, 'CREATE STATISTICS "begin" ON a, b FROM t', 'CREATE STATISTICS "begin" ON a, b FROM t'),
    (P, "CREATE STATISTICS public.s (ndistinct) ON begin, lower(a), (a + \"end\") FROM public.row",
     'CREATE STATISTICS s(ndistinct) ON "begin", lower(a), (a + "end") FROM "row"'),
    (M, "CREATE DEFINER=`root`@`%` TRIGGER `t`  BEFORE INSERT ON `o` FOR EACH ROW\nSET new.a  = 1;",
     "CREATE TRIGGER t BEFORE INSERT ON o FOR EACH ROW SET new.a  = 1"),
    (M, "CREATE PROCEDURE p(IN `a` INT(11)) NOT DETERMINISTIC CONTAINS SQL BEGIN -- x\n END",
     "CREATE PROCEDURE p(a int) BEGIN -- x\n END"),
    (L, "create trigger if not exists t after insert on o begin select  1; end;",
     "CREATE TRIGGER t AFTER INSERT ON o begin select  1; end"),
    (S, "CREATE OR ALTER PROCEDURE [dbo].[p] @a int AS\nSELECT  1;",
     "CREATE PROCEDURE p @a int AS\nSELECT  1"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "form"), DEFINITIONS)
def test_a_definition_has_one_form(dialect: Dialect, text: str, form: str) -> None:
    assert facts(dialect).normal_definition(text) == form
    assert facts(dialect).normal_definition(form) == form
