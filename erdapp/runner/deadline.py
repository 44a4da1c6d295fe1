"""An end for a scratch session that a statement can't put off: SQL may lift its own timeouts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from erdapp.loaders.database import DRIVER_ERRORS
from erdapp.runner.scratch_base import ScratchUnavailable

log = logging.getLogger(__name__)


@contextmanager
def deadline(seconds: float, end: Callable[[], None]) -> Iterator[None]:
    """Call `end`, in a thread of its own, if the block takes longer than `seconds`.

    `end` closes the session from the server's side, so that what waits for it gets an error.
    """

    def run() -> None:
        try:
            end()
        except (*DRIVER_ERRORS, ScratchUnavailable) as error:
            log.warning("a scratch session could not be ended: %s", type(error).__name__)

    timer = Timer(seconds, run)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
