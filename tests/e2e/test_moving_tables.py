"""Tables moved by hand, kept in a saved view; the versions of a project as a slider."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_main_job import FIRST, SECOND, add_version, paste


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    paste(calm_page, site)
    expect(calm_page.locator("[data-viewer].live")).to_be_visible()
    return calm_page


def place(page: Page, table: str) -> str:
    return page.locator(f'g.card[data-table="{table}"]').get_attribute("transform") or ""


def line(page: Page) -> str:
    return page.locator("g.edge .line").get_attribute("d") or ""


def drag(page: Page, table: str, dx: int, dy: int) -> None:
    box = page.locator(f'g.card[data-table="{table}"] .head').bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 60 + dx, box["y"] + 15 + dy, steps=4)
    page.mouse.up()
    expect(page.get_by_text("1 table moved")).to_be_visible()


def test_a_table_is_dragged_at_its_head_and_put_back(diagram: Page) -> None:
    before, drawn = place(diagram, "orders"), line(diagram)
    drag(diagram, "orders", 80, 120)
    assert place(diagram, "orders") != before
    assert line(diagram) != drawn
    expect(diagram.locator("g.card.sel")).to_have_count(0)
    diagram.get_by_role("button", name="Put back").click()
    assert (place(diagram, "orders"), line(diagram)) == (before, drawn)
    expect(diagram.get_by_text("table moved")).to_be_hidden()


LOOSE_ENDS = """() => [...document.querySelectorAll("g.edge")].filter(edge => {
  const line = edge.querySelector("path.line");
  const to = line.getScreenCTM();
  const ends = [0, line.getTotalLength()].map(at => line.getPointAtLength(at).matrixTransform(to));
  const [first, last] = edge.querySelectorAll("use");
  return [first, last].some((use, i) => {
    const { left, right, top, bottom } = use.getBoundingClientRect();
    const { x, y } = ends[i];
    return x < left - 9 || x > right + 9 || y < top - 2 || y > bottom + 2;
  });
}).length"""
LENGTH = "line => line.getTotalLength()"
EXPORTED = """async () => {
  const answer = await fetch(`${location.pathname}erd.svg${location.search}`);
  const [, drawn] = (await answer.text()).match(/class="line" d="([^"]+)"/);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", drawn);
  return path.getTotalLength();
}"""


def test_the_ends_of_lines_go_with_the_table(diagram: Page) -> None:
    for dx, dy in ((80, 120), (-520, 40), (300, -260)):
        drag(diagram, "orders", dx, dy)
        assert diagram.evaluate(LOOSE_ENDS) == 0
    diagram.get_by_role("button", name="Put back").click()
    assert diagram.evaluate(LOOSE_ENDS) == 0


def test_a_line_goes_round_a_table_that_is_put_into_its_way(diagram: Page) -> None:
    drag(diagram, "orders", 400, 0)
    box, other = (
        diagram.locator(f'g.card[data-table="{name}"]').bounding_box()
        for name in ("customers", "orders")
    )
    settings = diagram.locator('g.card[data-table="settings"] .head').bounding_box()
    assert box
    assert other
    assert settings
    middle = (box["x"] + other["x"]) / 2
    diagram.mouse.move(settings["x"] + 60, settings["y"] + 15)
    diagram.mouse.down()
    diagram.mouse.move(middle + 60, box["y"] + 30, steps=4)
    diagram.mouse.up()
    drag_again(diagram, "orders")
    assert not diagram.evaluate(COVERED)


def drag_again(page: Page, table: str) -> None:
    """Pick it up and put it down a little beside, so that its lines are drawn anew."""
    box = page.locator(f'g.card[data-table="{table}"] .head').bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 68, box["y"] + 15, steps=4)
    page.mouse.up()


COVERED = """() => {
  const line = document.querySelector("g.edge .line");
  const to = line.getScreenCTM();
  const box = document.querySelector('g.card[data-table="settings"] .box').getBoundingClientRect();
  for (let at = 0; at < line.getTotalLength(); at += 4) {
    const { x, y } = line.getPointAtLength(at).matrixTransform(to);
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
  }
  return false;
}"""


def test_a_saved_view_keeps_the_place(diagram: Page) -> None:
    before = place(diagram, "orders")
    drag(diagram, "orders", 80, 120)
    moved = place(diagram, "orders")
    diagram.get_by_role("button", name="Save as a view").click()
    diagram.get_by_label("Save what is shown as").fill("My order")
    diagram.get_by_role("button", name="Save view").click()
    expect(diagram).to_have_url(re.compile(r"view=My\+order"))
    expect(diagram.locator('g.card[data-table="orders"]')).to_have_attribute("transform", moved)
    drawn = diagram.locator("g.edge .line").evaluate(LENGTH)
    assert diagram.evaluate(EXPORTED) == pytest.approx(drawn, abs=3)
    diagram.locator("nav.pill").get_by_role("link", name="My order").click()
    expect(diagram.locator('g.card[data-table="orders"]')).to_have_attribute("transform", before)
    diagram.locator("[data-views] a").click()
    expect(diagram.locator('g.card[data-table="orders"]')).to_have_attribute("transform", moved)


def test_without_javascript_a_saved_view_shows_the_tables_where_they_were_put(
    diagram: Page, browser: Browser
) -> None:
    before = place(diagram, "orders")
    drag(diagram, "orders", 80, 120)
    moved = place(diagram, "orders")
    diagram.get_by_role("button", name="Save as a view").click()
    diagram.get_by_label("Save what is shown as").fill("My order")
    diagram.get_by_role("button", name="Save view").click()
    expect(diagram).to_have_url(re.compile(r"view=My\+order"))
    known = diagram.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=known)
    page = context.new_page()
    page.goto(diagram.url)
    image = page.get_by_role("img", name="Entity-relationship diagram", exact=True)
    expect(image).to_be_visible()
    expect(page.locator("svg.erd")).to_be_hidden()
    drawn = context.request.get(urljoin(page.url, image.get_attribute("src"))).text()
    assert (moved in drawn, before in drawn) == (True, False)
    context.close()


def test_another_mode_keeps_what_was_moved(diagram: Page) -> None:
    drag(diagram, "orders", 80, 120)
    moved = place(diagram, "orders")
    diagram.keyboard.press("2")
    expect(diagram).to_have_url(re.compile("show=keys"))
    expect(diagram.locator('g.card[data-table="orders"]')).to_have_attribute("transform", moved)


def test_the_frame_of_a_group_follows_a_moved_table(calm_page: Page, site: str) -> None:
    page = calm_page
    spaces = "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE b.z (id int PRIMARY KEY);"
    tables = "CREATE TABLE a.x (id int PRIMARY KEY); CREATE TABLE a.y (id int REFERENCES a.x);"
    paste(page, site, spaces + tables)
    expect(page.locator("[data-viewer].live")).to_be_visible()
    ground = page.locator('g.frame[data-group="a"]')
    before, other = ground.inner_html(), page.locator('g.frame[data-group="b"]').inner_html()
    drag(page, "a.y", 90, 400)
    inside = """name => {
      const [frame, card] = [`g.frame[data-group="a"] rect`, `g.card[data-table="${name}"] .box`]
        .map(one => document.querySelector(one).getBoundingClientRect());
      return frame.left < card.left && frame.top < card.top
        && frame.right > card.right && frame.bottom > card.bottom;
    }"""
    assert page.evaluate(inside, "a.x")
    assert page.evaluate(inside, "a.y")
    assert page.locator('g.frame[data-group="b"]').inner_html() == other
    page.get_by_role("button", name="Put back").click()
    assert ground.inner_html() == before


def test_the_title_of_a_block_follows_its_tables(diagram: Page) -> None:
    title = diagram.locator("text.title", has_text="No relations (1)")
    was = title.evaluate("one => one.outerHTML")
    drag(diagram, "settings", 60, 240)
    x, y = map(float, re.findall(r"[-\d.]+", place(diagram, "settings")))
    assert title.evaluate("one => [+one.getAttribute('x'), +one.getAttribute('y')]") == [x, y - 14]
    diagram.get_by_role("button", name="Put back").click()
    assert title.evaluate("one => one.outerHTML") == was


def test_what_was_moved_out_is_fitted_and_printed(diagram: Page) -> None:
    drag(diagram, "orders", 80, 420)
    diagram.keyboard.press("0")
    card, canvas = (
        diagram.locator(one).bounding_box()
        for one in ('g.card[data-table="orders"]', "[data-viewer]")
    )
    assert card
    assert canvas
    assert card["y"] + card["height"] < canvas["y"] + canvas["height"]
    height = diagram.evaluate("""() => {
      dispatchEvent(new Event("beforeprint"));
      const { y, height } = document.querySelector("svg.erd").viewBox.baseVal;
      return y + height;
    }""")
    place_y = float(place(diagram, "orders").split()[1].rstrip(")"))
    assert height > place_y + 100


def test_the_slider_goes_through_the_versions(diagram: Page) -> None:
    add_version(diagram, SECOND)
    diagram.evaluate("window.stayed = true")
    diagram.keyboard.press(",")
    expect(diagram).to_have_url(re.compile(r"/v/1/"))
    expect(diagram.locator('[data-column="amount"]')).to_have_count(0)
    diagram.get_by_role("slider", name="Version").press("ArrowRight")
    expect(diagram).to_have_url(re.compile(r"/v/2/"))
    expect(diagram.locator('[data-column="amount"]')).to_have_count(1)
    diagram.go_back()
    expect(diagram.locator('[data-column="amount"]')).to_have_count(0)
    assert diagram.evaluate("window.stayed")


def test_a_new_table_shows_itself_when_the_versions_play(diagram: Page) -> None:
    add_version(diagram, f"{FIRST}CREATE TABLE tags (name TEXT PRIMARY KEY);")
    diagram.get_by_role("button", name="Play the versions").click()
    expect(diagram).to_have_url(re.compile(r"/v/1/"))
    expect(diagram).to_have_url(re.compile(r"/v/2/"))
    expect(diagram.locator("g.card.born")).to_have_attribute("data-table", "tags")
    expect(diagram.get_by_role("button", name="Play the versions")).to_be_visible()


def test_without_javascript_two_links_lead_through_the_versions(
    plain_page: Page, site: str
) -> None:
    page = plain_page
    paste(page, site)
    add_version(page, SECOND)
    page.get_by_role("link", name="Earlier version").click()
    expect(page).to_have_url(re.compile(r"/v/1/"))
    expect(page.get_by_role("link", name="Later version")).to_be_visible()


def test_alt_and_arrows_move_the_chosen_table(diagram: Page) -> None:
    before, drawn = place(diagram, "orders"), line(diagram)
    diagram.locator('g.card[data-table="orders"] .head').click()
    expect(diagram.locator("g.card.sel")).to_have_count(1)
    diagram.keyboard.press("Alt+ArrowRight")
    diagram.keyboard.press("Alt+Shift+ArrowDown")
    (x, y), (old_x, old_y) = (
        map(float, re.findall(r"[-\d.]+", one)) for one in (place(diagram, "orders"), before)
    )
    assert (x - old_x, y - old_y) == (20, 100)
    expect(diagram.locator("[data-said]")).to_have_text(f"orders moved to {x:g}, {y:g}")
    expect(diagram.get_by_text("1 table moved")).to_be_visible()
    assert diagram.evaluate(LOOSE_ENDS) == 0
    diagram.get_by_role("button", name="Put back").click()
    assert (place(diagram, "orders"), line(diagram)) == (before, drawn)
    diagram.keyboard.press("?")
    expect(diagram.get_by_text("Put the chosen table elsewhere")).to_be_visible()
