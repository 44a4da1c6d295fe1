"""The diagram in a browser: how soon it is usable, how smoothly it moves, how much is sent.

Chromium, 1400 x 900, against a server of its own. Beside it, for each size, the same schema as a
plain Graphviz SVG in an HTML page, moved by the same transform, and up to 1,000 tables as Liam's
static build, whose last column is at the zoom that it opens with. Other sizes as arguments.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from bench import liam

SIZES = (300, 1_000, 3_000)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PLAIN_LIMIT = 90
"""Seconds that plain Graphviz may take."""
LIAM_LIMIT = 1_000
"""Tables up to which Liam is measured: its page arranges them in the browser, which takes long."""
PATIENCE = 300
"""Seconds in which a page must be usable."""

READY = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => done(performance.now()))))"""

MOVE = """async ([ground, kind, frames]) => {
  const moved = document.querySelector(ground);
  const send = (deltaX, deltaY, ctrlKey) => moved.dispatchEvent(new WheelEvent("wheel", {
    deltaX, deltaY, ctrlKey, clientX: 700, clientY: 450, bubbles: true, cancelable: true,
  }));
  const took = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < frames; i++) {
    if (kind === "pan") send(i % 40 < 20 ? 24 : -24, 9, false);
    else send(0, i % 60 < 30 ? -10 : 10, true);
    const now = await new Promise(requestAnimationFrame);
    took.push(now - last);
    last = now;
  }
  took.sort((a, b) => a - b);
  return [took[took.length >> 1], took[Math.floor(took.length * 0.95)]];
}"""

PLAIN = """<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{width:100vw;height:100vh}
</style>%s<script>
const svg = document.querySelector("svg"), world = svg.querySelector("g");
const {width, height} = svg.viewBox.baseVal;
svg.removeAttribute("viewBox");
let k = Math.min(innerWidth / width, innerHeight / height), x = 0, y = 0, frame = 0;
const draw = () => { frame = 0; world.setAttribute("transform",
  `translate(${x} ${y}) scale(${k}) translate(0 ${height})`); };
draw();
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  if (event.ctrlKey) {
    const f = Math.exp(-event.deltaY * 0.01);
    x = event.clientX - (event.clientX - x) * f;
    y = event.clientY - (event.clientY - y) * f;
    k *= f;
  } else { x -= event.deltaX; y -= event.deltaY; }
  frame ||= requestAnimationFrame(draw);
}, {passive: false});
</script>"""


class Figures(NamedTuple):
    """Milliseconds, KB, and median and 95th percentile of a frame's milliseconds."""

    first: float
    again: float
    sent: float
    pan_far: tuple[float, float]
    zoom: tuple[float, float]
    pan_near: tuple[float, float]


class Viewer(NamedTuple):
    """What is on a page when it can be used, what is moved there, a script that zooms to 1:1."""

    live: str
    ground: str
    one_to_one: str


OURS = Viewer(
    "[data-viewer].live", "svg", """document.querySelector("[data-list] [data-table]").click()"""
)
GRAPHVIZ = Viewer("svg > g", "svg", "k = 1, draw()")
# Its cards stand in their places once the camera was set to show them all.
LIAM = Viewer(
    """.react-flow__viewport[style*="scale(0"] .react-flow__node""", ".react-flow__pane", "0"
)


def measure(browser: Browser, url: str, viewer: Viewer) -> Figures:
    """Open with an empty cache, then again, then move."""
    live, ground, one_to_one = viewer
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    sent = _count_bytes(page)
    first = _usable(page, url, live)
    page.wait_for_load_state("networkidle")
    kilobytes = sum(sent) / 1024
    page.goto("about:blank")
    again = sorted(_usable(page, url, live) for _ in range(3))[1]
    far = tuple(page.evaluate(MOVE, [ground, "pan", 80]))
    zoom = tuple(page.evaluate(MOVE, [ground, "zoom", 120]))
    page.evaluate(one_to_one)
    page.wait_for_timeout(600)
    near = tuple(page.evaluate(MOVE, [ground, "pan", 80]))
    context.close()
    return Figures(first, again, kilobytes, far, zoom, near)


