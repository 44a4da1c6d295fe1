"""Each code on the files of its folder: found, a near miss, and mended."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import pytest

from erdapp.lint.analyzers import ANALYZERS
from erdapp.lint.policy import DEFAULT, Policy, policy_of
from erdapp.lint.report import edited
from tests.lint.linting import codes, findings

CASES = Path(__file__).parent / "cases"
PAGES = Path(__file__).parents[2] / "docs" / "lint"


class Case:
    """A folder `cases/<CODE>`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.code = folder, folder.name
        self.dialect = self.text("dialect").strip()
        self.before = self.text("before.sql")

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()

    @cached_property
    def policy(self) -> Policy:
        path = self.folder / "policy.json"
        return policy_of(json.loads(path.read_text())) if path.exists() else DEFAULT

    def codes(self, text: str) -> list[str]:
        return codes(self.dialect, self.before, text, self.policy)


ALL = [Case(folder) for folder in sorted(CASES.iterdir())]
each = pytest.mark.parametrize("case", ALL, ids=lambda case: case.code)


def test_every_code_has_its_folder() -> None:
    known = {code for analyzer in ANALYZERS for code in analyzer.codes}
    assert {case.code for case in ALL} == known


@each
def test_it_is_found(case: Case) -> None:
    assert case.code in case.codes(case.text("found.sql"))


@each
def test_a_near_miss_is_not(case: Case) -> None:
    assert case.code not in case.codes(case.text("near.sql"))


@each
def test_mended_it_is_silent(case: Case) -> None:
    assert case.code not in case.codes(case.text("fixed.sql"))


@each
def test_a_suggested_edit_mends_it(case: Case) -> None:
    text = case.text("found.sql")
    for _ in range(3):
        items = findings(case.dialect, case.before, text, case.policy)
        mine = [item for item in items if item.code == case.code]
        assert all(item.fixes for item in mine), "a finding without a word on how to mend it"
        edits = [fix.edit for item in mine for fix in item.fixes if fix.edit]
        if not edits:
            break
        text = edited(text, edits[:1])
        assert case.codes(text).count(case.code) == len(mine) - 1, text


@each
def test_a_directive_silences_it(case: Case) -> None:
    header = f"-- atlas:nolint {case.code}\n\n"
    assert case.code not in case.codes(header + case.text("found.sql"))


@each
def test_it_comes_with_an_edit_or_its_page_says_why_not(case: Case) -> None:
    items = findings(case.dialect, case.before, case.text("found.sql"), case.policy)
    has_edit = any(fix.edit for item in items if item.code == case.code for fix in item.fixes)
    page = (PAGES / f"{case.code}.md").read_text()
    assert has_edit is ("## Why there is no edit\n" not in page)
