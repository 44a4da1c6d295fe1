"""Groups by the folders of a source: the key `g` goes through what there is to group by."""

from __future__ import annotations

import io
import re
import zipfile

from playwright.sync_api import Page, expect

SOURCES = {
    "src/shop/orders.sql": "CREATE TABLE orders (id int PRIMARY KEY);",
    "src/people/users.sql": "CREATE TABLE users (id int PRIMARY KEY);",
}


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for path, text in SOURCES.items():
            file.writestr(path, text)
    return out.getvalue()


def test_the_key_goes_through_the_ways_to_group(calm_page: Page, site: str) -> None:
    page = calm_page
    page.goto(site)
    sent = {"name": "src.zip", "mimeType": "application/zip", "buffer": zipped()}
    page.locator("input[name=uploads]").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Draw it").click()
    expect(page).to_have_url(re.compile(r"/p/[\w-]+/v/1/"))
    expect(page.locator("[data-viewer].live")).to_be_visible()
    page.keyboard.press("g")
    expect(page).to_have_url(re.compile("group=prefix"))
    page.keyboard.press("g")
    expect(page).to_have_url(re.compile("group=folder"))
    expect(page.locator("svg.erd g.frame")).to_have_count(2)
    page.keyboard.press("g")
    expect(page.locator("svg.erd g.frame")).to_have_count(0)
