"""What is shown beside foreign keys: guesses on wish, what people accepted always."""

from __future__ import annotations

from erdapp.inference import Link, Links, related
from erdapp.inference.infer import infer
from erdapp.schema import Name
from tests.layout.shop import reference, schema, table

USERS = table("users", "id bigint")
ORDERS = table("orders", "id bigint, user_id bigint, buyer bigint")
SHOP = schema(ORDERS, USERS)
GUESS = Link(Name("", "orders"), "user_id", Name("", "users"), "id")
OWN = Link(Name("", "orders"), "buyer", Name("", "users"), "id")


def shown(links: Links) -> list[tuple[Link, bool]]:
    return [(one.link, one.accepted) for one in related(SHOP, links)]


def test_nothing_is_shown_unasked() -> None:
    assert [guess.link for guess in infer(SHOP)] == [GUESS]
    assert shown(Links()) == []


def test_guesses_are_shown_on_wish_and_rejected_ones_never() -> None:
    assert shown(Links(inferred=True)) == [(GUESS, False)]
    assert shown(Links(inferred=True, rejected=(GUESS,))) == []


def test_what_was_accepted_is_always_shown_and_once() -> None:
    assert shown(Links(accepted=(GUESS, OWN))) == [(OWN, True), (GUESS, True)]
    assert shown(Links(inferred=True, accepted=(GUESS,))) == [(GUESS, True)]


def test_another_table_that_was_accepted_for_a_column_stands_in_for_the_guess() -> None:
    other = table("people", "id bigint")
    said = GUESS._replace(ref_table=Name("", "people"))
    links = Links(inferred=True, accepted=(said,))
    assert [one.link for one in related(schema(ORDERS, other, USERS), links)] == [said]
    assert [one.link for one in related(SHOP, links)] == [GUESS]  # here it has no such table


def test_an_answer_about_what_is_gone_or_has_a_key_by_now_is_passed_over() -> None:
    keyed = table(
        "orders",
        "id bigint, user_id bigint, buyer bigint",
        references=[reference("user_id", "users")],
    )
    assert [one.link for one in related(schema(keyed, USERS), Links(accepted=(GUESS, OWN)))] == [
        OWN
    ]
    assert related(schema(USERS), Links(accepted=(GUESS,))) == ()
    assert related(schema(ORDERS), Links(accepted=(GUESS,))) == ()


def test_a_guess_is_explained_with_its_score() -> None:
    (one,) = related(SHOP, Links(inferred=True))
    assert one.why == "inferred (score 0.95): it is named after the table users and its key id"
