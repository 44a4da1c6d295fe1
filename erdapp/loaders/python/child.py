"""The parent's side of the child process: start it, ask it once, end it within its time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from msgspec import DecodeError, ValidationError, json

from erdapp.loaders.base import SourceError
from erdapp.loaders.python.answering import Answer, Request
from erdapp.loaders.sealed import LOCK, insist

ROOT = Path(__file__).parents[3]
WORKER = Path(__file__).parent / "worker.py"
SECONDS = 30.0
"""What a load may take, by the clock on the wall."""
AT_ONCE = max(2, os.cpu_count() or 2)
WAIT_SECONDS = 60.0

_turns = threading.BoundedSemaphore(AT_ONCE)


def ask(request: Request, *, seconds: float = SECONDS) -> Answer:
    """The answer to one request, of a process of its own.

    Raises SourceError when reading takes too long, needs too much or cannot be done.
    """
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise SourceError("many models are being loaded at the moment: try again in a minute")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER), str(ROOT), str(LOCK)],
            input=json.encode(request),
            capture_output=True,
            env={},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(
            f"the models were still being read after {seconds:.0f} seconds: load fewer files"
        ) from None
    finally:
        _turns.release()
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> Answer:
    try:
        answer = json.decode(done.stdout, type=Answer)
    except (DecodeError, ValidationError):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f" ({said[-1][:200]})" if said and done.returncode > 0 else ""
        raise SourceError(
            f"the models need more memory or time than they are given, or cannot be read{why}: "
            "load only the files of the models"
        ) from None
    insist(locked=answer.locked)
    if answer.failed:
        raise SourceError(f"the models cannot be read: {answer.failed}: load fewer files")
    return answer
