"""Every page passes axe, in light and dark, and can be used with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from erdapp.store.access import Visitor
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.shares import share
from erdapp.store.models import Project, Version
from tests.e2e.test_main_job import SECOND, add_version, paste
from tests.e2e.waiting import box_of, measured

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci")

RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.fixture
def pages(calm_page: Page, site: str) -> dict[str, str]:
    """The addresses of the pages, by what they show."""
    paste(calm_page, site)
    project = calm_page.url.split("/v/")[0]
    add_version(calm_page, SECOND)
    return {
        "home": site,
        "project": f"{project}/",
        "version": f"{project}/v/2/",
        "chosen": f"{project}/v/2/#orders",
        "focus": f"{project}/v/2/?focus=orders",
        "tables": f"{project}/v/2/tables/",
        "table": f"{project}/v/2/t/orders/",
        "nothing": f"{project}/v/2/?only=nobody",
        "findings": f"{project}/v/2/findings/",
        "source": f"{project}/v/2/sql/",
        "relations": f"{project}/v/2/relations/",
        "search": f"{project}/search/?q=order",
        "problems": f"{project}/v/2/problems/",
        "rules": f"{site}/docs/lint/",
        "rule": f"{site}/docs/lint/ER102/",
        "login": f"{site}/login/",
        "signup": f"{site}/signup/",
        "migrations": f"{project}/migrations/",
        "compare": f"{project}/compare/1...2",
        "changes": f"{project}/compare/1...2/changes",
        "migration": f"{project}/compare/1...2/migration",
        **shared(site),
    }


def shared(site: str) -> dict[str, str]:
    project = Project.objects.get()
    first, second = Version.objects.order_by("number")
    version = share(project, Visitor(), version=second)
    comparison = share(project, Visitor(), comparison=compare_versions(first, second))
    return {
        "share": f"{site}/s/{version.token}",
        "share of a comparison": f"{site}/s/{comparison.token}",
        "embed": f"{site}/embed/{version.token}",
    }


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(calm_page: Page, pages: dict[str, str], scheme: Any) -> None:
    calm_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = []
    for name, url in pages.items():
        calm_page.goto(url)
        found += [f"{name}: {line}" for line in violations(calm_page)]
    assert not found, "\n".join(found)


@needs_axe
def test_axe_finds_nothing_on_a_phone(calm_page: Page, pages: dict[str, str]) -> None:
    calm_page.set_viewport_size({"width": 390, "height": 800})
    calm_page.emulate_media(reduced_motion="reduce")
    found = []
    for name in ("home", "version", "compare", "table"):
        calm_page.goto(pages[name])
        found += [f"{name}: {line}" for line in violations(calm_page)]
    assert not found, "\n".join(found)


def test_the_list_is_a_sheet_on_a_phone(calm_page: Page, pages: dict[str, str]) -> None:
    page = calm_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(pages["version"])
    expect(page.locator("[data-viewer].live")).to_be_visible()
    handle = page.locator("[data-sheet]")
    expect(handle).to_have_attribute("aria-expanded", "false")
    handle.click()
    page.locator('[data-list] a[data-table="orders"]').click()
    expect(handle).to_have_attribute("aria-expanded", "false")
    expect(page.locator("g.card.sel")).to_have_attribute("data-table", "orders")


def test_on_paper_the_whole_picture_is_there(calm_page: Page, pages: dict[str, str]) -> None:
    page = calm_page
    page.goto(pages["version"])
    expect(page.locator("[data-viewer].live")).to_be_visible()
    page.keyboard.press("-")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("svg.erd")).to_have_attribute("viewBox", "0 0 " + page.evaluate(SIZE))
    expect(page.locator("html")).to_have_css("color-scheme", "light")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("svg.erd[viewBox]")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1400])
def test_no_page_is_wider_than_its_screen(
    calm_page: Page, pages: dict[str, str], width: int
) -> None:
    page = calm_page
    page.set_viewport_size({"width": width, "height": 844})
    wider = []
    for name, url in pages.items():
        page.goto(url)
        if measured(page, "document.documentElement.scrollWidth > innerWidth"):
            wider.append(name)
        if cut := measured(page, CUT):
            wider.append(f"{name}: {cut}")
    assert wider == []


def test_a_long_policy_is_read_whole_on_a_phone(calm_page: Page, site: str) -> None:
    calm_page.set_viewport_size({"width": 390, "height": 844})
    paste(
        calm_page,
        site,
        """CREATE TABLE notes (id bigint PRIMARY KEY, account_id bigint NOT NULL);
        CREATE POLICY notes_of_the_account ON notes FOR SELECT
          USING (account_id = current_setting('app.current_account_id')::bigint);""",
    )
    calm_page.goto(calm_page.url.split("?")[0] + "t/notes/")
    expect(calm_page.get_by_role("heading", name="Policies")).to_be_visible()
    assert measured(calm_page, CUT) == ""


def test_an_embedded_diagram_fills_a_small_frame(calm_page: Page, pages: dict[str, str]) -> None:
    calm_page.set_viewport_size({"width": 700, "height": 420})
    calm_page.goto(pages["embed"])
    expect(calm_page.locator("[data-viewer].live")).to_be_visible()
    canvas, pill = box_of(calm_page.locator("[data-viewer]")), box_of(calm_page.locator("nav.pill"))
    assert (canvas["width"], canvas["height"]) == (700, 420)
    for box in map(box_of, calm_page.locator("g.card .box").all()):
        assert box["y"] + box["height"] <= pill["y"]


@pytest.mark.parametrize("size", [(1100, 480), (390, 640)])
def test_the_last_line_of_a_long_menu_can_be_reached(
    calm_page: Page, pages: dict[str, str], size: tuple[int, int]
) -> None:
    calm_page.set_viewport_size({"width": size[0], "height": size[1]})
    calm_page.goto(pages["version"])
    calm_page.locator("[data-export] > summary").click()
    last = calm_page.get_by_role("link", name="JSON", exact=True)
    last.scroll_into_view_if_needed()
    box = box_of(last)
    assert box["y"] + box["height"] <= size[1]


def test_the_versions_of_a_project_stand_one_below_the_other(
    calm_page: Page, pages: dict[str, str]
) -> None:
    calm_page.goto(pages["project"])
    first, second = (box_of(calm_page.locator("ol.versions > li").nth(n)) for n in (0, 1))
    assert first["x"] == second["x"]
    assert first["width"] > 400
    assert second["y"] >= first["y"] + first["height"]


def test_a_search_and_its_button_stand_side_by_side(calm_page: Page, pages: dict[str, str]) -> None:
    calm_page.goto(pages["tables"])
    form = calm_page.locator(".page > header [role=search]")
    field, button = box_of(form.locator("input[type=search]")), box_of(form.locator("a.button"))
    assert (field["y"], field["height"]) == (button["y"], button["height"])


def test_versions_and_controls_do_not_cover_each_other(
    calm_page: Page, pages: dict[str, str]
) -> None:
    page = calm_page
    for width in (1400, 1180, 1000, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(pages["focus"])
        expect(page.locator("[data-viewer].live")).to_be_visible()
        versions, controls = (
            box_of(page.locator(f".floor .{one}")) for one in ("timeline", "pill")
        )
        beside = versions["x"] + versions["width"] <= controls["x"]
        above = versions["y"] + versions["height"] <= controls["y"]
        assert beside or above, width
        assert controls["x"] + controls["width"] <= width


CUT = """() => [...document.querySelectorAll("main td, main h1, main h2, main p, main .notice")]
  .filter(one => !one.closest("svg, pre, .visually-hidden") && one.offsetParent)
  .filter(one => {
    const { right, width, height } = one.getBoundingClientRect();
    return right > innerWidth + 1 || (one.textContent.trim().length > 2 && height > 4 * width);
  })
  .map(one => one.textContent.trim().slice(0, 40)).join(" | ")"""
"""What is cut at the right of the window, or stands on edge, a letter a line."""

SIZE = "(() => { const b = document.querySelector('svg.erd').viewBox.baseVal;\
 return `${b.width} ${b.height}`; })()"
