"""What foreign keys say about rows: optional or not, one or many."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.export.relations import increments, relations, unique_columns
from erdapp.schema import Column, DataType, Index, IndexPart, Unique
from tests.export.schemas import BIGINT, SHOP, key


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
