"""Relations without a foreign key in the picture: dashed, with their reason, only when asked."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.inference import Link, Links
from erdapp.layout import PictureOptions, Show, cache_key, draw
from erdapp.layout.graph import build
from erdapp.layout.rows import Icon
from erdapp.layout.ties import Tie
from erdapp.schema import Name, Schema
from tests.layout.shop import SHOP, reference, schema, table

TABLES = (
    table("users", "id bigint"),
    table(
        "orders",
        "id bigint, user_id bigint, address_id bigint?",
        references=[reference("address_id", "addresses")],
    ),
    table("addresses", "id bigint"),
)
LOOSE = schema(*sorted(TABLES, key=lambda one: one.name))
GUESS = Link(Name("", "orders"), "user_id", Name("", "users"), "id")
INFERRED = PictureOptions(links=Links(inferred=True))


def edges(schema: Schema, options: PictureOptions) -> list[tuple[str, str, Tie]]:
    found = build(schema, options)
    names = [node.name.name for node in found.nodes]
    return [(names[edge.source], names[edge.target], edge.tie) for edge in found.edges]


def test_without_asking_the_picture_is_that_of_the_foreign_keys() -> None:
    assert edges(LOOSE, PictureOptions()) == [("orders", "addresses", Tie.DECLARED)]
    assert draw(SHOP).svg == draw(SHOP, replace(PictureOptions(), links=Links())).svg


def test_a_guess_is_an_edge_from_row_to_row_with_its_reason() -> None:
    assert edges(LOOSE, INFERRED) == [
        ("orders", "addresses", Tie.DECLARED),
        ("orders", "users", Tie.INFERRED),
    ]
    found = build(LOOSE, INFERRED)
    guess = found.edges[1]
    assert found.nodes[guess.source].rows[guess.source_row].column == "user_id"
    assert guess.label == (
        "orders (user_id) → users (id), inferred (score 0.95): it is named after the table users"
        " and its key id"
    )


def test_an_accepted_relation_is_drawn_unasked_and_a_rejected_one_never() -> None:
    accepted = PictureOptions(links=Links(accepted=(GUESS,)))
    assert edges(LOOSE, accepted)[1:] == [("orders", "users", Tie.ACCEPTED)]
    rejected = PictureOptions(links=Links(inferred=True, rejected=(GUESS,)))
    assert edges(LOOSE, rejected)[1:] == []


def test_the_drawing_tells_them_apart() -> None:
    svg = draw(LOOSE, INFERRED).svg
    assert re.findall(r'<g class="(edge[^"]*)" id', svg) == ["edge", "edge inferred"]
    assert "2 relations, 1 of them inferred" in svg
    assert ".erd .inferred .line" in svg


def test_a_spare_picture_keeps_the_reasons() -> None:
    svg = draw(LOOSE, replace(INFERRED, rows=False)).svg
    assert svg.count("<title>orders (") == 1
    assert "score 0.95" in svg.split("</desc>")[1]


def test_a_focus_follows_guesses_too() -> None:
    near = replace(INFERRED, focus=Name("", "users"))
    assert ("orders", "users", Tie.INFERRED) in edges(LOOSE, near)
    assert edges(LOOSE, replace(PictureOptions(), focus=Name("", "users"))) == []


def test_a_column_that_is_guessed_about_stays_when_only_keys_are_shown() -> None:
    keys = build(LOOSE, replace(INFERRED, show=Show.KEYS))
    rows = {row.column: row.icon for node in keys.nodes for row in node.rows}
    assert rows["user_id"] == Icon.FOREIGN


def test_answers_are_part_of_what_decides_a_picture() -> None:
    options = [PictureOptions(), INFERRED, PictureOptions(links=Links(accepted=(GUESS,)))]
    assert len({cache_key("x", one) for one in options}) == 3


def test_hostile_names_in_reasons_end_nothing() -> None:
    evil = '</title><script>alert("1")</script>s'
    made = schema(table("t", f"id bigint, {evil} bigint"), table(evil, "id bigint"))
    svg = draw(made, INFERRED).svg
    assert "<script" not in svg
