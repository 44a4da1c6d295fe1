"""Every code has its page, and every page its code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from erdapp.lint.analyzers import ANALYZERS
from erdapp.lint.codes import TITLES, link
from erdapp.lint.design import RULES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "lint"


def test_every_code_is_named_and_nothing_else_is() -> None:
    numbered = {code for analyzer in ANALYZERS for code in analyzer.codes}
    assert set(TITLES) == numbered | set(RULES) | {"NL101", "NL102", "NL103"}


def test_there_is_a_page_for_each_code_and_no_other() -> None:
    assert {path.stem for path in DOCS.glob("*.md")} == {*TITLES, "README"}


@pytest.mark.parametrize("code", TITLES)
def test_a_page_says_why_and_how_to_mend_it(code: str) -> None:
    text = (ROOT / link(code)).read_text()
    assert text.startswith(f"# {code}: {TITLES[code]}\n")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:2] == ["Why", "How to mend it"]
    assert headings[-1] == "To silence it"
    assert code in text.partition("## To silence it")[2]


def test_the_overview_lists_every_code() -> None:
    text = (DOCS / "README.md").read_text()
    for code, title in TITLES.items():
        assert f"- [{code}]({code}.md) {title}\n" in text


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([\w.]+)\)", page.read_text()):
            assert (DOCS / target).exists(), f"{page.name}: {target}"
