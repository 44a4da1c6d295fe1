"""Liam's ERD of a schema: a static site built by its CLI, served as a host that compresses does."""

from __future__ import annotations

import gzip
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench import rivals
from bench.synthetic import sparse

PATIENCE = 300.0
"""Seconds that the build may take."""


def built(tables: int, folder: str) -> Path | None:
    """The folder with the site of the `sparse` schema of so many tables; None where npm doesn't
    give the package or the build fails, which is said."""
    packages = rivals.node_packages("@liam-hq/cli")
    if packages is None:
        print("@liam-hq/cli could not be installed.", flush=True)
        return None
    source, site = Path(folder, f"liam{tables}.sql"), Path(folder, f"liam{tables}")
    source.write_text(sparse(tables))
    command = [str(packages / "node_modules/.bin/liam"), "erd", "build", "--input", str(source)]
    try:
        subprocess.run(
            [*command, "--format", "postgres", "--output-dir", str(site)],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"Liam's build of {tables} tables failed: {error}", flush=True)
        return None
    return site


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address that the site is served at."""
    handler = partial(_Compressed, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Compressed(SimpleHTTPRequestHandler):
    """Files as they are asked for, gzipped, to be kept by the browser."""

    def do_GET(self) -> None:
        found = Path(self.translate_path(self.path))
        file = found / "index.html" if found.is_dir() else found
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the output is a table."""
