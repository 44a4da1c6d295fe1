"""A picture with its viewer as one HTML file, which asks no server for anything.

The scripts, styles and fonts are those of the pages, packed into the file as they are.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from msgspec import json
from msgspec.structs import replace

from erdapp.layout import Box, draw
from erdapp.layout.arrangement import NOWHERE
from erdapp.layout.entries import entries
from erdapp.layout.escape import escape
from erdapp.layout.hues import hues
from erdapp.layout.options import PictureOptions
from erdapp.layout.standalone.assets import (
    FileMissing,
    files_hash,
    import_map,
    styles,
    theme_script,
)
from erdapp.layout.standalone.skeleton import skeleton
from erdapp.schema import Name, Schema

__all__ = ["MANY", "FileMissing", "files_hash", "html"]

MANY = 250
"""Tables from which on rows come into the document only while they can be read."""


def html(
    schema: Schema, options: PictureOptions, title: str, earlier: Mapping[str, Box] = NOWHERE
) -> str:
    """The file; tables stand where `earlier` says, as `draw` has it.

    Raises FileMissing where the scripts or fonts of the pages aren't at hand.
    """
    many = len(schema.tables) + len(schema.views) > MANY
    options = replace(options, standalone=False, rows=not many, link="")
    picture = draw(schema, options, earlier=earlier)
    names = json.encode(entries(schema))
    return skeleton(
        title=escape(title),
        theme=options.theme.value,
        styles=styles(f"{title}{picture.svg}{picture.rows.decode()}{names.decode()}"),
        theme_script=theme_script(),
        imports=json.encode({"imports": import_map()}).decode(),
        tables=_list(list(picture.boxes)),
        count=_count(schema, set(picture.boxes)),
        names=_data(names),
        rows=_data(picture.rows) if picture.rows else "",
        svg=picture.svg,
    )


def _count(schema: Schema, shown: set[Name]) -> str:
    """`26 tables, 1 view`: of those in the picture."""
    views = sum(Name(view.schema, view.name) in shown for view in schema.views)
    counts = ((len(shown) - views, "table"), (views, "view"))
    texts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return ", ".join(texts) or "No tables"


def _list(shown: Sequence[Name]) -> str:
    """The tables at the left: each leads to its card."""
    colours = hues(shown)
    several = len({name.schema for name in shown}) > 1
    return "\n".join(
        f'<li><a href="#{quote(str(name), safe="", errors="replace")}"'
        f' data-table="{escape(str(name))}"><i class="hue hue-{colours[name]}"></i>'
        f'<span class="name">{escape(str(name) if several else name.name)}</span></a></li>'
        for name in shown
    )


def _data(body: bytes) -> str:
    return f"data:application/json;base64,{base64.b64encode(body).decode()}"
