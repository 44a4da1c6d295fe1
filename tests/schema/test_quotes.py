"""What stands in quotes: found whole, and searched through once."""

from __future__ import annotations

import re

import pytest

from erdapp.schema import quotes

ANY = re.compile(quotes.ANY)


def pieces(text: str) -> list[str]:
    return [match.group() for match in ANY.finditer(text)]


QUOTED = [
    ("a = 'it''s' OR b = ''", ["'it''s'", "''"]),
    ('"a""b" + `c``d`', ['"a""b"', "`c``d`"]),
    ("[dbo].[a]]b] > ([c])", ["[dbo]", "[a]]b]", "[c]"]),
    ("""'"' || "'" || `[`""", ["""'"'""", '"\'"', "`[`"]),
    ("x = 'never closed", ["'never closed"]),
]


@pytest.mark.parametrize(("text", "found"), QUOTED)
def test_quoted_pieces_are_found_whole(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_subscripts_of_arrays_are_not_quoted() -> None:
    for text in ("a[i]", "a[i][j]", "ARRAY[i]", "(f(x))[i]", "ARRAY[[i]]"):
        assert pieces(text) == []
    assert pieces('"a"[i]') == ['"a"']


@pytest.mark.parametrize("opening", ["'", '"', "`", "["])
@pytest.mark.parametrize("between", ["", "a", " ", "]x", "''"])
def test_every_character_is_in_one_piece_at_most_and_an_open_quote_ends_the_search(
    opening: str, between: str
) -> None:
    text = f"{opening}{between}" * 100_000
    found = list(ANY.finditer(text))
    assert sum(len(match.group()) for match in found) <= len(text)
    closed = [match for match in found if match.end() < len(text)]
    assert len(found) - len(closed) <= 1
