"""Real database servers for live tests: named by the environment, found, or started here.

`ERDAPP_TEST_POSTGRES_URL` and `ERDAPP_TEST_MARIADB_URL` name servers whose user may create
databases. Without them the standard ports on this machine are tried, then the installed programs
are started on a free port with a folder of their own, and stopped at the end.
"""

from __future__ import annotations

import atexit
import contextlib
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from urllib.parse import urlsplit

POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
MARIADB = "mariadb://root@127.0.0.1:3306/"


@cache
def postgres_url() -> str | None:
    """A PostgreSQL server to test on, or None."""
    told = os.environ.get("ERDAPP_TEST_POSTGRES_URL")
    if told or _answers(POSTGRES):
        return told or POSTGRES
    return _started_postgres()


@cache
def mariadb_url() -> str | None:
    """A MariaDB server to test on, or None."""
    told = os.environ.get("ERDAPP_TEST_MARIADB_URL")
    if told or _answers(MARIADB):
        return told or MARIADB
    return _started_mariadb()


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    with (
        contextlib.suppress(OSError),
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=2),
    ):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _program(name: str) -> str | None:
    """The program on the path, or where Debian keeps PostgreSQL's."""
    versions = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (versions[-1] if versions else None)


def _folder(user: str) -> tuple[str, dict[str, str]]:
    """A new folder that `user` owns, and how to run as that user: servers refuse to be root."""
    folder = tempfile.mkdtemp(prefix="erdapp-server-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if os.geteuid() != 0:
        return folder, {}
    shutil.chown(folder, user)
    return folder, {"user": user}


def _exists(user: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(user))
    return False


def _serve(command: list[str], runs_as: dict[str, str], url: str) -> str | None:
    """Start a server, wait up to 20 s for its port, and stop it when the tests end."""
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **runs_as
    )
    atexit.register(server.wait, 20)
    atexit.register(server.terminate)
    for _ in range(200):
        if _answers(url):
            return url
        if server.poll() is not None:
            return None
        time.sleep(0.1)
    return None


def _started_postgres() -> str | None:
    initdb, postgres = _program("initdb"), _program("postgres")
    if not initdb or not postgres or (os.geteuid() == 0 and not _exists("postgres")):
        return None
    folder, runs_as = _folder("postgres")
    subprocess.run(
        [initdb, "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **runs_as,
    )
    port = _free_port()
    command = [postgres, "-D", f"{folder}/data", "-p", str(port), "-k", folder, "-F"]
    return _serve(command, runs_as, f"postgresql://postgres@127.0.0.1:{port}/postgres")


def _started_mariadb() -> str | None:
    install, server = _program("mariadb-install-db"), _program("mariadbd")
    if not install or not server or (os.geteuid() == 0 and not _exists("mysql")):
        return None
    folder, runs_as = _folder("mysql")
    subprocess.run(
        [install, f"--datadir={folder}/data", "--auth-root-authentication-method=normal"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **runs_as,
    )
    port = _free_port()
    command = [
        server,
        "--no-defaults",
        f"--datadir={folder}/data",
        f"--socket={folder}/socket",
        f"--pid-file={folder}/pid",
        f"--port={port}",
        "--bind-address=127.0.0.1",
    ]
    return _serve(command, runs_as, f"mariadb://root@127.0.0.1:{port}/")
