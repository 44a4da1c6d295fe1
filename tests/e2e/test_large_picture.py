"""A picture of many tables comes without rows: they are there for what is in sight and near."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.diagram import open_diagram, world
from tests.e2e.test_main_job import paste
from tests.e2e.waiting import at_rest

MANY = "".join(
    f"CREATE TABLE t{n} (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t{n // 3}, c{n} TEXT);\n"
    for n in range(1, 80)
)


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    return open_diagram(calm_page, site, f"CREATE TABLE t0 (id INTEGER PRIMARY KEY);\n{MANY}")


def go_far(page: Page) -> None:
    """Zoom out until only names are left."""
    page.keyboard.press("0")
    for _ in range(8):
        page.keyboard.press("-")
    expect(page.locator("svg.erd.farther")).to_have_count(1)


def test_rows_come_for_the_cards_in_sight_and_go_again(diagram: Page) -> None:
    go_far(diagram)
    expect(diagram.locator("svg.erd .row")).to_have_count(0)
    diagram.locator('[data-list] a[data-table="t40"]').click()
    row = diagram.locator('g.card[data-table="t40"] .row[data-column="c40"]')
    expect(row).to_have_count(1)
    expect(row.locator("text.ty")).to_have_text(re.compile("text", re.I))
    filled = diagram.locator("svg.erd g.card:has(.row)")
    assert 0 < at_rest(diagram, filled.count) < 40
    go_far(diagram)
    expect(diagram.locator("svg.erd .row")).to_have_count(0)


def test_the_rows_of_a_chosen_edge_light_up_when_they_come(diagram: Page) -> None:
    diagram.locator('[data-list] a[data-table="t20"]').click()
    expect(diagram.locator('g.card[data-table="t20"] .row.hot')).to_have_count(2)


def test_a_column_is_found_before_its_row_is_there(diagram: Page) -> None:
    diagram.keyboard.press("/")
    diagram.keyboard.type("c77")
    expect(diagram.get_by_role("option")).to_have_text(["t77.c77"])
    diagram.keyboard.press("Enter")
    expect(diagram.locator(".row.found")).to_have_attribute("data-column", "c77")


def test_without_javascript_a_still_picture_is_whole(plain_page: Page, site: str) -> None:
    paste(plain_page, site, f"CREATE TABLE t0 (id INTEGER PRIMARY KEY);\n{MANY}")
    still = plain_page.locator(".picture img")
    expect(still).to_be_visible()
    expect(plain_page.locator("svg.erd")).to_be_hidden()
    answer = plain_page.request.get(still.evaluate("img => img.src"))
    assert "c77" in answer.text()


def test_a_zoom_on_the_way_to_another_place_is_kept(diagram: Page) -> None:
    diagram.evaluate(
        """() => {
          for (const key of "+0--------") {
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          }
        }"""
    )
    assert world(diagram)
    expect(diagram.locator("svg.erd.farther")).to_have_count(1)
