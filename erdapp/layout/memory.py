"""Regions that were arranged before, by what decides their arrangement.

The same sizes, links and shape are arranged alike, whatever the tables are called and whatever
stands around them: another version or another view of a schema arranges only the regions that
differ.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from threading import Lock

from erdapp.layout.arrange import Arranged
from erdapp.layout.columns import Field

MOST_CARDS = 60_000
"""Cards in all regions that are remembered: about 10 MB."""


class Memory:
    """The regions that were asked for last. Several threads may share it."""

    def __init__(self, most: int = MOST_CARDS) -> None:
        self._most, self._cards = most, 0
        self._found: OrderedDict[bytes, Arranged] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Arranged | None:
        """Columns and tops of the cards of a region, numbered from 0; to be read only."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: bytes, arranged: Arranged) -> None:
        with self._lock:
            if key in self._found:
                return
            self._found[key] = arranged
            self._cards += len(arranged[1])
            while self._cards > self._most:
                _, (_, tops) = self._found.popitem(last=False)
                self._cards -= len(tops)


def key_of(part: Field, shape: float, tries: int) -> bytes:
    """A hash of all that the arrangement of a region depends on."""
    import hashlib  # with OpenSSL, which takes a while to load and which a command has no need of

    numbers = array("d", (shape, tries, len(part.heights)))
    numbers.extend(part.widths)
    numbers.extend(part.heights)
    for link in part.links:
        numbers.extend((link.source, link.target, link.source_at, link.target_at))
    return hashlib.blake2b(numbers.tobytes(), digest_size=16).digest()
