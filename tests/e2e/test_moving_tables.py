"""Tables moved by hand, kept in a saved view; the versions of a project as a slider."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.diagram import drag, head, line, open_diagram, place
from tests.e2e.test_main_job import FIRST, SECOND, add_version, paste
from tests.e2e.waiting import attribute_of, box_of, markup_of, measured


@pytest.fixture
def diagram(calm_page: Page, site: str) -> Page:
    return open_diagram(calm_page, site)


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


def loose_ends(page: Page) -> int:
    """How many lines have an end where their table isn't."""
    return int(measured(page, LOOSE_ENDS))


LENGTH = "() => document.querySelector('g.edge .line').getTotalLength()"
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
        assert loose_ends(diagram) == 0
    diagram.get_by_role("button", name="Put back").click()
    assert loose_ends(diagram) == 0


def test_a_line_goes_round_a_table_that_is_put_into_its_way(diagram: Page) -> None:
    drag(diagram, "orders", 400, 0)
    customers, orders = (
        box_of(diagram.locator(f'g.card[data-table="{name}"]')) for name in ("customers", "orders")
    )
    x, y = head(diagram, "settings")
    middle = (customers["x"] + orders["x"]) / 2 + 60
    drag(diagram, "settings", middle - x, customers["y"] + 30 - y)
    drag(diagram, "orders", 8, 0)  # so that its line is drawn anew
    assert not measured(diagram, COVERED)


COVERED = """() => {
  const box = document.querySelector('g.card[data-table="settings"] .box').getBoundingClientRect();
  return [...document.querySelectorAll("g.edge .line")].some(line => {
    const to = line.getScreenCTM();
    for (let at = 0; at < line.getTotalLength(); at += 4) {
      const { x, y } = line.getPointAtLength(at).matrixTransform(to);
      if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
    }
    return false;
  });
}"""
CHAIN = """
CREATE TABLE countries (id INTEGER PRIMARY KEY);
CREATE TABLE cities (id INTEGER PRIMARY KEY, country_id INTEGER REFERENCES countries (id));
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  city_id INTEGER REFERENCES cities (id),
  country_id INTEGER REFERENCES countries (id)
);
CREATE TABLE settings (name TEXT PRIMARY KEY);
"""
WAYS = """() => Object.fromEntries([...document.querySelectorAll("g.edge")].map(
  edge => [edge.id, edge.querySelector(".line").getAttribute("d")]))"""


def test_lines_of_others_go_round_a_table_for_as_long_as_it_stands_there(
    calm_page: Page, site: str
) -> None:
    page = open_diagram(calm_page, site, CHAIN)
    drawn = measured(page, WAYS)
    drag(page, "settings", -76, 190)
    assert not measured(page, COVERED)
    found = measured(page, WAYS)
    assert sum(found[edge] != way for edge, way in drawn.items()) == 2
    assert loose_ends(page) == 0
    save_view(page)
    assert measured(page, WAYS) == found
    drag(page, "settings", 500, 0)
    assert measured(page, WAYS) == drawn
    page.get_by_role("button", name="Put back").click()
    assert measured(page, WAYS) == found


def save_view(page: Page) -> None:
    page.get_by_role("button", name="Save as a view").click()
    page.get_by_label("Save what is shown as").fill("My order")
    page.get_by_role("button", name="Save view").click()
    expect(page).to_have_url(re.compile(r"view=My\+order"))


def test_a_saved_view_keeps_the_place(diagram: Page) -> None:
    before = place(diagram, "orders")
    drag(diagram, "orders", 80, 120)
    moved = place(diagram, "orders")
    save_view(diagram)
    expect(diagram.locator('g.card[data-table="orders"]')).to_have_attribute("transform", moved)
    assert diagram.evaluate(EXPORTED) == pytest.approx(measured(diagram, LENGTH), abs=3)
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
    save_view(diagram)
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
    open_diagram(page, site, spaces + tables)
    frames = [page.locator(f'g.frame[data-group="{name}"]') for name in "ab"]
    before = [markup_of(frame) for frame in frames]
    drag(page, "a.y", 90, 400)
    inside = """name => {
      const [frame, card] = [`g.frame[data-group="a"] rect`, `g.card[data-table="${name}"] .box`]
        .map(one => document.querySelector(one).getBoundingClientRect());
      return frame.left < card.left && frame.top < card.top
        && frame.right > card.right && frame.bottom > card.bottom;
    }"""
    for table in ("a.x", "a.y"):
        assert measured(page, inside, table)
    assert markup_of(frames[1]) == before[1]
    page.get_by_role("button", name="Put back").click()
    assert [markup_of(frame) for frame in frames] == before


def test_the_title_of_a_block_follows_its_tables(diagram: Page) -> None:
    title = diagram.locator("text.title", has_text="No relations (1)")
    was = markup_of(title)
    drag(diagram, "settings", 60, 240)
    x, y = map(float, re.findall(r"[-\d.]+", place(diagram, "settings")))
    assert [float(attribute_of(title, name)) for name in "xy"] == [x, y - 14]
    diagram.get_by_role("button", name="Put back").click()
    assert markup_of(title) == was


def test_what_was_moved_out_is_fitted_and_printed(diagram: Page) -> None:
    drag(diagram, "orders", 80, 420)
    diagram.keyboard.press("0")
    card, canvas = (
        box_of(diagram.locator(one)) for one in ('g.card[data-table="orders"]', "[data-viewer]")
    )
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
    assert loose_ends(diagram) == 0
    diagram.get_by_role("button", name="Put back").click()
    assert (place(diagram, "orders"), line(diagram)) == (before, drawn)
    diagram.keyboard.press("?")
    expect(diagram.get_by_text("Put the chosen table elsewhere")).to_be_visible()
