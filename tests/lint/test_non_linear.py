"""A history that isn't only added to at its end."""

from __future__ import annotations

from erdapp.lint.non_linear import History, from_first_new, non_linear
from erdapp.lint.policy import policy_of
from erdapp.lint.report import Severity


def test_files_at_the_end_are_linear() -> None:
    assert non_linear(History(merged=("1.sql", "2.sql"), added=("3.sql",))) is None


def test_each_way_to_break_the_line() -> None:
    history = History(
        merged=("1.sql", "2.sql", "4.sql"),
        added=("3.sql",),
        edited=("1.sql",),
        removed=("2.sql",),
    )
    report = non_linear(history)
    assert report is not None
    assert [(item.code, item.text) for item in report.diagnostics] == [
        ("NL101", 'File "3.sql" is added before "4.sql", merged already'),
        ("NL102", 'File "1.sql" is merged already and was edited'),
        ("NL103", 'File "2.sql" is merged already and was removed'),
    ]


def test_the_policy_makes_it_an_error() -> None:
    history = History(merged=("2.sql",), added=("1.sql",))
    report = non_linear(history, policy_of({"non_linear": {"error": True}}))
    assert report is not None
    assert report.diagnostics[0].severity is Severity.ERROR


def test_what_follows_the_first_new_file_is_new_too() -> None:
    assert from_first_new(["1", "2", "3"], ["2"]) == 1
    assert from_first_new(["1", "2"], []) == 2
