"""A live database as a person reads it: paste its URL, look, change it, refresh, compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from erdapp.store.models import Connection, ReadingState
from tests.databases import ORDERS, USERS, scratch

Run = Callable[[str], None]


@pytest.fixture
def live(settings: Settings, postgres_url: str) -> Iterator[tuple[str, Run]]:
    """The URL of a scratch database on this machine, and how to change it."""
    settings.ALLOW_PRIVATE_DATABASES = True
    with scratch(postgres_url, USERS) as found:
        yield found


@pytest.mark.live
def test_paste_a_url_look_change_refresh_and_compare(
    calm_page: Page, site: str, live: tuple[str, Run]
) -> None:
    page, (url, run) = calm_page, live
    page.goto(site)
    page.get_by_label("SQL of the schema").fill(url)
    page.get_by_role("button", name="Draw it").click()
    expect(page).to_have_url(re.compile(r"/p/[\w-]+/v/1/"))
    expect(page.locator("svg.erd g.card")).to_have_count(1)

    project = page.url.split("/v/")[0] + "/"
    page.goto(project)
    page.get_by_role("button", name="Refresh").click()
    expect(page.locator("#database-state")).to_contain_text("Nothing changed since v1")
    run(ORDERS)
    page.get_by_role("button", name="Refresh").click()
    expect(page.locator("#database-state")).to_contain_text("Read into v2")
    page.get_by_role("link", name="+1 table").click()
    expect(page.locator('g.card.add[data-table="orders"]')).to_have_count(1)


@pytest.mark.live
def test_the_panel_follows_a_reading_and_stop_ends_it(
    calm_page: Page, site: str, live: tuple[str, Run]
) -> None:
    page, (url, _) = calm_page, live
    page.goto(site)
    page.get_by_text("Read it from a live database").click()
    page.get_by_label("Database URL").fill(url)
    page.get_by_role("button", name="Read it").click()
    expect(page).to_have_url(re.compile(r"/v/1/"))
    Connection.objects.update(state=ReadingState.READING, step="Reading tables", queries=2)
    page.goto(page.url.split("/v/")[0] + "/connection/")
    panel = page.locator("#database-state")
    expect(panel).to_contain_text("Reading tables …")
    Connection.objects.update(step="Reading columns", queries=3)
    expect(panel).to_contain_text("Reading columns …")
    expect(panel).to_contain_text("3 queries")
    page.get_by_role("button", name="Stop").click()
    expect(panel).to_contain_text("Stopped")
    page.get_by_role("button", name="Try again").click()
    expect(panel).to_contain_text("Nothing changed since v1")


@pytest.mark.live
def test_without_javascript_the_page_follows_by_itself(
    plain_page: Page, site: str, live: tuple[str, Run]
) -> None:
    page, (url, _) = plain_page, live
    page.goto(site)
    page.get_by_label("SQL of the schema").fill(url)
    page.get_by_role("button", name="Draw it").click()
    expect(page).to_have_url(re.compile(r"/v/1/"))
    Connection.objects.update(state=ReadingState.READING, step="Reading tables")
    page.goto(page.url.split("/v/")[0] + "/connection/?then=diagram")
    expect(page.locator("#database-state")).to_contain_text("Reading tables …")
    Connection.objects.update(state=ReadingState.DONE)
    expect(page).to_have_url(re.compile(r"/v/1/"), timeout=10_000)


def test_a_refused_url_is_said_where_it_was_given(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_text("Read it from a live database").click()
    page.get_by_label("Database URL").fill("postgres://me:hunter2@127.0.0.1/shop")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("ERDAPP_ALLOW_PRIVATE_DATABASES=1")
    expect(page.get_by_label("Database URL")).to_have_value("")
