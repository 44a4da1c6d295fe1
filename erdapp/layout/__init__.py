"""Schema → picture: rows and edges, columns of cards, lines between them, one SVG."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from erdapp.layout import row_data
from erdapp.layout.arrangement import NOWHERE
from erdapp.layout.key import cache_key
from erdapp.layout.memory import Memory
from erdapp.layout.options import Group, PictureOptions, Show, Theme
from erdapp.layout.picture import Picture, compose, write
from erdapp.layout.placed import Box
from erdapp.layout.reading import places
from erdapp.schema import Schema

if TYPE_CHECKING:
    from erdapp.diff.changes import Changes

__all__ = [
    "Box",
    "Group",
    "Memory",
    "Picture",
    "PictureOptions",
    "Show",
    "Theme",
    "cache_key",
    "draw",
    "places",
    "rows_json",
]

_DEFAULT = PictureOptions()


def draw(
    schema: Schema,
    options: PictureOptions = _DEFAULT,
    changes: Changes | None = None,
    before: Schema | None = None,
    earlier: Mapping[str, Box] = NOWHERE,
    memory: Memory | None = None,
) -> Picture:
    """The picture of a schema; with `changes`, of the difference drawn on it.

    `schema` is then the newer version. `before` isn't needed: changes carry what they removed.
    `earlier` are boxes of another version's picture by the full names of its tables: what stands
    there stays there (see `places` for those of an SVG). The same input gives the same bytes, with
    a memory too: what it has of the regions isn't arranged again.
    """
    with _without_collector():
        return write(compose(schema, options, changes, earlier=earlier, memory=memory), options)


def rows_json(
    schema: Schema,
    options: PictureOptions = _DEFAULT,
    changes: Changes | None = None,
    earlier: Mapping[str, Box] = NOWHERE,
) -> bytes:
    """The rows of all cards as compact JSON by the ids of the cards, as `row_data` describes it.

    `draw` with `rows=False` gives the same as `Picture.rows`, without arranging a second time.
    """
    with _without_collector():
        composition = compose(schema, options, changes, earlier=earlier)
    return row_data.encode(composition.graph, composition.placed.boxes)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Drawing makes very many objects and no cycles: looking for these would take a third of the
    time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
