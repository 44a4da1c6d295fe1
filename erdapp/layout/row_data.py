"""The rows of all cards as compact JSON, for a page that brings them in when a card is in sight.

The value is an object: by the card's id in the SVG (`t-0`) the list of its rows from top to
bottom. A row is a list, cut after its last field that isn't empty:

    [name, type, icon, flags, hint, column, mark, old name, old type, changed]

`name` and `type` are cut to the card's width already. `icon` is the class and symbol (`#erd-key`),
`flags` adds NULL (1), MORE (2), MUTED (4) and SAME (8: `column` is the same as `name` and left
empty). A row whose icon is `key` and that has a column is of class `pk`. `mark` is `add`, `del`,
`mod` or `ren`. Everything else of a row's drawing is constant: see `card`.
"""

from __future__ import annotations

import msgspec

from erdapp.layout.graph import Graph
from erdapp.layout.placed import Box
from erdapp.layout.rows import Row
from erdapp.layout.texts import texts

NULL, MORE, MUTED, SAME = 1, 2, 4, 8

_encoder = msgspec.json.Encoder()


def encode(graph: Graph, boxes: tuple[Box, ...]) -> bytes:
    """The rows of every card that has any."""
    return _encoder.encode(
        {
            f"t-{number}": [_row(row, box.width) for row in node.rows]
            for number, (node, box) in enumerate(zip(graph.nodes, boxes, strict=True))
            if node.rows
        }
    )


def _row(row: Row, wide: float) -> list[str | int]:
    said = texts(row, wide)
    same = bool(row.column) and row.column == said.name
    flags = NULL * row.null + MORE * row.more + MUTED * row.muted + SAME * same
    fields: list[str | int] = [said.name, said.type, row.icon.value, flags, row.hint or row.text]
    fields += ["" if same else row.column, row.mark.value]
    fields += [said.old_name, said.old_type, said.changed]
    while not fields[-1]:
        fields.pop()
    return fields
