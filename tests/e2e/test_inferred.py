"""Relations that names suggest, switched on and off, accepted; and without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.diagram import open_diagram
from tests.e2e.test_accessibility import needs_axe, violations
from tests.e2e.test_main_job import add_version, paste

LOOSE = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, total NUMERIC);
"""


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    return open_diagram(calm_page, site, LOOSE)


def test_the_key_switches_and_the_address_says_so(diagram: Page) -> None:
    lines = diagram.locator("svg.erd g.edge.inferred .line")
    expect(lines).to_have_count(0)
    diagram.evaluate("window.stayed = true")
    diagram.keyboard.press("i")
    expect(lines).to_have_count(1)
    expect(diagram).to_have_url(re.compile(r"inferred=1"))
    expect(lines).to_have_css("stroke-dasharray", "5px, 4px")
    expect(diagram.locator("g.edge.inferred > title")).to_contain_text("score 0.95")
    diagram.go_back()
    expect(lines).to_have_count(0)
    assert diagram.evaluate("window.stayed")


def test_an_accepted_guess_stays_in_the_picture(diagram: Page) -> None:
    diagram.get_by_role("link", name="Relations").click()
    diagram.get_by_role("button", name="Accept orders (customer_id)").click()
    expect(diagram.get_by_text("Accepted", exact=True)).to_be_visible()
    diagram.get_by_role("link", name="Diagram", exact=True).click()
    expect(diagram.locator("svg.erd g.edge.accepted")).to_have_count(1)


def test_the_line_of_a_guess_behind_a_chip_is_dashed(calm_page: Page, site: str) -> None:
    page = calm_page
    linked = "".join(
        f"CREATE TABLE t{n} (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t{n // 2},"
        " customer_id INTEGER);\n"
        for n in range(1, 200)
    )
    first = "CREATE TABLE t0 (id INTEGER PRIMARY KEY);\n"
    open_diagram(page, site, f"{first}{linked}{LOOSE}")
    page.keyboard.press("i")
    chip = page.locator("svg.erd g.chip.inferred").first
    expect(chip).to_be_attached()
    expect(page.locator("[data-viewer].live")).to_be_visible()
    table = chip.evaluate("one => document.getElementById(one.dataset.from).dataset.table")
    page.locator(f'[data-list] a[data-table="{table}"]').click()
    lines = page.locator("svg.erd g.edge.drawn.hot .line")
    expect(lines).to_have_count(1)
    expect(lines).to_have_css("stroke-dasharray", "5px, 4px")


def test_a_comparison_has_the_switch_too(diagram: Page) -> None:
    add_version(diagram, LOOSE.replace("total NUMERIC", "total NUMERIC, note TEXT"))
    diagram.get_by_role("link", name="Compare").click()
    expect(diagram.locator("[data-viewer].live")).to_be_visible()
    lines = diagram.locator("svg.erd g.edge.inferred .line")
    expect(lines).to_have_count(0)
    diagram.keyboard.press("i")
    expect(lines).to_have_count(1)
    expect(diagram).to_have_url(re.compile(r"only=all&inferred=1"))
    diagram.get_by_role("link", name="Changed and one hop").click()
    expect(diagram).to_have_url(re.compile(r"only=changed&inferred=1"))
    expect(lines).to_have_count(1)
    exported = diagram.locator("a", has_text="SVG picture")
    expect(exported).to_have_attribute("href", re.compile(r"inferred=1"))


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(diagram: Page, scheme: Any) -> None:
    diagram.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    diagram.get_by_role("link", name="Relations").click()
    diagram.get_by_role("button", name="Reject orders (customer_id)").click()
    assert violations(diagram) == []


def test_the_switch_is_a_link_that_needs_no_script(plain_page: Page, site: str) -> None:
    paste(plain_page, site, LOOSE)
    plain_page.locator("nav.pill").get_by_role("link", name="Inferred").click()
    expect(plain_page.locator("svg.erd g.edge.inferred")).to_have_count(1)
