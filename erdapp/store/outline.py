"""What a page lists of a schema without reading the schema: names, counts, columns for search."""

from __future__ import annotations

import zlib
from collections import Counter

import msgspec
from msgspec import Struct

from erdapp.dialects.view_columns import view_columns
from erdapp.schema import Name, Schema


class OutlineTable(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One table or view."""

    name: str
    schema: str = ""
    columns: tuple[str, ...] = ()
    commented: tuple[str, ...] = ()
    """The columns that have a comment."""
    view: bool = False
    comment: str = ""

    @property
    def full_name(self) -> Name:
        return Name(self.schema, self.name)


class Outline(Struct, frozen=True, kw_only=True):
    """Tables and views in the order of the schema; `counts` by object kind, zeros left out."""

    tables: tuple[OutlineTable, ...]
    counts: dict[str, int]

    @property
    def columns(self) -> int:
        return sum(len(table.columns) for table in self.tables if not table.view)

    @property
    def title(self) -> str:
        """`26 tables, 1 view`."""
        views = sum(table.view for table in self.tables)
        tables = len(self.tables) - views
        texts = [f"{tables} table{'s' * (tables != 1)}"] if tables or not views else []
        texts += [f"{views} view{'s' * (views != 1)}"] if views else []
        return ", ".join(texts)

    def find(self, full_name: str) -> OutlineTable | None:
        """The table or view of that name, as `str(Name)` writes it; or the only one that has it
        without its namespace, as people type it."""
        exact = next((t for t in self.tables if str(t.full_name) == full_name), None)
        if exact is not None:
            return exact
        bare = [table for table in self.tables if table.name == full_name]
        return bare[0] if len(bare) == 1 else None

    def search(self, words: str) -> tuple[OutlineTable, ...]:
        """Tables in which every word occurs in the name, a column's name or the comment."""
        wanted = words.casefold().split()
        return tuple(t for t in self.tables if all(word in _haystack(t) for word in wanted))


def _haystack(table: OutlineTable) -> str:
    return "\n".join((str(table.full_name), table.comment, *table.columns)).casefold()


def outline_of(schema: Schema) -> Outline:
    tables = tuple(
        OutlineTable(
            name=table.name,
            schema=table.schema,
            columns=tuple(column.name for column in table.columns),
            commented=tuple(column.name for column in table.columns if column.comment),
            comment=table.comment,
        )
        for table in schema.tables
    )
    listed = view_columns(schema) if schema.views else {}
    views = tuple(
        OutlineTable(
            name=view.name,
            schema=view.schema,
            columns=tuple(column.name for column in listed[Name(view.schema, view.name)]),
            view=True,
            comment=view.comment,
        )
        for view in schema.views
    )
    counts = Counter(str(item.key.kind) for item in schema.objects())
    return Outline(tables=tables + views, counts=dict(counts))


_decoder = msgspec.json.Decoder(Outline)


def pack(outline: Outline) -> bytes:
    return zlib.compress(msgspec.json.encode(outline))


def unpack(data: bytes) -> Outline:
    return _decoder.decode(zlib.decompress(data))
