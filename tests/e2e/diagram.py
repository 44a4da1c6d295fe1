"""A diagram on a page: opened, moved by its heads, read once it has come to rest."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.test_main_job import FIRST, paste
from tests.e2e.waiting import attribute_of, box_of


def open_diagram(page: Page, site: str, text: str = FIRST) -> Page:
    """Paste SQL and wait until its picture can be moved about in."""
    paste(page, site, text)
    expect(page.locator("[data-viewer].live")).to_be_visible()
    return page


def world(page: Page) -> str:
    """What the camera makes of the picture."""
    return attribute_of(page.locator("g.world"), "transform")


def place(page: Page, table: str) -> str:
    return attribute_of(page.locator(f'g.card[data-table="{table}"]'), "transform")


def line(page: Page) -> str:
    """The way of the only line of the picture."""
    return attribute_of(page.locator("g.edge .line"), "d")


def head(page: Page, table: str) -> tuple[float, float]:
    """A point of a table's head, on the screen."""
    box = box_of(page.locator(f'g.card[data-table="{table}"] .head'))
    return box["x"] + 60, box["y"] + 15


def drag(page: Page, table: str, dx: float, dy: float) -> None:
    """Move a table by so many px of the screen."""
    x, y = head(page, table)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()
    expect(page.locator("[data-said]")).to_contain_text(f"{table} moved to")
