"""One writer at a time: the lock that a command holds on a migration directory while it plans and
writes, so that two at once don't write the same change twice.

It is one on the open directory itself, which leaves no file behind and which the system lets go of
when the process dies.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from erdapp.loaders.base import SourceError

_PAUSE = 0.05


@contextmanager
def directory_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of the directory; of the nearest one above it while it isn't there yet.

    Raises SourceError after so many seconds.
    """
    deadline = time.monotonic() + seconds
    while (held := _locked(path)) is None:
        if time.monotonic() >= deadline:
            raise SourceError(
                f"another command has held its lock for {seconds:g}s; wait for its end, or give "
                "more time with --lock-timeout",
                file=str(path),
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(held)


def _locked(path: Path) -> int | None:
    """The locked directory, or None when another process has it."""
    place = _nearest(path)
    held = -1
    try:
        held = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever had the one above may have made the directory meanwhile.
        if _nearest(path) == place:
            return held
    except BlockingIOError:
        pass
    except OSError as error:
        raise SourceError(f"cannot be locked: {error.strerror}", file=str(place)) from None
    os.close(held)
    return None


def _nearest(path: Path) -> Path:
    """The directory, or the nearest one above that is there."""
    whole = path.absolute()
    return next(one for one in (whole, *whole.parents) if one.is_dir())
