"""A database in a container, for as long as the command runs."""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from urllib.parse import urlsplit

from erdapp.cli.failure import Failure
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import connect
from erdapp.schema import Dialect

_SECONDS = 120.0
_IMAGE = re.compile(r"[^:]*(?::\d+/[^:]*)?:[^/]+")
"""`registry:5000/org/image:tag`, up to the tag."""
_IMAGES = {
    "maria": "mariadb",
    "postgis": "postgis/postgis",
    "pgvector": "pgvector/pgvector",
    "timescaledb": "timescale/timescaledb",
}
"""Images that are not called as Docker URLs call them."""
_PORTS = {Dialect.POSTGRES: 5432, Dialect.MYSQL: 3306, Dialect.MARIADB: 3306}
_USERS = {Dialect.POSTGRES: "postgres", Dialect.MYSQL: "root", Dialect.MARIADB: "root"}
_PASSWORDS = {
    Dialect.POSTGRES: "POSTGRES_PASSWORD",
    Dialect.MYSQL: "MYSQL_ROOT_PASSWORD",
    Dialect.MARIADB: "MARIADB_ROOT_PASSWORD",
}


def engine_runs() -> bool:
    """Whether a Docker engine answers."""
    program = shutil.which("docker")
    if program is None:
        return False
    done = subprocess.run(
        [program, "version", "--format", "{{.Server.Version}}"], capture_output=True, check=False
    )
    return done.returncode == 0


def image_of(url: str) -> str:
    """The image that a Docker URL asks for: `mysql:8` for `docker://mysql/8/dev`."""
    parts = urlsplit(url)
    if "+" in parts.scheme:  # docker+postgres://org/image:tag/database
        whole = (parts.netloc + parts.path).removeprefix("_/")
        found = _IMAGE.match(whole)
        return found[0] if found else whole
    tag = parts.path.strip("/").partition("/")[0] or "latest"
    return f"{_IMAGES.get(parts.netloc, parts.netloc)}:{tag}"


def start(url: str, dialect: Dialect) -> str:
    """Start the container that the URL asks for, wait for its server, give the server's URL.

    It is removed when the process ends. Raises Failure.
    """
    password, port = secrets.token_urlsafe(24), _PORTS[dialect]
    name = _PASSWORDS[dialect]
    container = _docker(
        [
            "run",
            "--detach",
            "--rm",
            "--publish",
            f"127.0.0.1::{port}",
            "--env",
            name,
            image_of(url),
        ],
        {name: password},
    )
    atexit.register(_remove, container)
    place = _docker(["port", container, f"{port}/tcp"]).splitlines()[0]
    scheme = "postgres" if dialect is Dialect.POSTGRES else dialect.value
    database = "postgres" if dialect is Dialect.POSTGRES else ""
    found = f"{scheme}://{_USERS[dialect]}:{password}@{place}/{database}"
    _wait(found, url)
    return found


def _docker(arguments: Sequence[str], env: Mapping[str, str] = {}) -> str:
    done = subprocess.run(
        ["docker", *arguments],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[-300:]
        raise Failure(f"docker {arguments[0]} failed: {said}")
    return done.stdout.strip()


def _wait(server: str, url: str) -> None:
    """Until the server answers twice in a row: images start a first one only to set it up."""
    deadline, answered = time.monotonic() + _SECONDS, 0
    while answered < 2:
        try:
            with closing(connect(server, connect_timeout=2)):
                answered += 1
        except SourceError:
            answered = 0
        if time.monotonic() > deadline:
            raise Failure(f"{url}: its server does not answer after {_SECONDS:.0f} s")
        time.sleep(0.5)


def _remove(container: str) -> None:
    subprocess.run(["docker", "rm", "--force", container], capture_output=True, check=False)
