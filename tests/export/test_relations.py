"""What foreign keys say about rows: optional or not, one or many."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.export import export
from erdapp.export.relations import increments, relations, unique_columns
from erdapp.inference import Links
from erdapp.schema import Column, DataType, Index, IndexPart, Unique
from tests.export.schemas import BIGINT, SHOP, key
from tests.layout.shop import schema, table


def found(name: str):
    return next(item for item in relations(SHOP) if item.key.name == name)


@pytest.mark.parametrize(
    ("name", "optional", "single"),
    [
        ("orders_user_id_fkey", False, False),
        ("orders_gift_for_fkey", True, False),
        ("profiles_user", False, True),
        ("profiles_boss", True, False),
    ],
)
def test_crows_feet_come_from_not_null_and_uniqueness(name, optional, single):
    relation = found(name)
    assert (relation.optional, relation.single) == (optional, single)


def test_left_out_columns_are_those_of_the_primary_key():
    assert found("orders_user_id_fkey").ref_columns == ("id",)


@pytest.mark.parametrize(
    ("change", "single"),
    [
        ({"uniques": (Unique(parts=(IndexPart("user_id"),)),)}, True),
        ({"indexes": (Index(name="u", parts=(IndexPart("user_id"),), unique=True),)}, True),
        ({"indexes": (Index(name="u", parts=(IndexPart("user_id"),)),)}, False),
        (
            {"indexes": (Index(name="u", parts=(IndexPart("user_id"),), unique=True, where="x"),)},
            False,
        ),
        (
            {"indexes": (Index(name="u", parts=(IndexPart("user_id", prefix=3),), unique=True),)},
            False,
        ),
        ({"primary_key": key("user_id", "id")}, False),
    ],
)
def test_one_row_a_parent_needs_a_whole_unique_key(change, single):
    orders = replace(SHOP.tables[0], **change)
    schema = replace(SHOP, tables=(orders, *SHOP.tables[1:]))
    relation = next(r for r in relations(schema) if r.key.name == "orders_user_id_fkey")
    assert relation.single == single


def test_a_unique_column_is_unique_by_itself_and_not_the_key():
    assert unique_columns(SHOP.tables[2]) == {"email"}


@pytest.mark.parametrize(
    ("column", "numbered"),
    [
        (SHOP.tables[0].columns[0], True),
        (Column(name="a", type=BIGINT, default="nextval('a_seq'::regclass)"), True),
        (Column(name="a", type=DataType("bigserial")), True),
        (Column(name="a", type=BIGINT, auto_increment=True), True),
        (Column(name="a", type=BIGINT, default="1"), False),
    ],
)
def test_numbered_columns(column, numbered):
    assert increments(column) == numbered


ORDERS = table("orders", "id bigint, user_id bigint")
LOOSE = schema(ORDERS, table("users", "id bigint"))
GUESSED = Links(inferred=True)


@pytest.mark.parametrize(
    ("format", "line"),
    [
        ("dot", "arrowhead=teetee, style=dashed"),
        ("mermaid", "orders }o..|| users : user_id"),
        ("plantuml", "e_users ||..o{ e_orders : user_id"),
        (
            "dbml",
            "// inferred (score 0.95): it is named after the table users and its key id\nRef:",
        ),
    ],
)
def test_a_relation_without_a_key_is_told_apart_in_diagrams(format: str, line: str) -> None:
    assert line in export(LOOSE, format, links=GUESSED)
    assert line not in export(LOOSE, format)


def test_texts_that_are_no_diagrams_hold_what_the_schema_holds() -> None:
    for format in ("sql", "hcl", "json", "markdown"):
        assert export(LOOSE, format, links=GUESSED) == export(LOOSE, format)


def test_a_line_break_in_a_name_does_not_end_the_comment_of_a_reference() -> None:
    name = "a\nTable evil { id int }"
    made = schema(table("t", f"id bigint, {name}_id bigint"), table(name, "id bigint"))
    text = export(made, "dbml", links=GUESSED)
    assert not any(line.startswith("Table evil") for line in text.splitlines())
