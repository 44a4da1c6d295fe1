"""What cannot be told of a value that was read: raised by whoever makes real objects of values."""

from __future__ import annotations

import re

from erdapp.loaders.python.reading.values import Place

LONGEST_LINE = 300
_OBJECT = re.compile(r"<[\w.]*?(\w+) object at 0x[0-9a-f]+>")


class Unresolved(Exception):
    """What a value is cannot be told; `place` is None where that isn't known more closely."""

    def __init__(self, why: str, place: Place | None = None) -> None:
        super().__init__(why)
        self.why, self.place = why, place


def first_line(error: BaseException) -> str:
    """What an error of a library says, on one line and without addresses in memory; the name of
    its class where it says nothing."""
    line = (str(error).splitlines() or [type(error).__name__])[0]
    return _OBJECT.sub(r"\1", line)[:LONGEST_LINE]
