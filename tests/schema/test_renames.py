"""Names in expressions follow a rename: as words, in any quotes, never in strings."""

from __future__ import annotations

import pytest

from erdapp.schema.renames import rename_in_text

RENAMED = [
    ("old > 0 AND older > old", "new > 0 AND older > new"),
    ("\"old\" = 'old'", "new = 'old'"),
    ("[old] = `old`", "new = new"),
    ("a[old] > 0", "a[new] > 0"),
    ("ARRAY[old, a] = b", "ARRAY[new, a] = b"),
    ("(f(a))[old][old]", "(f(a))[new][new]"),
    ("old = 'never closed old", "new = 'never closed old"),
    ('old = "old', 'new = "old'),
]


@pytest.mark.parametrize(("text", "wanted"), RENAMED)
def test_a_name_is_replaced_wherever_it_is_one(text: str, wanted: str) -> None:
    assert rename_in_text(text, "old", "new") == wanted


def test_a_name_with_quotes_in_it_is_found_where_they_are_doubled() -> None:
    assert rename_in_text('"a""b" + [a]]b]', 'a"b', "c") == "c + [a]]b]"
    assert rename_in_text("[a]]b] + `a``b`", "a]b", "c") == "c + `a``b`"


@pytest.mark.parametrize("opening", ["'", '"', "`", "["])
def test_what_an_open_quote_begins_is_one_piece_that_stays(opening: str) -> None:
    rest = opening + "old [ " * 100_000
    assert rename_in_text(f"old + {rest}", "old", "new") == f"new + {rest}"
