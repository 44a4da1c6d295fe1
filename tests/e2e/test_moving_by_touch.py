"""Fingers on a diagram: a table that is held is moved, everything else pans, zooms or chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.diagram import head, open_diagram, place, world
from tests.e2e.waiting import at_rest

HELD = 'g.card.held[data-table="orders"]'
Finger = tuple[float, float]


@pytest.fixture
def touched(browser: Browser, site: str) -> Iterator[Page]:
    """The diagram on a screen that is touched."""
    context = browser.new_context(has_touch=True, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    yield open_diagram(page, site)
    context.close()
    assert said == []


@pytest.fixture
def hand(touched: Page) -> CDPSession:
    return touched.context.new_cdp_session(touched)


def put_fingers(hand: CDPSession, kind: str, *fingers: Finger) -> None:
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
    hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def slide(hand: CDPSession, start: Finger, dx: float, dy: float) -> None:
    for step in (1, 2, 3, 4):
        put_fingers(hand, "touchMove", (start[0] + dx * step / 4, start[1] + dy * step / 4))


@contextmanager
def in_no_time(page: Page) -> Iterator[None]:
    """The clock of the page stands still: a slow machine doesn't make a finger rest."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1)
    yield
    page.clock.resume()


def test_a_finger_that_rests_on_a_head_takes_the_table(touched: Page, hand: CDPSession) -> None:
    before, sight, start = place(touched, "orders"), world(touched), head(touched, "orders")
    put_fingers(hand, "touchStart", start)
    expect(touched.locator(HELD)).to_have_count(1)
    slide(hand, start, 80, 120)
    put_fingers(hand, "touchEnd")
    expect(touched.get_by_text("1 table moved")).to_be_visible()
    expect(touched.locator("g.card:is(.held, .sel)")).to_have_count(0)
    assert (place(touched, "orders") != before, world(touched)) == (True, sight)
    touched.get_by_role("button", name="Put back").click()
    assert place(touched, "orders") == before


def test_a_second_finger_does_not_zoom_while_a_table_is_held(
    touched: Page, hand: CDPSession
) -> None:
    sight, start = world(touched), head(touched, "orders")
    put_fingers(hand, "touchStart", start)
    expect(touched.locator(HELD)).to_have_count(1)
    put_fingers(hand, "touchStart", start, (900, 700))
    put_fingers(hand, "touchMove", (start[0] + 80, start[1] + 40), (1000, 800))
    put_fingers(hand, "touchEnd")
    expect(touched.get_by_text("1 table moved")).to_be_visible()
    assert world(touched) == sight


def test_a_tap_chooses_and_a_moving_finger_pans(touched: Page, hand: CDPSession) -> None:
    before = place(touched, "orders")
    touched.touchscreen.tap(*head(touched, "orders"))
    expect(touched.locator("g.card.sel")).to_have_attribute("data-table", "orders")
    sight, start = world(touched), head(touched, "orders")
    with in_no_time(touched):
        put_fingers(hand, "touchStart", start)
        slide(hand, start, 80, 120)
    put_fingers(hand, "touchEnd")
    expect(touched.locator("g.world")).not_to_have_attribute("transform", sight)
    assert place(touched, "orders") == before
    expect(touched.get_by_text("table moved")).to_be_hidden()


def test_two_fingers_zoom_also_when_one_came_down_on_a_head(
    touched: Page, hand: CDPSession
) -> None:
    before, start = place(touched, "orders"), head(touched, "orders")
    with in_no_time(touched):
        put_fingers(hand, "touchStart", start)
        put_fingers(hand, "touchStart", start, (900, 700))
    zoom = at_rest(touched, touched.locator("[data-zoom]").text_content)
    put_fingers(hand, "touchMove", start, (1000, 800))
    put_fingers(hand, "touchEnd")
    expect(touched.locator("[data-zoom]")).not_to_have_text(zoom)
    assert place(touched, "orders") == before
