"""A relation between two columns, and a guess at one."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from erdapp.schema import ForeignKey, Name


class Link(NamedTuple):
    """A column and the column that it references, by their names."""

    table: Name
    column: str
    ref_table: Name
    ref_column: str

    def as_key(self) -> ForeignKey:
        """The foreign key that would say so."""
        return ForeignKey(
            columns=(self.column,),
            ref_table=self.ref_table.name,
            ref_columns=(self.ref_column,),
            ref_schema=self.ref_table.schema,
        )

    def __str__(self) -> str:
        return f"{self.table} ({self.column}) → {self.ref_table} ({self.ref_column})"


class Guess(Struct, frozen=True):
    """A likely relation; `score` from 0 to 1 orders guesses and is no probability."""

    link: Link
    score: float
    reason: str
    """Half a sentence: `it is named after the table customers and its key id`."""
