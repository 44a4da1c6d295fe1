"""The finished picture, and the way from a schema to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from erdapp.layout import row_data, svg
from erdapp.layout.arrangement import NOWHERE, arranged
from erdapp.layout.dot import DEFAULT_LIMITS, DotLimits
from erdapp.layout.graph import Graph, build
from erdapp.layout.groups import group
from erdapp.layout.marks import Overlay
from erdapp.layout.memory import Memory
from erdapp.layout.options import PictureOptions
from erdapp.layout.placed import Box, Placed
from erdapp.schema import Name, Schema

if TYPE_CHECKING:
    from erdapp.diff.changes import Changes


class Picture(Struct, frozen=True, kw_only=True):
    """An SVG with what a page wants to know about it. Sizes in px at zoom 1."""

    svg: str
    width: int
    height: int
    boxes: Mapping[Name, Box]
    """The place of each card, by its table or view."""
    edges: int
    notes: tuple[str, ...] = ()
    """Sentences for the reader: what was done otherwise than asked, and why."""
    rows: bytes = b""
    """The rows of all cards as JSON (see `row_data`), where the SVG was asked to leave them out."""


class Composition(Struct, frozen=True):
    """A picture before it is written: what is drawn, and where."""

    graph: Graph
    placed: Placed
    notes: tuple[str, ...]


def compose(
    schema: Schema,
    options: PictureOptions,
    changes: Changes | None = None,
    limits: DotLimits = DEFAULT_LIMITS,
    earlier: Mapping[str, Box] = NOWHERE,
    memory: Memory | None = None,
) -> Composition:
    """Everything visible with its place; with changes, both versions as one."""
    graph = build(schema, options, _overlay(changes))
    names = [node.name for node in graph.nodes]
    members = group(names, options.group, options.folders)
    placed, notes = arranged(graph, members, limits, earlier, memory)
    if options.moved:
        from erdapp.layout.moved import moved  # brings ways around cards, for hands alone

        placed = moved(placed, graph, dict(options.moved))
    return Composition(graph, placed, (*_missing(graph, options), *notes))


def _overlay(changes: Changes | None) -> Overlay | None:
    if changes is None:
        return None
    from erdapp.layout.overlay import read  # brings all of `diff`, which one schema has no need of

    return read(changes)


def write(composition: Composition, options: PictureOptions) -> Picture:
    """The picture as its final value."""
    graph, placed = composition.graph, composition.placed
    return Picture(
        svg=svg.write(graph, placed, options),
        width=round(placed.width),
        height=round(placed.height),
        boxes={node.name: box for node, box in zip(graph.nodes, placed.boxes, strict=True)},
        edges=len(graph.edges),
        notes=composition.notes,
        rows=b"" if options.rows else row_data.encode(graph, placed.boxes),
    )


def _missing(graph: Graph, options: PictureOptions) -> tuple[str, ...]:
    if graph.nodes:
        return ()
    if options.focus is not None:
        return (f"There is no table {options.focus} to focus on.",)
    if options.changed_only:
        return ("No table changed.",)
    return ("There is no table to draw.",)
