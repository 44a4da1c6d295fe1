"""Which drops and additions are taken for renames, and why."""

from __future__ import annotations

from erdapp.diff import guess_renames
from erdapp.diff.changes import RenameGuess
from tests.diff.sources import schema


def guesses(before: str, after: str) -> tuple[RenameGuess, ...]:
    return guess_renames(schema(before), schema(after))


def said(before: str, after: str) -> list[str]:
    return [
        f"{guess.rename.kind} {guess.rename.before} → {guess.rename.after}: {guess.reason}"
        for guess in guesses(before, after)
    ]


def test_a_column_of_the_same_type_place_and_default() -> None:
    assert said(
        "CREATE TABLE t (id integer, total numeric DEFAULT 0, note text)",
        "CREATE TABLE t (id integer, amount numeric DEFAULT 0, note text)",
    ) == ["column total → amount: same type, place and default"]


def test_a_column_of_another_type_is_no_rename() -> None:
    assert not guesses(
        "CREATE TABLE t (id integer, total numeric)", "CREATE TABLE t (id integer, note text)"
    )


def test_two_equal_candidates_are_no_guess() -> None:
    assert not guesses(
        "CREATE TABLE t (id integer, a text)",
        "CREATE TABLE t (id integer, x1 text, id2 integer, x2 text)",
    )


def test_keys_tell_candidates_apart() -> None:
    base = "CREATE TABLE u (id integer PRIMARY KEY);"
    (guess,) = guesses(
        base + "CREATE TABLE t (id integer, n integer, buyer integer REFERENCES u)",
        base + "CREATE TABLE t (id integer, n integer, customer integer REFERENCES u)",
    )
    assert (guess.rename.before, guess.rename.after) == ("buyer", "customer")
    assert "keys and indexes" in guess.reason
    assert 0.7 < guess.score <= 1


def test_a_table_of_the_same_columns_then_its_columns() -> None:
    assert said(
        "CREATE TABLE users (id integer PRIMARY KEY, name text, mail text, born date)",
        "CREATE TABLE people (id integer PRIMARY KEY, full_name text, mail text, born date)",
    ) == [
        "table users → people: 3 of 4 columns the same",
        "column name → full_name: same type and place, similar name",
    ]


def test_unlike_tables_are_no_guess() -> None:
    assert not guesses(
        "CREATE TABLE users (id integer, name text)", "CREATE TABLE logs (id integer, at date)"
    )


def test_a_table_moved_to_another_schema() -> None:
    (guess,) = guesses(
        "CREATE TABLE t (a integer, b text)", "CREATE TABLE shop.t (a integer, b text)"
    )
    assert (guess.rename.schema, guess.rename.after) == ("shop", "t")


def test_enums_and_their_values() -> None:
    assert said("CREATE TYPE a_mood AS ENUM ('x', 'y')", "CREATE TYPE mood AS ENUM ('x', 'y')") == [
        "enum a_mood → mood: same values"
    ]
    assert said(
        "CREATE TYPE mood AS ENUM ('canceled', 'y')", "CREATE TYPE mood AS ENUM ('cancelled', 'y')"
    ) == ["value canceled → cancelled: same place among the same values"]


def test_equal_schemas_and_wide_tables_are_quick() -> None:
    columns = ", ".join(f"a{number} integer" for number in range(400))
    others = columns.replace("a", "b")
    assert not guesses(f"CREATE TABLE t ({columns})", f"CREATE TABLE t ({others})")


def test_names_of_known_other_meaning_are_no_rename() -> None:
    before = schema("CREATE TABLE s (id int, changed timestamp NOT NULL, ip text);")
    after = schema("CREATE TABLE s (id int, expires_at timestamp NOT NULL, ip text);")
    assert guess_renames(before, after) == ()


def test_what_is_paired_leaves_the_rest_clear() -> None:
    before = schema("CREATE TABLE r (id int, profile_name text, profile_reference text);")
    after = schema("CREATE TABLE r (id int, recurring_name text, reference text);")
    found = {(g.rename.before, g.rename.after) for g in guess_renames(before, after)}
    assert found == {("profile_name", "recurring_name"), ("profile_reference", "reference")}
