"""What is said of values that cannot be told."""

from __future__ import annotations

from erdapp.loaders.python.reading.unresolved import first_line


def test_an_error_is_told_on_one_line_without_addresses() -> None:
    error = ValueError("cannot use <erd.shop.Money object at 0x7f01a2b3c4d5> here\nreally not")
    assert first_line(error) == "cannot use Money here"


def test_an_error_without_words_is_called_as_its_class() -> None:
    assert first_line(LookupError()) == "LookupError"
