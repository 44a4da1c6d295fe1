"""`-- atlas:pos users[type=table] models/user.js:3-20`: where the model behind a table is."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.loaders.base import Loaded, Origin

_POSITION = re.compile(r"^--\s*atlas:pos\s+(\S+)\s+(.+):(\d+)(?:-\d+)?\s*$", re.MULTILINE)
_TYPE = re.compile(r"\[type=(\w+)\]")


def with_positions(loaded: Loaded, text: str) -> Loaded:
    """The origins of what the text tells the place of; the columns of a table go with it."""
    told = {_TYPE.sub("", m[1]): Origin(m[2], int(m[3])) for m in _POSITION.finditer(text)}
    if not told:
        return loaded
    origins = dict(loaded.origins)
    for key, origin in loaded.origins.items():
        place = told.get(key) or told.get(key.rpartition(".")[0])
        if place is not None:
            origins[key] = replace(place, raw=origin.raw)
    return replace(loaded, origins=origins)
