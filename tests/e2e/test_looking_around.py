"""Choosing, hiding, focusing, finding ways: what is shown stands in the address, and back works."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.diagram import open_diagram
from tests.e2e.waiting import at_rest

CHAIN = """\
CREATE TABLE countries (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE customers (id INTEGER PRIMARY KEY, country_id INTEGER REFERENCES countries (id));
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id));
CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders (id), sku TEXT);
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, said TEXT);
"""


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    return open_diagram(calm_page, site, CHAIN)


def choose(page: Page, table: str) -> None:
    page.locator(f'[data-list] a[data-table="{table}"]').click()
    expect(page.locator("g.card.sel")).to_have_attribute("data-table", table)


def find(page: Page, words: str) -> None:
    page.keyboard.type(words)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


def test_back_goes_through_what_was_chosen(diagram: Page) -> None:
    choose(diagram, "orders")
    choose(diagram, "lines")
    diagram.go_back()
    expect(diagram.locator("g.card.sel")).to_have_attribute("data-table", "orders")
    diagram.go_back()
    expect(diagram.locator("g.card.sel")).to_have_count(0)
    diagram.go_forward()
    expect(diagram.locator("g.card.sel")).to_have_attribute("data-table", "orders")


def test_a_found_column_is_pointed_at_and_its_address_leads_there(diagram: Page) -> None:
    diagram.keyboard.press("/")
    find(diagram, "sku")
    expect(diagram.locator(".row.found")).to_have_attribute("data-column", "sku")
    expect(diagram).to_have_url(re.compile("#lines/sku$"))
    diagram.reload()
    expect(diagram.locator(".row.found")).to_have_attribute("data-column", "sku")


def test_a_path_between_two_tables_lights_up(diagram: Page) -> None:
    choose(diagram, "lines")
    diagram.keyboard.press("p")
    find(diagram, "countries")
    expect(diagram.locator(".near g.card")).to_have_count(4)
    expect(diagram.locator("g.edge.hot")).to_have_count(3)
    expect(diagram.locator("[data-chosen-name]")).to_have_text("lines → countries: 3 hops")
    expect(diagram).to_have_url(re.compile(r"#lines\.\.\.countries$"))


def test_no_path_is_said(diagram: Page) -> None:
    choose(diagram, "lines")
    diagram.locator('g.card[data-table="audit_log"]').click(modifiers=["Shift"])
    expect(diagram.locator("[data-chosen-name]")).to_have_text("No way from lines to audit_log")


def test_hiding_a_table_stands_in_the_address_and_back_shows_it(diagram: Page) -> None:
    choose(diagram, "audit_log")
    diagram.keyboard.press("h")
    expect(diagram).to_have_url(re.compile(r"exclude=audit_log"))
    expect(diagram.locator("svg.erd g.card")).to_have_count(4)
    expect(diagram.get_by_text("1 hidden")).to_be_visible()
    diagram.go_back()
    expect(diagram.locator("svg.erd g.card")).to_have_count(5)


def test_globs_show_only_what_they_fit(diagram: Page) -> None:
    diagram.get_by_text("What is shown", exact=True).click()
    diagram.get_by_label("Show only").fill("c*, orders")
    diagram.get_by_role("button", name="Apply").click()
    expect(diagram.locator("svg.erd g.card")).to_have_count(3)
    diagram.get_by_role("link", name="Show all").click()
    expect(diagram.locator("svg.erd g.card")).to_have_count(5)


def test_where_nothing_fits_the_page_says_so_and_leads_back(diagram: Page) -> None:
    diagram.goto(f"{diagram.url.split('?')[0]}?only=nobody")
    said = diagram.get_by_text("No table fits what is to be shown.")
    expect(said).to_be_visible()
    said.get_by_role("link", name="Show all").click()
    expect(diagram.locator("svg.erd g.card").first).to_be_visible()
    expect(said).to_have_count(0)


def test_another_mode_keeps_what_is_chosen_in_its_place(diagram: Page) -> None:
    choose(diagram, "orders")
    diagram.evaluate("window.stayed = true")
    diagram.keyboard.press("2")
    expect(diagram).to_have_url(re.compile(r"show=keys#orders$"))
    expect(diagram.locator("g.card.sel")).to_have_attribute("data-table", "orders")
    expect(diagram.locator('[data-key="keys"]')).to_have_attribute("aria-current", "true")
    assert diagram.evaluate("window.stayed")


def test_resting_on_a_table_lights_its_neighbours(diagram: Page) -> None:
    diagram.locator('g.card[data-table="orders"] .row').first.hover()
    expect(diagram.locator(".near g.card")).to_have_count(3)
    diagram.mouse.move(10, 10)
    expect(diagram.locator("svg.erd.lit")).to_have_count(0)


def test_the_keyboard_goes_from_table_to_table_and_says_where_it_is(diagram: Page) -> None:
    choose(diagram, "orders")
    expect(diagram.locator("[data-said]")).to_have_text(
        "orders References customers. Referenced by lines."
    )
    diagram.keyboard.press("Shift+ArrowLeft")
    expect(diagram.locator("g.card.sel")).not_to_have_attribute("data-table", "orders")
    diagram.keyboard.press("?")
    expect(diagram.get_by_role("dialog", name="Keys")).to_be_visible()


def test_a_double_click_on_the_ground_comes_nearer(diagram: Page) -> None:
    zoom = diagram.locator("[data-zoom]")
    before = at_rest(diagram, zoom.text_content)
    diagram.locator("svg.erd").dblclick(position={"x": 5, "y": 5})
    expect(zoom).not_to_have_text(before)
