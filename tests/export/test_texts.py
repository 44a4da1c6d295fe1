"""The exports as whole texts, and the marks that hostile names would break out with."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from msgspec.structs import replace

from erdapp.export import FORMATS, SUFFIXES, UnknownFormat, export
from erdapp.loaders.base import LoadOptions, Origin, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from tests.export.schemas import MYSQL_SHOP, NASTY, SHOP, hostile
from tests.golden import check_golden

SCHEMAS = {"shop": SHOP, "mysql": MYSQL_SHOP, "hostile": hostile()}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_golden(name, format):
    check_golden(f"export/{name}.{SUFFIXES[format]}", export(SCHEMAS[name], format))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("dialect", Dialect)
def test_an_empty_schema_has_every_export(format, dialect):
    assert isinstance(export(Schema(dialect=dialect), format), str)


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownFormat, match=r"xml.*sql, hcl"):
        export(SHOP, "xml")


def test_sql_begins_with_positions_where_they_are_known():
    origins = {"orders": Origin("models/order.js", 3), "users": Origin("a\nb.js", 7)}
    lines = export(SHOP, "sql", origins=origins).splitlines()
    assert lines[0] == "-- atlas:pos orders[type=table] models/order.js:3"
    assert lines[1] == "-- atlas:pos users[type=table] a b.js:7"
    assert lines[2] == ""


def test_mermaid_lines_are_all_of_the_grammar():
    word = r"[A-Za-z_][A-Za-z0-9_]*"
    kind = r"[A-Za-z_][A-Za-z0-9_()\[\]]*"
    marks = r"(?:PK|FK|UK)(?:,(?:PK|FK|UK))*"
    patterns = [
        r"erDiagram|    }",
        rf'    {word}(?:\["[^"%\\]+"\])?(?: {{)?',
        rf'      {kind} {word}(?: {marks})?(?: "[^"]*")?',
        rf'    {word} (?:\|o|}}o)--(?:o\||\|\|) {word} : (?:{word}|"[^"]*")',
    ]
    for name, schema in SCHEMAS.items():
        for line in export(schema, "mermaid").splitlines():
            assert any(re.fullmatch(pattern, line) for pattern in patterns), (name, line)


def test_mermaid_prefixes_entities_only_with_several_namespaces():
    assert 'public_users["public.users"] {' in export(SHOP, "mermaid")
    one = replace(SHOP, tables=SHOP.tables[:3])
    assert "    users {" in export(one, "mermaid")


def test_plantuml_has_no_mark_of_its_own_from_a_name():
    text = export(hostile(), "plantuml")
    assert text.count("@enduml") == 1
    assert text.splitlines().count("end note") == len(NASTY)
    assert "<script" not in text


def test_markdown_has_no_html_or_links_from_names():
    text = export(hostile(), "markdown")
    outside_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert "<script" not in outside_code
    assert not re.search(r"(?<!\\)\]\(javascript", outside_code)


def test_hcl_interpolates_nothing():
    text = export(hostile(), "hcl")
    assert not re.search(r"(?<!\$)\$\{", text)
    assert not re.search(r"(?<!%)%\{", text)


def test_json_has_the_shape_of_atlas():
    document = json.loads(export(SHOP, "json"))
    public = document["schemas"][0]
    orders = public["tables"][0]
    assert public["name"] == "public"
    assert orders["columns"][1] == {"name": "user_id", "type": "bigint"}
    assert orders["columns"][2] == {"name": "gift_for", "type": "bigint", "null": True}
    assert orders["primary_key"]["parts"] == [{"column": "id"}]
    assert orders["foreign_keys"][1] == {
        "name": "orders_user_id_fkey",
        "columns": ["user_id"],
        "references": {"table": "users", "columns": ["id"]},
    }


def test_dbml_says_which_end_is_many():
    text = export(SHOP, "dbml")
    assert 'Ref "orders_user_id_fkey": "orders"."user_id" > "users"."id"' in text
    assert 'Ref "profiles_user": "profiles"."user_id" - "users"."id"' in text
    assert "[delete: set null]" in text


def test_an_enum_with_an_empty_value_is_a_type_of_its_own_words_in_dbml():
    source = SourceFile("a.sql", "CREATE TABLE a (b enum('', 'x') NOT NULL);")
    text = export(load_sql([source], LoadOptions(dialect=Dialect.MYSQL)).schema, "dbml")
    assert "Enum" not in text
    assert "\"enum('','x')\"" in text


def test_an_inline_enum_becomes_a_dbml_enum():
    assert 'Enum "items_size_enum" {\n  "S"\n  "M"\n  "X\\"L"\n}' in export(MYSQL_SHOP, "dbml")


def test_hcl_refers_to_an_ambiguous_table_by_its_namespace():
    text = export(SHOP, "hcl")
    assert 'table "stock" "users" {' in text
    assert "ref_columns = [table.public.users.column.id]" in text


def test_a_line_break_in_a_name_does_not_end_a_comment():
    assert '-- Create "line break" table\n' in export(hostile(), "sql")


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
@pytest.mark.parametrize("name", SCHEMAS)
def test_graphviz_takes_its_graph(name):
    text = export(SCHEMAS[name], "dot").encode()
    done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")
    nodes = done.stdout.count(b"\nnode ")
    assert nodes == len(SCHEMAS[name].tables) + len(SCHEMAS[name].views)
