"""What is read off a page after an action: only once the page has come to rest.

A picture is drawn anew in the next frame, a glide takes many of them, and an element may be
replaced by its like in each. `expect` waits for a state that can be named; these wait for one that
can't: that nothing changes any more.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from playwright.sync_api import FloatRect, Locator, Page

T = TypeVar("T")

PATIENCE = 20.0  # seconds
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def at_rest(page: Page, read: Callable[[], T | None]) -> T:
    """What `read` finds once it finds the same before and after two frames of the browser.

    Raises `AssertionError` where it finds nothing (None), or always another thing, for so long.
    """
    until, last = monotonic() + PATIENCE, read()
    while monotonic() < until:
        page.evaluate(TWO_FRAMES)
        found = read()
        if found is not None and found == last:
            return found
        last = found
    raise AssertionError(f"no rest within {PATIENCE:g} s, last found: {last}")


def box_of(locator: Locator) -> FloatRect:
    """Where an element stands on the screen, in px, once it is there and stands still."""
    return at_rest(locator.page, locator.bounding_box)


def attribute_of(locator: Locator, name: str) -> str:
    """An attribute of an element, once it is there and stays the same."""
    return at_rest(locator.page, lambda: locator.get_attribute(name))


def markup_of(locator: Locator) -> str:
    """An element with all that is in it, once it stays the same."""
    return at_rest(locator.page, lambda: str(locator.evaluate("one => one.outerHTML")))


def measured(page: Page, script: str, argument: object = None) -> Any:
    """What a script finds on the page, once it finds the same again."""
    return at_rest(page, lambda: page.evaluate(script, argument))
