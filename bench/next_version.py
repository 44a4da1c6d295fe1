"""A version with one column more, drawn after the one before it: python -m bench.next_version.

Seconds on a processor, those of dot included, without the writing of the SVG. The version is drawn
alone; alone by a process that arranged the one before (see `erdapp.layout.memory`); and with the
places of the one before, as the versions of a project are.
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable
from functools import partial
from statistics import median

from msgspec.structs import replace

from bench import synthetic
from erdapp.layout import Memory, PictureOptions
from erdapp.layout.picture import compose
from erdapp.schema import Column, DataType, Schema

ROUNDS = 5
SIZES = (
    ("sparse", 300),
    ("sparse", 1_000),
    ("sparse", 3_000),
    ("dense", 3_000),
    ("sparse", 10_000),
)
_PLAIN = PictureOptions(standalone=False, rows=False)


def edited(schema: Schema) -> Schema:
    """With one column more in the smallest table that refers to another."""
    linked = [table for table in schema.tables if table.foreign_keys]
    one = min(linked, key=lambda table: len(table.columns))
    column = Column(name="more", type=DataType("text"), null=True)
    more = replace(one, columns=(*one.columns, column))
    return replace(schema, tables=tuple(more if t is one else t for t in schema.tables))


def seconds(work: Callable[[], object]) -> float:
    """Of this process and of those it started and that ended meanwhile."""
    gc.collect()
    gc.disable()
    before = _used()
    work()
    spent = _used() - before
    gc.enable()
    return spent


def _used() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    print("| tables | alone | alone, regions remembered | with earlier places |")
    print("|---" * 4 + "|")
    for kind, tables in SIZES:
        first = synthetic.schema(kind, tables)
        second = edited(first)
        drawn = compose(first, _PLAIN)
        names = [str(node.name) for node in drawn.graph.nodes]
        places = dict(zip(names, drawn.placed.boxes, strict=True))
        alone, remembered, kept = [], [], []
        for _ in range(ROUNDS):
            memory = Memory()
            compose(first, _PLAIN, memory=memory)
            alone.append(seconds(partial(compose, second, _PLAIN)))
            remembered.append(seconds(partial(compose, second, _PLAIN, memory=memory)))
            kept.append(seconds(partial(compose, second, _PLAIN, earlier=places)))
        times = " | ".join(f"{median(found):.3f} s" for found in (alone, remembered, kept))
        print(f"| {tables:,} {kind} | {times} |", flush=True)


if __name__ == "__main__":
    main()
