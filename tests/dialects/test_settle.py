"""Expressions once more when every column's type is known."""

from __future__ import annotations

from erdapp.dialects import facts, settled
from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    Domain,
    Generated,
    Index,
    IndexPart,
    Routine,
    Schema,
    Table,
)

POSTGRES = facts(Dialect.POSTGRES)


def schema(*expressions: str) -> Schema:
    types = {"status": "varchar(9)", "price": "numeric", "mail": "email", "n": "int"}
    columns = tuple(
        Column(name=name, type=POSTGRES.parse_type(type)) for name, type in types.items()
    )
    table = Table(
        name="orders",
        columns=columns,
        checks=tuple(Check(expression=POSTGRES.normal_expression(text)) for text in expressions),
    )
    email = Domain(
        name="email",
        type=POSTGRES.parse_type("varchar"),
        default="'x'",
        checks=(Check(expression=POSTGRES.normal_expression("(VALUE)::text ~ '@'::text")),),
    )
    return Schema(dialect=Dialect.POSTGRES, tables=(table,), domains=(email,))


def checks(*expressions: str) -> list[str]:
    return [check.expression for check in settled(schema(*expressions)).tables[0].checks]


def test_a_varchar_is_compared_without_a_cast() -> None:
    assert checks("((status)::text = 'new'::text)") == ["status = 'new'"]


def test_a_number_keeps_the_cast_to_text_that_was_written() -> None:
    assert checks("((n)::text ~ '^1'::text)") == ["n::text ~ '^1'"]


def test_a_domain_counts_as_what_it_is_made_of() -> None:
    assert checks("((mail)::text ~ '@'::text)") == ["mail ~ '@'"]
    assert settled(schema()).domains[0].checks[0].expression == "value ~ '@'"


def test_the_parts_stay_sorted_as_the_builder_sorts_them() -> None:
    found = checks("status::text < 'b'", "status < 'a'")
    assert found == sorted(found)


def test_indexes_and_generated_columns_are_settled_too() -> None:
    text = POSTGRES.parse_type("varchar(9)")
    table = Table(
        name="t",
        columns=(
            Column(name="a", type=text),
            Column(name="b", type=DataType("text"), generated=Generated("lower(a::text)", True)),
        ),
        indexes=(
            Index(name="i", parts=(IndexPart(expression="upper(a::text)"),), where="a::text > ''"),
        ),
    )
    done = settled(Schema(dialect=Dialect.POSTGRES, tables=(table,))).tables[0]
    assert done.columns[1].generated == Generated("lower(a)", True)
    assert done.indexes[0].parts[0].expression == "upper(a)"
    assert done.indexes[0].where == "a > ''"


def test_mysql_columns_get_the_tables_spelling() -> None:
    column = Column(name="OrderId", type=DataType("int"))
    table = Table(name="t", columns=(column,), checks=(Check(expression="orderid > 0"),))
    done = settled(Schema(dialect=Dialect.MYSQL, tables=(table,)))
    assert done.tables[0].checks[0].expression == "OrderId > 0"


def test_a_function_of_the_tables_own_namespace_is_named_with_it() -> None:
    table = Table(
        name="t",
        schema="shop",
        columns=(Column(name="a", type=DataType("text")),),
        checks=(Check(expression="tidy(a) AND lower(a) <> 'tidy(a)'"),),
    )
    tidy = Routine(name="tidy", schema="shop", definition="CREATE FUNCTION shop.tidy(text) …")
    done = settled(Schema(dialect=Dialect.POSTGRES, tables=(table,), routines=(tidy,)))
    expression = "shop.tidy(a) AND lower(a) <> 'tidy(a)'"
    assert done.tables[0].checks[0].expression == expression
    assert settled(done) == done


def test_settling_twice_changes_nothing() -> None:
    once = settled(schema("(status)::text = 'a'", "price > (0)::numeric"))
    assert settled(once) == once
