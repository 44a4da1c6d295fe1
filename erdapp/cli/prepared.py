"""Sources that a project file makes: each has a URL, and is read when a command wants it.

`data.external_schema.app.url` is `data://external_schema/app`. The program behind it runs only
when the schema is needed: `migrate status` doesn't wait for it.
"""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sources import ReadSources
from erdapp.schema import Dialect

SCHEME = "data"

Reader = Callable[[Dialect | None], ReadSources]
"""Reads the source, in a dialect that the command knows. Raises SourceError."""

_READERS: dict[str, Reader] = {}


def prepare(kind: str, name: str, read: Reader) -> str:
    """The URL under which `read` is found from now on, in this process."""
    url = f"{SCHEME}://{kind}/{name}"
    _READERS[url] = read
    return url


def prepared(url: str) -> Reader | None:
    """What reads the source behind such a URL; None for any other."""
    return _READERS.get(url)
