"""The parent's side of the isolate: start workers, ask one, end it within its time."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import sysconfig
import threading
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, json

from erdapp.loaders.base import SourceError
from erdapp.loaders.sealed import LOCK, insist

BUILD = Path(__file__).parent / "build"
WORKER = Path(__file__).parent / "worker.py"
SECONDS = 20.0
"""What a load may take, by the clock on the wall, from the moment the worker is ready."""
START_SECONDS = 20.0
ANSWER_BYTES = 21_000_000
AT_ONCE = max(2, os.cpu_count() or 2)
WAIT_SECONDS = 60.0

_turns = threading.BoundedSemaphore(AT_ONCE)
_spare_lock = threading.Lock()
_spares: dict[int, subprocess.Popen[bytes]] = {}
"""By process id of the parent: a server that forked must not share its worker."""


class _Ready(Struct, frozen=True):
    ready: bool
    locked: bool


def ask(request: bytes, *, keep_spare: bool = False, seconds: float = SECONDS) -> bytes:
    """One line of JSON to a worker of its own, and the line it answers.

    With `keep_spare` another worker is left warm for the next call. Raises SourceError when the
    models run too long, need too much or when no worker can be had.
    """
    if not (BUILD / "sequelize.js").exists():
        raise SourceError(
            "Sequelize isn't built for loading models: run `npm ci && npm run build`, as "
            "`make setup` does"
        )
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise SourceError("many models are being loaded at the moment: try again in a minute")
    try:
        worker = _take()
        try:
            _await_ready(worker)
            return _exchange(worker, request, seconds)
        finally:
            _end(worker)
    finally:
        _turns.release()
        if keep_spare:
            _leave_spare()


def warm_up() -> None:
    """Have a worker that is ready before the first load asks for one."""
    _leave_spare()
    with _spare_lock:
        worker = _spares[os.getpid()]
        if worker.stdout is not None:
            select.select([worker.stdout.fileno()], [], [], START_SECONDS)


def end_spare() -> None:
    """End the warm worker of this process, if there is one."""
    with _spare_lock:
        worker = _spares.pop(os.getpid(), None)
    if worker is not None:
        _end(worker)


def _take() -> subprocess.Popen[bytes]:
    with _spare_lock:
        worker = _spares.pop(os.getpid(), None)
    if worker is not None and worker.poll() is None:
        return worker
    return _start()


def _leave_spare() -> None:
    with _spare_lock:
        if os.getpid() not in _spares:
            _spares[os.getpid()] = _start()


def _start() -> subprocess.Popen[bytes]:
    """A worker that knows nothing of this process: no environment, no open file but its pipes."""
    site_packages = sysconfig.get_path("purelib")
    command = [sys.executable, "-I", "-S", str(WORKER), site_packages, str(BUILD), str(LOCK)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        bufsize=0,
    )


def _await_ready(worker: subprocess.Popen[bytes]) -> None:
    line = _read_line(worker, time.monotonic() + START_SECONDS)
    if not line:
        raise SourceError("the process that runs models didn't start: see that mini-racer is there")
    insist(locked=json.decode(line, type=_Ready).locked)


def _exchange(worker: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
    deadline = time.monotonic() + seconds
    try:
        _write(worker, request + b"\n", deadline)
        answer = _read_line(worker, deadline)
    except TimeoutError:
        raise SourceError(
            f"the models were still running after {seconds:.0f} seconds and were stopped: look for "
            "a loop that doesn't end, or load fewer files"
        ) from None
    if not answer:
        raise SourceError(
            "the models needed more memory or time than they are given, and were stopped: load "
            "only the files of the models"
        )
    return answer


def _write(worker: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    assert worker.stdin is not None
    pipe = worker.stdin.fileno()
    os.set_blocking(pipe, False)
    view = memoryview(data)
    with suppress(BrokenPipeError):  # then there is no answer either, and that is told
        while view:
            _, writable, _ = select.select([], [pipe], [], _left(deadline))
            if writable:
                view = view[os.write(pipe, view[:65_536]) :]


def _read_line(worker: subprocess.Popen[bytes], deadline: float) -> bytes:
    """A line without its end; nothing when the worker went away before it said all of it."""
    assert worker.stdout is not None
    pipe = worker.stdout.fileno()
    pieces: list[bytes] = []
    size = 0
    while True:
        readable, _, _ = select.select([pipe], [], [], _left(deadline))
        piece = os.read(pipe, 65_536) if readable else b""
        if readable and not piece:
            return b""
        pieces.append(piece)
        size += len(piece)
        if piece.endswith(b"\n"):
            return b"".join(pieces)[:-1]
        if size > ANSWER_BYTES:
            raise SourceError("the models make more SQL than can be read: load fewer files")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            pipe.close()
