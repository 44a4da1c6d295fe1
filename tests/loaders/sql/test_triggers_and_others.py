"""Triggers, policies, extensions, and what is kept as its text."""

from __future__ import annotations

import pytest

from erdapp.schema import Dialect
from tests.loaders.sql.objects import (
    FUNCTION,
    LITE,
    MS,
    MY,
    PG,
    TABLE,
    only,
    schema,
)


@pytest.mark.parametrize("word", ["PROCEDURE", "FUNCTION"])
def test_a_trigger_is_written_as_the_server_writes_it(word: str) -> None:
    text = f"CREATE TRIGGER x BEFORE UPDATE OF a OR INSERT ON t FOR ROW EXECUTE {word} f('a', 1);"
    trigger = only(schema(f"{TABLE} {FUNCTION} {text}").triggers)
    assert trigger.table == "t"
    assert trigger.definition == (
        "CREATE TRIGGER x BEFORE INSERT OR UPDATE OF a ON t FOR EACH ROW "
        "EXECUTE FUNCTION f('a', '1')"
    )


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;", MY),
        ("CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM t; END;", LITE),
        ("CREATE TRIGGER [dbo].[x] ON [dbo].[t] AFTER INSERT AS BEGIN SELECT 1; END\nGO\n", MS),
    ],
)
def test_triggers_of_all_dialects_know_their_table(text: str, dialect: Dialect) -> None:
    trigger = only(schema(f"{TABLE}\n{text}", dialect).triggers)
    assert (trigger.name, trigger.table, trigger.schema) == ("x", "t", "")
    assert schema(f"{TABLE}\n{text}\nDROP TRIGGER x;", dialect).triggers == ()


def test_a_disabled_trigger_says_so() -> None:
    text = f"{TABLE} {FUNCTION} CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f();"
    off = schema(f"{text} ALTER TABLE t DISABLE TRIGGER x;")
    assert only(off.triggers).options == (("enabled", "disabled"),)
    assert (
        only(
            schema(
                f"{text} ALTER TABLE t DISABLE TRIGGER ALL; ALTER TABLE t ENABLE TRIGGER ALL;"
            ).triggers
        ).options
        == ()
    )


def test_a_trigger_on_the_database_is_a_definition() -> None:
    text = "CREATE TRIGGER x ON DATABASE FOR CREATE_TABLE AS BEGIN SELECT 1; END\nGO\n"
    assert only(schema(text, MS).definitions).kind == "ddl trigger"


def test_policies_leave_out_what_is_default() -> None:
    text = f"{TABLE} CREATE POLICY p ON t AS PERMISSIVE FOR ALL TO public USING (a > 0);"
    policy = only(schema(text).policies)
    assert policy.table == "t"
    assert "PERMISSIVE" not in policy.definition
    changed = only(schema(f"{text} ALTER POLICY p ON t TO b, a USING (b > 0);").policies)
    assert "TO a, b USING (b > 0)" in changed.definition
    assert schema(f"{text} DROP POLICY p ON t;").policies == ()


def test_extensions_and_the_comments_they_bring() -> None:
    found = schema(
        'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;'
        "CREATE EXTENSION plpgsql; CREATE EXTENSION hstore;"
        "COMMENT ON EXTENSION \"uuid-ossp\" IS 'generate universally unique identifiers (UUIDs)';"
        "COMMENT ON EXTENSION hstore IS 'ours';"
    )
    assert [(item.name, item.comment) for item in found.extensions] == [
        ("hstore", "ours"),
        ("uuid-ossp", ""),
    ]


@pytest.mark.parametrize(
    ("text", "dialect", "kind", "name", "table"),
    [
        ("CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING", PG, "rule", "r", "t"),
        ("CREATE STATISTICS s ON a, b FROM t", PG, "statistics", "s", "t"),
        ("CREATE COLLATION c (provider = icu, locale = 'de')", PG, "collation", "c", ""),
        ("CREATE OPERATOR ~<< (FUNCTION = f, LEFTARG = text)", PG, "operator", "~<<", ""),
        ("CREATE OPERATOR CLASS o FOR TYPE int USING btree AS STORAGE int", PG, "operator class", "o", ""),  # noqa: E501
        ("CREATE CAST (text AS int) WITH INOUT", PG, "cast", "text as integer", ""),
        ("CREATE TEXT SEARCH CONFIGURATION s (COPY = simple)", PG, "text search configuration", "s", ""),  # noqa: E501
        ("CREATE SERVER s FOREIGN DATA WRAPPER w", PG, "server", "s", ""),
        ("CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", PG, "event trigger", "e", ""),  # noqa: E501
        ("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END", MY, "event", "e", ""),
        ("CREATE SYNONYM s FOR dbo.t", MS, "synonym", "s", ""),
        ("CREATE XML SCHEMA COLLECTION x AS '<a/>'", MS, "xml schema collection", "x", ""),
        ("CREATE PARTITION FUNCTION p (int) AS RANGE LEFT FOR VALUES (1)", MS, "partition function", "p", ""),  # noqa: E501
        ("CREATE FULLTEXT CATALOG c AS DEFAULT", MS, "fulltext catalog", "c", ""),
    ],
)  # fmt: skip
def test_what_has_no_structure_is_kept_as_text(
    text: str, dialect: Dialect, kind: str, name: str, table: str
) -> None:
    found = schema(f"{TABLE}\n{text};", dialect)
    definition = only(found.definitions)
    assert (definition.kind, definition.name, definition.table) == (kind, name, table)
    words = kind.upper()
    where = f"{name} ON {table}" if kind == "rule" else name
    where = "(text AS int)" if kind == "cast" else where
    where = f"{where} (text, NONE)" if kind == "operator" else where
    where = f"{where} USING btree" if kind == "operator class" else where
    assert schema(f"{TABLE}\n{text};\nDROP {words} {where};", dialect).definitions == ()
