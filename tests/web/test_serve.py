"""`python -m erdapp.web.serve`: ready at one command, and gone at one signal."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, seconds: float) -> str:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return str(response.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
_SCRIPT = re.compile(r'<script[^>]* src="(/static/[^"]+)"')
_IMPORT = re.compile(r'^import .* from "(\./[^"]+)"', re.MULTILINE)


def scripts_of(base: str, page: str) -> set[str]:
    """The scripts of a page and the modules that they import, all of which are served."""
    left, found = set(_SCRIPT.findall(page)), set[str]()
    while left:
        script = left.pop()
        found.add(script)
        text = fetch(f"{base}{script}", 1)
        left |= {urljoin(script, module) for module in _IMPORT.findall(text)} - found
    return found


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_examples_and_proofs_and_stops_cleanly(tmp_path: Path, stop: int) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "ERDAPP_DATA": str(tmp_path / "data"),
        "ERDAPP_STATIC": str(tmp_path / "static"),
        "DJANGO_SETTINGS_MODULE": "erdapp.settings",
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "erdapp.web.serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        base = f"http://127.0.0.1:{port}"
        assert "Shop" in fetch(f"{base}/", 60)
        page = fetch(f"{base}/p/tasks/v/2/", 10)
        assert "svg" in page
        scripts = scripts_of(base, page)
        assert {name.split("/")[-1].split(".")[0] for name in scripts} >= {"viewer", "camera"}
        assert all(HASHED.search(name) for name in scripts)
        proof = f"{base}/p/tasks/compare/1...2/proof"
        until = time.monotonic() + 30
        while "Proved on SQLite" not in fetch(proof, 10):
            assert time.monotonic() < until, "the worker did not prove it"
            time.sleep(0.3)
    finally:
        server.send_signal(stop)
        said, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert said.splitlines() == [f"erdapp serves on {base}/ (data in {tmp_path / 'data'})"]


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "erdapp.web.serve", "--port", str(port)]
        environment = {**os.environ, "ERDAPP_DATA": str(tmp_path / "data")}
        found = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30
        )
    assert found.returncode == 2
    assert found.stderr.splitlines() == [
        f"erdapp can't serve on 127.0.0.1:{port}: address already in use; try another --port."
    ]
    assert not (tmp_path / "data").exists()
