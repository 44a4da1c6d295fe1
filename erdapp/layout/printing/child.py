"""The parent's side of printing: one process for one file, ended within its time."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Mapping
from pathlib import Path

from msgspec import json

WORKER = Path(__file__).parent / "worker.py"
SECONDS = 90.0
AT_ONCE = max(1, (os.cpu_count() or 2) // 2)
"""A large PNG takes a whole processor and more than a gigabyte."""
WAIT_SECONDS = 60.0

_turns = threading.BoundedSemaphore(AT_ONCE)


class PrintError(Exception):
    """A file that could not be made; the text is one sentence for the reader."""


def run(request: Mapping[str, object]) -> bytes:
    """The file that a worker makes of the request. Raises PrintError."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise PrintError("many pictures are being printed at the moment: try again in a minute")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(WORKER), sysconfig.get_path("platlib")],
            input=json.encode(request),
            capture_output=True,
            timeout=SECONDS,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PrintError(
            f"the picture was not printed within {SECONDS:.0f} seconds: show keys or names only, "
            "or focus on a table"
        ) from None
    finally:
        _turns.release()
    if done.returncode == 0 and done.stdout:
        return done.stdout
    reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode == 1 and reason:
        raise PrintError(f"the picture could not be printed: {reason[-1][:300]}")
    raise PrintError(
        "printing the picture needed more memory or time than it is given: show keys or names "
        "only, or focus on a table"
    )