def _usable(page: Page, url: str, live: str) -> float:
    """From the start of the navigation until what can be moved was drawn."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector(live, timeout=PATIENCE * 1_000)
    return float(page.evaluate(READY))


def _count_bytes(page: Page) -> list[int]:
    sent: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda event: sent.append(int(event["encodedDataLength"]))
    )
    return sent


@contextmanager
def served(folder: str) -> Iterator[str]:
    """A server on its own data, and the address it serves at."""
    from erdapp.web.serve import _server_command

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(_server_command(address, 1, 4), env=os.environ, cwd=_root())
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", int(address.split(":")[1])), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def _root() -> Path:
    return Path(__file__).parents[1]


def prepare(folder: str, sizes: Sequence[int]) -> dict[int, str]:
    """A project for every size in a fresh data folder, drawn; the paths of their diagrams."""
    os.environ |= {
        "ERDAPP_DATA": folder,
        "ERDAPP_STATIC": f"{folder}/static",
        "DJANGO_SETTINGS_MODULE": "erdapp.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from bench.synthetic import sparse
    from erdapp.loaders.archive import Upload
    from erdapp.schema import Dialect
    from erdapp.store.access import Visitor
    from erdapp.store.actions.projects import create_project
    from erdapp.store.actions.versions import Source, add_version
    from erdapp.store.models import Visibility
    from erdapp.web.serve import collect_static

    call_command("migrate", verbosity=0)
    collect_static()
    paths = {}
    for tables in sizes:
        project = create_project(f"synthetic {tables}", Visitor())
        project.visibility = Visibility.PUBLIC
        project.save()
        upload = Upload("schema.sql", sparse(tables).encode())
        add_version(project, Source(uploads=(upload,), dialect=Dialect.POSTGRES), Visitor())
        paths[tables] = f"/p/{project.slug}/v/1/"
        assert Client().get(paths[tables], headers={"Host": "localhost"}).status_code == 200
    return paths


def plain(tables: int, folder: str) -> str | None:
    """The address of a page with what Graphviz draws of the same schema; None when it gives up."""
    from bench.synthetic import schema
    from erdapp.export import export

    dot = export(schema("sparse", tables), "dot")
    command = ["dot", "-Tsvg"]
    try:
        drawn = subprocess.run(
            command, input=dot, capture_output=True, text=True, timeout=PLAIN_LIMIT, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    page = Path(folder) / f"plain{tables}.html"
    page.write_text(PLAIN % drawn.stdout[drawn.stdout.index("<svg") :])
    return page.as_uri()


def main(sizes: Sequence[int] = SIZES) -> None:
    if CHROMIUM is None or sys.platform == "win32":
        print("There is no Chromium here.")
        return
    print(
        f"{'':22}{'first ms':>9}{'cached ms':>10}{'sent KB':>9}"
        f"{'pan far':>12}{'zoom':>12}{'pan 1:1':>12}   (frame ms, median/p95)"
    )
    with tempfile.TemporaryDirectory() as folder:
        paths = prepare(folder, sizes)
        pages = {tables: plain(tables, folder) for tables in sizes}
        with served(folder) as site, sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for tables in sizes:
                found = measure(browser, site + paths[tables], OURS)
                print(_line(f"erdapp {tables}", found), flush=True)
                if url := pages[tables]:
                    found = measure(browser, url, GRAPHVIZ)
                    print(_line(f"plain Graphviz {tables}", found), flush=True)
                else:
                    print(f"plain Graphviz {tables}: no answer within {PLAIN_LIMIT} s", flush=True)
                if tables <= LIAM_LIMIT and (static := liam.built(tables, folder)):
                    print(_liam(browser, tables, static), flush=True)
            browser.close()


def _liam(browser: Browser, tables: int, site: Path) -> str:
    with liam.served(site) as url:
        try:
            return _line(f"Liam {tables}", measure(browser, url, LIAM))
        except TimeoutError:
            return f"Liam {tables}: not usable within {PATIENCE} s"


def _line(name: str, found: Figures) -> str:
    frames = "".join(f"{m:>8.0f}/{p:<3.0f}" for m, p in (found.pan_far, found.zoom, found.pan_near))
    return f"{name:22}{found.first:9.0f}{found.again:10.0f}{found.sent:9.0f}{frames}"


if __name__ == "__main__":
    main([int(tables) for tables in sys.argv[1:]] or SIZES)
