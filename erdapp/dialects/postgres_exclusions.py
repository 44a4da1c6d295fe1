"""What an EXCLUDE constraint says from USING on, as `pg_get_constraintdef` prints it."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects.definitions import Cut, split_at_commas
from erdapp.dialects.postgres_statements import StatementReader, Words
from erdapp.dialects.queries import joined
from erdapp.dialects.tokens import Token


def exclusion(found: Sequence[Token], text: str, words: Words) -> str:
    """`USING gist (room WITH =, during WITH &&) WHERE (…)`; other text keeps its words."""
    try:
        return _ExclusionReader(found, text, words).exclusion()
    except Cut:
        return joined(found, words.reserved, words.name, words.fold)


class _ExclusionReader(StatementReader):
    def exclusion(self) -> str:
        self.expect("using")
        said = [f"USING {self.name()} ({self.elements()})"]
        if self.take("include"):
            columns = (self.one_name(piece[0]) for piece in split_at_commas(self.group()))
            said.append(f"INCLUDE ({', '.join(columns)})")
        if self.take("with"):
            options = joined(self.group(), frozenset(), self.words.name, self.words.fold)
            said.append(f"WITH ({options})")
        if self.take("where"):
            said.append(f"WHERE ({self.words.expression(self.source(self.group()))})")
        rest = joined(
            self.found[self.at :],
            self.words.reserved | {"deferrable", "deferred"},
            self.words.name,
            self.words.fold,
        )
        return " ".join((*said, rest)).rstrip()

    def elements(self) -> str:
        return ", ".join(self.element(piece) for piece in split_at_commas(self.group()))

    def element(self, found: Sequence[Token]) -> str:
        """An expression, perhaps an operator class, and the operator behind WITH."""
        place = next((i for i, token in enumerate(found) if token.is_word("with")), len(found))
        left = self.words.expression(self.source(found[:place]))
        operator = "".join(token.text for token in found[place + 1 :])
        return f"{left} WITH {operator}" if operator else left
