"""The diagram moves, finds, chooses and tells the address what it shows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.diagram import open_diagram, world
from tests.e2e.test_main_job import paste
from tests.e2e.waiting import at_rest, box_of


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    return open_diagram(calm_page, site)


def test_the_keys_zoom_and_fit(diagram: Page) -> None:
    zoom = diagram.locator("[data-zoom]")
    before = at_rest(diagram, zoom.text_content)
    diagram.keyboard.press("-")
    expect(zoom).not_to_have_text(before)
    diagram.keyboard.press("0")
    expect(zoom).to_have_text(before)


def test_from_afar_the_title_of_a_block_can_still_be_read(diagram: Page) -> None:
    for _ in range(8):
        diagram.keyboard.press("-")
    label = diagram.locator("text.landmark.group", has_text="No relations (1)")
    assert box_of(label)["height"] > 10
    expect(diagram.locator(".titles text").first).to_be_hidden()


def test_the_sheet_of_keys_opens_at_its_beginning(diagram: Page) -> None:
    diagram.set_viewport_size({"width": 1100, "height": 420})
    diagram.keyboard.press("?")
    expect(diagram.get_by_role("heading", name="Keys")).to_be_in_viewport()


def test_dragging_moves_the_picture_and_chooses_nothing(diagram: Page) -> None:
    before = world(diagram)
    diagram.locator('g.card[data-table="orders"] .row').first.hover()
    diagram.mouse.down()
    diagram.mouse.move(300, 300, steps=5)
    diagram.mouse.up()
    assert world(diagram) != before
    expect(diagram.locator("g.card.sel")).to_have_count(0)


def test_choosing_a_table_lights_its_neighbours_and_dims_the_rest(diagram: Page) -> None:
    diagram.locator('g.card[data-table="orders"] .row').first.click()
    expect(diagram.locator("g.card.sel")).to_have_attribute("data-table", "orders")
    expect(diagram.locator(".near g.card")).to_have_count(2)
    expect(diagram.locator(".cards g.card")).to_have_attribute("data-table", "settings")
    expect(diagram.locator("g.edge.hot")).to_have_count(1)
    expect(diagram.locator(".row.hot")).to_have_count(2)
    expect(diagram).to_have_url(re.compile("#orders$"))
    diagram.keyboard.press("Escape")
    expect(diagram.locator("svg.erd.lit")).to_have_count(0)
    expect(diagram.locator(".cards g.card")).to_have_count(3)


def test_the_finder_goes_to_a_column(diagram: Page) -> None:
    diagram.keyboard.press("Control+k")
    diagram.keyboard.type("email")
    expect(diagram.get_by_role("option")).to_have_text(["customers.email"])
    diagram.keyboard.press("Enter")
    expect(diagram.locator("g.card.sel")).to_have_attribute("data-table", "customers")


def test_a_mode_is_a_link_and_back_works(diagram: Page) -> None:
    diagram.keyboard.press("3")
    expect(diagram).to_have_url(re.compile(r"show=names"))
    expect(diagram.locator("svg.erd .row")).to_have_count(0)
    diagram.go_back()
    expect(diagram.locator("svg.erd .row")).not_to_have_count(0)


def test_focus_shows_the_neighbours_only(diagram: Page) -> None:
    diagram.locator('g.card[data-table="orders"] .row').first.click()
    diagram.keyboard.press("f")
    expect(diagram).to_have_url(re.compile(r"focus=orders"))
    expect(diagram.locator("svg.erd g.card")).to_have_count(2)


def test_the_list_filters_as_one_types(diagram: Page) -> None:
    diagram.get_by_placeholder("Filter tables").fill("email")
    expect(diagram.locator("[data-list] a[data-table]")).to_have_count(1)


def test_hostile_names_stay_texts(calm_page: Page, site: str) -> None:
    name = "<img src=x onerror=alert(1)> ]]> ' & 🦊"
    calm_page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    paste(calm_page, site, f'CREATE TABLE "{name}" (id INTEGER PRIMARY KEY, "</script>" TEXT);')
    expect(calm_page.locator("g.card")).to_have_attribute("data-table", name)
    calm_page.get_by_role("link", name="Tables").click()
    calm_page.get_by_role("link", name=name).click()
    expect(calm_page.get_by_role("heading", level=1)).to_contain_text(name)
