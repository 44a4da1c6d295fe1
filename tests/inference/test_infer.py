"""What the names of columns suggest, and what keeps a suggestion from being made."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.inference import Guess, Link
from erdapp.inference.infer import infer
from erdapp.inference.words import singulars, words
from erdapp.schema import DataType, Domain, Index, IndexPart, Name, Schema, Table
from tests.layout.shop import column, reference, schema, table


def guesses(*tables: Table) -> dict[str, Guess]:
    """By `table.column`."""
    return {f"{g.link.table}.{g.link.column}": g for g in infer(schema(*tables))}


def target(*tables: Table, of: str = "orders") -> str:
    """What the last column of a table is guessed to reference; empty for nothing."""
    (asked,) = (one for one in tables if one.name == of)
    guess = guesses(*tables).get(f"{of}.{asked.columns[-1].name}")
    return f"{guess.link.ref_table}.{guess.link.ref_column}" if guess else ""


@pytest.mark.parametrize(
    ("referenced", "key", "name"),
    [
        ("customers", "id", "customer_id"),
        ("customers", "id", "customerId"),
        ("customers", "id", "CustomerID"),
        ("customers", "id", "customers_id"),
        ("customers", "id", "customerid"),
        ("customers", "id", "fk_customer"),
        ("customers", "id", "customer_fk"),
        ("customers", "id", "id_customer"),
        ("customers", "id", "customer"),
        ("customers", "uuid", "customer_uuid"),
        ("customers", "code", "customer_id"),
        ("customers", "customer_id", "customer_id"),
        ("customers", "CustomerID", "customer_id"),
        ("customer", "id", "customer_id"),
        ("categories", "id", "category_id"),
        ("addresses", "id", "billing_address_id"),
        ("statuses", "id", "status_id"),
        ("people", "id", "person_id"),
        ("analyses", "id", "analysis_id"),
        ("line_items", "id", "line_item_id"),
        ("clients", "cust_no", "cust_no"),
        ("order_kinds", "id", "kind_id"),
    ],
)
def test_the_naming_that_people_use_is_known(referenced: str, key: str, name: str) -> None:
    other = table(referenced, f"{key} bigint", key=key)
    asking = table("orders", f"id bigint, {name} bigint")
    assert target(other, asking) == f"{referenced}.{key}"


def test_a_guess_says_why_and_how_sure_it_is() -> None:
    addresses = table("addresses", "id bigint")
    found = guesses(addresses, table("orders", "id bigint, address_id bigint, ship_address_id int"))
    assert found["orders.address_id"] == Guess(
        Link(Name("", "orders"), "address_id", Name("", "addresses"), "id"),
        0.95,
        "it is named after the table addresses and its key id",
    )
    other = found["orders.ship_address_id"]
    assert other.reason.endswith("after the role ship")
    assert other.score < 0.95


def test_a_parent_is_in_the_same_table_unless_there_is_a_table_of_parents() -> None:
    tree = table("nodes", "id bigint, parent_id bigint")
    assert target(tree, of="nodes") == "nodes.id"
    assert target(tree, table("parents", "id bigint"), of="nodes") == "parents.id"


def test_a_prefix_of_all_tables_is_left_out_of_columns() -> None:
    names = ("oc_product", "oc_order", "oc_store", "oc_tax", "oc_zone")
    tables = [table(name, "id bigint") for name in names]
    asking = table("oc_review", "id bigint, product_id bigint")
    found = guesses(*tables, asking)["oc_review.product_id"]
    assert (found.link.ref_table.name, found.score) == ("oc_product", 0.92)


def test_a_prefix_of_another_application_makes_less_sure() -> None:
    users = table("auth_user", "id bigint")
    mine = guesses(users, table("auth_token", "id bigint, user_id bigint"))
    other = guesses(users, table("blog_post", "id bigint, user_id bigint"))
    assert mine["auth_token.user_id"].score > other["blog_post.user_id"].score


@pytest.mark.parametrize(
    "others",
    [
        [table("shop_user", "id bigint"), table("auth_user", "id bigint")],
        [table("user", "id bigint"), table("users", "id bigint")],
        [table("a", "cust_no bigint", key="cust_no"), table("b", "cust_no bigint", key="cust_no")],
    ],
)
def test_a_name_that_could_mean_two_tables_means_none(others: list[Table]) -> None:
    for name in ("user_id", "cust_no"):
        assert target(*others, table("orders", f"id bigint, {name} bigint")) == ""


def test_of_two_tables_the_one_of_the_same_namespace_is_meant() -> None:
    here, there = table("users", "id bigint"), table("users", "id bigint")
    asking = table("orders", "id bigint, user_id bigint")
    tables = [replace(here, schema="shop"), replace(there, schema="hr")]
    found = guesses(*tables, replace(asking, schema="shop"))
    assert found["shop.orders.user_id"].link.ref_table == Name("shop", "users")


@pytest.mark.parametrize("kind", ["text", "uuid", "date", "jsonb", "boolean", "double precision"])
def test_types_that_cannot_be_compared_forbid_a_guess(kind: str) -> None:
    asking = table("orders", f"id bigint, customer_id {kind}")
    assert target(table("customers", "id bigint"), asking) == ""


def test_another_width_or_a_domain_of_the_type_is_compatible() -> None:
    customers = table("customers", "id bigint")
    same = guesses(customers, table("orders", "id bigint, customer_id bigint"))
    narrow = guesses(customers, table("orders", "id bigint, customer_id integer"))
    assert narrow["orders.customer_id"].score < same["orders.customer_id"].score
    user = DataType("ident", user=True)
    orders = table("orders", "id bigint, customer_id bigint")
    orders = replace(orders, columns=(orders.columns[0], replace(orders.columns[1], type=user)))
    made = replace(
        schema(customers, orders), domains=(Domain(name="ident", type=DataType("bigint")),)
    )
    assert [str(g.link) for g in infer(made)] == ["orders (customer_id) → customers (id)"]


def test_a_column_of_a_foreign_key_is_left_alone() -> None:
    key = reference("customer_id", "people")
    orders = table("orders", "id bigint, customer_id bigint", references=[key])
    assert target(table("customers", "id bigint"), orders) == ""


def test_only_a_key_of_one_column_is_referenced() -> None:
    orders = table("orders", "id bigint, customer_id bigint")
    pair = table("customers", "id bigint, shop bigint", key="id,shop")
    assert target(pair, orders) == ""
    assert target(replace(pair, uniques=table("x", "id int", unique=["id"]).uniques), orders)
    index = Index(name="u", parts=(IndexPart("id"),), unique=True)
    assert target(replace(pair, indexes=(index,)), orders) == "customers.id"
    assert target(replace(pair, indexes=(replace(index, where="id > 0"),)), orders) == ""


def test_a_unique_column_is_referenced_by_the_name_of_a_key_alone() -> None:
    countries = table("countries", "id bigint, iso_code text, name text", unique=["iso_code"])
    assert target(countries, table("orders", "id bigint, country_iso_code text"))
    named = table("countries", "id bigint, name text", unique=["name"])
    assert target(named, table("orders", "id bigint, country_name text")) == ""


def test_the_key_that_a_name_belongs_to_references_nothing() -> None:
    film = table("film", "film_id bigint", key="film_id")
    text = table("film_text", "film_id bigint, description text", key="film_id")
    assert list(guesses(film, text)) == ["film_text.film_id"]


def test_a_column_called_as_its_own_table_or_as_a_truth_is_no_reference() -> None:
    assert target(table("votes", "id bigint, vote bigint"), of="votes") == ""
    users = table("users", "id bigint")
    assert target(users, table("orders", "id bigint, is_user bigint")) == ""


def test_a_second_column_that_says_the_table_makes_less_sure() -> None:
    owners = table("owners", "id bigint")
    plain = guesses(owners, table("pets", "id bigint, owner_id bigint"))
    typed = guesses(owners, table("pets", "id bigint, owner_id bigint, owner_type text"))
    assert typed["pets.owner_id"].score < plain["pets.owner_id"].score


def test_the_longest_name_that_is_known_wins() -> None:
    items, order_items = table("items", "id bigint"), table("order_items", "id bigint")
    asking = table("returns", "id bigint, order_item_id bigint")
    assert target(items, order_items, asking, of="returns") == "order_items.id"


def test_guesses_come_in_the_order_of_the_tables_and_are_the_same_each_time() -> None:
    made = schema(
        table("customers", "id bigint"),
        table("orders", "id bigint, customer_id bigint, product_id bigint"),
        table("products", "id bigint, customer_id bigint"),
    )
    assert infer(made) == infer(made)
    assert [g.link.column for g in infer(made)] == ["customer_id", "product_id", "customer_id"]


@pytest.mark.parametrize(
    "name", ["", "_", "💥", "id", "__id__", "a" * 100_000, "ID" * 5_000, "\u0130d", "é_id"]
)
def test_any_name_is_borne(name: str) -> None:
    strange = Table(name=name, columns=(column("id bigint"),), primary_key=None)
    keyed = table("t", f"id bigint, {name or 'x'} bigint", key="id")
    assert isinstance(infer(Schema(dialect=schema().dialect, tables=(strange, keyed))), tuple)


def test_names_are_taken_apart_at_signs_and_capitals() -> None:
    assert words("OrderItemID") == words("order_item_id") == ("order", "item", "id")
    assert words("IDCustomer") == ("id", "customer")
    assert words("iso3166Code") == ("iso", "3166", "code")
    assert "status" in singulars("statuses")
    assert singulars("address")[0] == "address"
    assert "movie" in singulars("movies")
