"""The cyclic garbage collector held off while a schema is built, in however many threads."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_holding = 0
_lock = threading.Lock()
_was_enabled = False


@contextmanager
def held() -> Iterator[None]:
    """Hold cyclic garbage collection off: a load makes a hundred thousand small frozen values that
    all live on, and walking them again and again would cost a third of its time."""
    global _holding, _was_enabled
    with _lock:
        if _holding == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _holding += 1
    try:
        yield
    finally:
        with _lock:
            _holding -= 1
            if _holding == 0 and _was_enabled:
                gc.enable()
