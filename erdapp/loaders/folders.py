"""Which folder of a source each table is said in: for Django that is its app."""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePosixPath

from erdapp.loaders.base import Origins
from erdapp.schema import Name, Schema

_MODELS = ("models", "model", "entities", "schema")
"""Last folders that only say what is in them: `shop/models/order.py` belongs to `shop`."""


def folders(schema: Schema, origins: Origins) -> dict[Name, str]:
    """The folder of every table and view whose place is known, below the folder that all have in
    common; empty when they are of one folder."""
    names = [table.full_name for table in schema.tables]
    names += [Name(view.schema, view.name) for view in schema.views]
    found = {
        name: _folder(origin.file)
        for name in names
        if (origin := origins.get(str(name))) is not None
    }
    if len(set(found.values())) < 2:
        return {}
    levels = zip(*set(found.values()), strict=False)
    common = len(list(takewhile(lambda level: len(set(level)) == 1, levels)))
    return {name: "/".join(parts[common:] or parts[-1:]) for name, parts in found.items()}


def _folder(file: str) -> tuple[str, ...]:
    parts = PurePosixPath(file.replace("\\", "/")).parts[:-1]
    while len(parts) > 1 and parts[-1].lower() in _MODELS:
        parts = parts[:-1]
    return parts
