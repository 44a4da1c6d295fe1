"""What goes along with a column: whether an expression mentions it."""

from __future__ import annotations

import pytest

from erdapp.dialects import facts
from erdapp.loaders.sql.removal import mentions
from erdapp.schema import Dialect

P, M, S = Dialect.POSTGRES, Dialect.MYSQL, Dialect.MSSQL

MENTIONED = [
    (P, "a > 0", True),
    (P, 'b[a] > 0 AND "a b" > 0', True),
    (P, "b = 'a' AND \"x a\" > 0 AND a(b) > aa", False),
    (M, "`a` > 0", True),
    (M, "`x a` > 'a'", False),
    (S, "[a] > 0", True),
    (S, "[x a] > 'a'", False),
]


@pytest.mark.parametrize(("dialect", "expression", "found"), MENTIONED)
def test_a_column_is_mentioned_in_its_quotes_or_as_a_word(
    dialect: Dialect, expression: str, found: bool
) -> None:
    assert mentions(facts(dialect), expression, "a") == found


def test_an_open_quote_takes_the_rest_of_the_expression() -> None:
    for opening in ("[", "'["):
        assert not mentions(facts(S), opening + " a [" * 100_000, "a")
        assert mentions(facts(S), "a > " + opening + " a [" * 100_000, "a")
