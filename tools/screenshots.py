"""Take the pictures of docs/pictures.md from a running server, light and dark, wide and phone.

    make run                                       (in another terminal, with its examples)
    .venv/bin/python tools/screenshots.py [http://127.0.0.1:8000]

With ERDAPP_DEV_POSTGRES_URL told to `make run`, the comparison is pictured proved. The larger
schemas come from the corpus beside the project (`ERDAPP_CORPUS`); those that are not
there are left out and said.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.synthetic import sparse

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CORPUS = Path(os.environ.get("ERDAPP_CORPUS", ROOT.parent / "shared" / "corpus"))
QUALITY = 82

LIBRARY = """
CREATE TABLE authors (id bigint PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE books (
  id bigint PRIMARY KEY, isbn text NOT NULL UNIQUE, title text NOT NULL, published date
);
CREATE TABLE book_authors (
  book_id bigint REFERENCES books, author_id bigint REFERENCES authors, place smallint NOT NULL,
  PRIMARY KEY (book_id, author_id)
);
CREATE TABLE members (
  id bigint PRIMARY KEY, email text NOT NULL UNIQUE, joined timestamptz NOT NULL
);
CREATE TABLE loans (
  id bigint PRIMARY KEY, book_id bigint NOT NULL REFERENCES books,
  member_id bigint NOT NULL REFERENCES members, lent timestamptz NOT NULL, returned timestamptz
);
"""


class Screen(NamedTuple):
    """A device: its part of the file's name, its size in CSS pixels."""

    name: str
    width: int
    height: int
    scale: int
    touch: bool


SCREENS = (Screen("", 1400, 860, 1, False), Screen("-phone", 390, 844, 2, True))
PAGES = {
    "tables-25": "/p/shop/v/3/",
    "compare": "/p/shop/compare/2...3",
    "focus": "/p/shop/v/3/?focus=orders",
    "table": "/p/shop/v/3/t/orders/",
    "chosen": "/p/shop/v/3/#orders",
}


def sources(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """The name of a picture, the file to draw, and what to ask of its page."""
    (folder / "library.sql").write_text(LIBRARY)
    (folder / "thousand.sql").write_text(sparse(1_000))
    yield "tables-5", folder / "library.sql", ""
    for name, path, query in (
        ("tables-57", "postgres/openstreetmap.sql", ""),
        ("tables-130", "mysql/opencart.sql", "?inferred=1"),
        ("tables-375", "postgres/musicbrainz.sql", ""),
    ):
        if (CORPUS / path).exists():
            yield name, CORPUS / path, query
        else:
            print(f"{name}: {path} is not in the corpus")
    yield "tables-1000", folder / "thousand.sql", ""


def upload(context: BrowserContext, site: str, file: Path) -> str:
    """The address of the diagram that the start page makes of a file."""
    page = context.new_page()
    page.goto(site)
    page.set_input_files("input[type=file] >> nth=0", str(file))
    page.get_by_role("button", name="Draw it").click()
    page.wait_for_url(re.compile(r"/v/1/"), timeout=120_000)
    address = page.url
    page.close()
    return address.removeprefix(site)


def take(page: Page, screen: Screen, url: str, file: Path) -> None:
    page.goto(url)
    if page.locator("[data-viewer]").count():
        page.wait_for_selector("[data-viewer].live", timeout=60_000)
    if page.locator("#proof").count():
        page.wait_for_selector("#proof :text('roved')", timeout=60_000)
    page.wait_for_timeout(1_500)  # rows come in, a glide ends
    session = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": screen.width, "height": screen.height, "scale": screen.scale}
    asked = {"format": "webp", "quality": QUALITY, "clip": clip}
    found = session.send("Page.captureScreenshot", asked)
    file.write_bytes(base64.b64decode(found["data"]))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1024:.0f} KB", flush=True)


def take_all(browser: Browser, site: str, state: Path, pages: dict[str, str]) -> None:
    for screen in SCREENS:
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": screen.width, "height": screen.height},
                device_scale_factor=screen.scale,
                is_mobile=screen.touch,
                has_touch=screen.touch,
                color_scheme=theme,
                storage_state=state,
            )
            page = context.new_page()
            for name, path in pages.items():
                take(page, screen, site + path, IMAGES / f"{name}-{theme}{screen.name}.webp")
            context.close()


def main(site: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context()
        drawn = {
            name: upload(context, site, file) + query for name, file, query in sources(Path(folder))
        }
        state = Path(folder) / "state.json"
        context.storage_state(path=state)  # who drew them may see them
        take_all(browser, site, state, drawn | PAGES)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
