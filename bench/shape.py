"""Shape and lines of pictures beside plain dot's and elkjs's: python -m bench.shape [limit].

Every corpus schema of 30 tables or more and synthetic ones up to `limit` tables (10,000). `ratio`
is width to height, `through` counts lines through a card they don't belong to. Crossings and
length (in thousands of px) are of the lines drawn; ours are fewer where chips stand for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from bench import rivals, synthetic
from bench.doors import CORPUS
from erdapp.layout import PictureOptions
from erdapp.layout.picture import compose
from erdapp.layout.quality import measure
from erdapp.layout.route import net_of
from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Schema

LEAST = 30
SIZES = (300, 1_000, 3_000, 10_000)
PEERS_UP_TO = 1_000
"""Tables; beyond, dot and elkjs take minutes."""
PATIENCE = 60.0


def schemas(limit: int) -> Iterator[tuple[str, Schema]]:
    for path in sorted(CORPUS.glob("[!h]*/*.sql")):
        schema = load_sql([SourceFile(path.name, path.read_text(errors="replace"))]).schema
        if len(schema.tables) >= LEAST:
            yield f"{path.parent.name}/{path.stem}", schema
    for kind in synthetic.KINDS:
        for count in SIZES:
            if count <= limit and (kind in ("sparse", "dense") or count == SIZES[0]):
                yield f"{kind} {count:,}", synthetic.schema(kind, count)


def row(name: str, schema: Schema) -> str:
    composition = compose(schema, PictureOptions())
    graph, placed = composition.graph, composition.placed
    found = measure(placed, [net_of(edge) for edge in graph.edges])
    lines = sum(map(bool, placed.lines))
    ours = (
        f"| {name} | {len(graph.nodes)} | {lines} + {len(placed.chips)} "
        f"| {placed.width:.0f} x {placed.height:.0f} | {found.shape:.2f} | {found.covered:.0%} "
        f"| {found.overlaps} | {found.through_cards} | {found.crossings} "
        f"| {found.length / 1000:.0f} |"
    )
    plain = rivals.boxes(graph)
    few = len(graph.nodes) <= PEERS_UP_TO and bool(plain.edges)
    ends = [parent for parent, _ in plain.edges]
    for peer in (rivals.by_dot, partial(rivals.by_elk, ends=rivals.rows(graph))):
        answer = peer(plain, limit=PATIENCE) if few else None
        if answer is None:
            ours += " – | – | – |"
            continue
        crossed = rivals.crossings(answer.lines, ends)
        ours += (
            f" {answer.width / answer.height:.2f} | {crossed} "
            f"| {rivals.length(answer.lines) / 1000:.0f} |"
        )
    return ours


def main() -> None:
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    if rivals.node_packages("elkjs") is None:
        print("elkjs: not had\n")
    print(
        "| schema | cards | lines + chips | size | ratio | covered | overlaps | through "
        "| crossings | length | dot: ratio | crossings | length | elk: ratio | crossings | length |"
    )
    print("|---" * 16 + "|")
    for name, schema in schemas(limit):
        print(row(name, schema), flush=True)


if __name__ == "__main__":
    main()
