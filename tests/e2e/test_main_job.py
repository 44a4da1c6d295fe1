"""The main job as a person does it: paste, look, share, second version, compare, copy the SQL."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

FIRST = """\
CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  total NUMERIC NOT NULL DEFAULT 0
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
"""
SECOND = FIRST.replace("total NUMERIC", "amount NUMERIC").replace(
    "email TEXT NOT NULL UNIQUE", "email TEXT NOT NULL UNIQUE,\n  age INTEGER"
)


def paste(page: Page, site: str, text: str = FIRST) -> None:
    page.goto(site)
    page.get_by_label("SQL of the schema").fill(text)
    page.get_by_role("button", name="Draw it").click()
    expect(page).to_have_url(re.compile(r"/p/[\w-]+/v/1/"))


def add_version(page: Page, text: str) -> None:
    page.goto(page.url.split("/v/")[0] + "/")
    page.get_by_label("SQL of the schema").fill(text)
    page.get_by_role("button", name="Add version").click()
    expect(page).to_have_url(re.compile(r"/v/2/"))


def test_paste_draw_share_compare_and_copy(calm_page: Page, stranger: Page, site: str) -> None:
    page = calm_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, site)
    expect(page.locator("svg.erd g.card")).to_have_count(3)
    expect(page.locator("svg.erd g.edge")).to_have_count(1)

    page.get_by_text("Share", exact=True).click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    stranger.goto(link)
    expect(stranger.locator('g.card[data-table="orders"]')).to_be_visible()
    assert stranger.goto(page.url.split("?")[0]).status == 404  # type: ignore[union-attr]

    add_version(page, SECOND)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("#proof")).to_contain_text("Proved on SQLite", timeout=15_000)
    expect(page.locator('g.card[data-table="orders"] .row.ren')).to_have_count(1)
    expect(page.locator('g.card[data-table="customers"] .row.add')).to_have_count(1)
    expect(page.get_by_text("Looks renamed")).to_be_visible()

    page.get_by_role("button", name="Copy").first.click()
    copied = page.wait_for_function("navigator.clipboard.readText()").json_value()
    assert "RENAME COLUMN" in copied
    assert "age" in copied


def test_refusing_a_rename_changes_the_plan(calm_page: Page, site: str) -> None:
    page = calm_page
    paste(page, site)
    add_version(page, SECOND)
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Drop and add").click()
    expect(page.locator(".rail pre.code")).not_to_contain_text("RENAME COLUMN")
    expect(page.locator('g.card[data-table="orders"] .row.del')).to_have_count(1)


def test_without_javascript_the_same_pages_show_the_same(plain_page: Page, site: str) -> None:
    page = plain_page
    paste(page, site)
    expect(page.locator("svg.erd g.card")).to_have_count(3)
    page.locator('[data-list] a[data-table="orders"]').click()
    expect(page.locator("svg.erd g.card")).to_have_count(2)
    add_version(page, SECOND)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".rail pre.code")).to_contain_text("RENAME COLUMN")
    expect(page.locator("svg.erd .row.add")).to_have_count(1)
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator("section.change")).to_have_count(2)


def test_a_file_that_is_not_understood_is_said_on_the_page(calm_page: Page, site: str) -> None:
    page = calm_page
    paste(page, site, FIRST + "\nFROBNICATE everything;\n")
    page.get_by_role("link", name="Problems").click()
    expect(page.locator("table")).to_contain_text("pasted.sql:12")


def test_an_empty_form_says_what_to_do(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("button", name="Draw it").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Paste SQL or models, or choose files or a folder."
    )
