"""Relations that no foreign key says: what is guessed, and what people said of guesses."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from erdapp.inference.values import Guess, Link
from erdapp.schema import Schema


class Links(Struct, frozen=True):
    """What to show beside foreign keys. Without `inferred`, what was accepted alone."""

    inferred: bool = False
    accepted: tuple[Link, ...] = ()
    rejected: tuple[Link, ...] = ()


NO_LINKS = Links()


class Related(Struct, frozen=True):
    """A relation to show; `accepted` when somebody said so."""

    link: Link
    accepted: bool
    why: str
    """A sentence for a tooltip, without its full stop."""


def related(schema: Schema, links: Links) -> tuple[Related, ...]:
    """The relations to show beside the foreign keys of a schema, in the order of its tables.

    What was accepted is left out where the schema has no such tables and columns, or has a
    foreign key there by now; so one answer serves all versions.
    """
    found = {link: Related(link, True, "accepted") for link in _there(schema, links.accepted)}
    if links.inferred:
        from erdapp.inference.infer import infer  # few pictures guess

        rejected = frozenset(links.rejected)
        decided = {(link.table, link.column) for link in found}
        for guess in infer(schema):
            if guess.link not in rejected and (guess.link.table, guess.link.column) not in decided:
                found[guess.link] = Related(guess.link, False, _why(guess))
    return tuple(found[link] for link in sorted(found))


def _why(guess: Guess) -> str:
    return f"inferred (score {guess.score:.2f}): {guess.reason}"


def _there(schema: Schema, links: Iterable[Link]) -> Iterable[Link]:
    """Those of the links whose both ends the schema has, and no foreign key over the column."""
    wanted = {link.table for link in links} | {link.ref_table for link in links}
    tables = {table.full_name: table for table in schema.tables if table.full_name in wanted}
    return (
        link
        for link in links
        if (table := tables.get(link.table))
        and (target := tables.get(link.ref_table))
        and table.column(link.column)
        and target.column(link.ref_column)
        and not any(link.column in key.columns for key in table.foreign_keys)
    )
