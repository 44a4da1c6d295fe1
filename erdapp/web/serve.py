"""`python -m erdapp.web.serve`: the application, its job worker and its data, ready at one command.

Prepares the data folder (migrations, static files, examples at the first start), then runs the
worker and gunicorn as children and stops both together.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command

UNUSED = ["redoc*", "ext"]
"""Files of libraries that no page asks for: another page of the API, extensions of htmx."""

GRACE = 10
"""Seconds the children have to finish what they are doing."""


def main() -> int:
    arguments = _parser().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erdapp.settings")
    if arguments.host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("ALLOWED_HOSTS", "*")
    if problem := _taken(arguments.host, arguments.port):
        print(problem, file=sys.stderr)
        return 2
    django.setup()
    prepare()
    return _run(arguments.host, arguments.port, arguments.workers, arguments.threads)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="erdapp serve", description="Serve the pages.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    # SQLite takes one writer at a time, so that one process serves it best.
    workers = int(os.environ.get("ERDAPP_WORKERS") or 1)
    parser.add_argument("--workers", type=int, default=workers)
    parser.add_argument("--threads", type=int, default=8)
    return parser


def _taken(host: str, port: int) -> str:
    """Why nothing can be served there, in one line; empty when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return f"erdapp can't serve on {_address(host, port)}: {reason}; try another --port."
    return ""


def prepare() -> None:
    """Bring the database, the static files and the examples up to date."""
    from erdapp.store.actions.demo import make_demo

    call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        collect_static()
    make_demo()
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", verbosity=0)


def collect_static() -> None:
    """Hash and compress the static files, unless that was done for the same ones."""
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    wanted = _static_hash()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(wanted)


def _static_hash() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} ".encode())
            digest.update(str(storage.get_modified_time(path)).encode())
    return digest.hexdigest()


def _run(host: str, port: int, workers: int, threads: int) -> int:
    """Run worker and server until one of them ends or somebody stops us; 0 after a clean stop."""
    commands = (_worker_command(), _server_command(_address(host, port), workers, threads))
    # In sessions of their own, so that Ctrl-C reaches them once: through us.
    children = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)
        for command in commands
    ]
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print(f"erdapp serves on http://{_address(host, port)}/ (data in {settings.DATA})", flush=True)
    while not asked.wait(0.5) and all(child.poll() is None for child in children):
        pass
    for child in children:
        _end(child)
    return 0 if asked.is_set() else 1


def _worker_command() -> list[str]:
    manage = str(Path(settings.BASE_DIR) / "manage.py")
    options = ["--interval", "0.3", "--no-reload", "--no-startup-delay", "--verbosity", "0"]
    return [sys.executable, manage, "db_worker", *options]


def _server_command(address: str, workers: int, threads: int) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "erdapp.wsgi:application", "--bind", address]
    command += ["--worker-class", "gthread", "--workers", str(workers)]
    command += ["--threads", str(threads), "--timeout", "120"]
    command += ["--graceful-timeout", str(GRACE), "--log-level", "warning"]
    return [*command, "--no-control-socket"]


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to finish; insist after a while."""
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(GRACE + 2)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


if __name__ == "__main__":
    sys.exit(main())
