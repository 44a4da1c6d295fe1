"""What every `DROP` that names several objects has in common."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState

DropOne = Callable[[], str]
"""Takes one name and drops what it names; says in words what was not there, or nothing."""


def drop_each(reader: Reader, state: LoadState, drop_one: DropOne) -> None:
    """The rest of a `DROP` behind the word for the kind: `[IF EXISTS] a, b`."""
    calm = reader.if_exists() or state.guarded
    while True:
        missing = drop_one()
        if missing and not calm:
            state.warn(f"there is no {missing} to drop")
        if not reader.accept(","):
            return
