"""Guesses at relations from the names of columns, where types allow them.

A column that is in no foreign key is looked up as it is called, then without its first word, which
may be a role (`billing_address_id`), and so on: the longest name that is known wins. A name that
could mean two tables alike means none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.inference.families import NONE, TEXT, Families
from erdapp.inference.targets import Spelling, Spellings, Target, common_prefix, spellings
from erdapp.inference.values import Guess, Link
from erdapp.inference.words import singulars, words
from erdapp.schema import Column, Schema, Table

LEAST = 0.5
"""Below that a likeness of names is chance."""
PARENT = 0.75
"""How sure `parent_id` means the table itself."""
ROLE, FOREIGN, OTHER_PREFIX, OWN_PREFIX, WIDTH, TYPED = 0.15, 0.1, 0.35, 0.03, 0.05, 0.2
"""What it takes away: a role before the name, a table of another namespace, a prefix of the table
that is not the column's own, one that is, a type of another width, a column that says the table."""
SURE = 0.85
"""What a primary key is believed to reference needs that much."""
NO_ROLES = frozenset(("is", "has", "was", "can", "num", "count", "total"))
"""First words of what is no reference: a truth, a number."""


class _Known(Struct, frozen=True):
    """What is looked up for every column."""

    spellings: Spellings
    prefix: str
    families: Families


class _Asked(Struct, frozen=True):
    """A column that may reference something."""

    table: Table
    column: Column
    family: str
    typed: bool
    """Another column may say which table it references, as in `owner_id`, `owner_type`."""


def infer(schema: Schema) -> tuple[Guess, ...]:
    """At most one guess for each column without a foreign key, in the order of the tables."""
    families = Families(schema)
    known = _Known(spellings(schema, families), common_prefix(schema.tables), families)
    return tuple(guess for table in schema.tables for guess in _of_table(table, known))


def _of_table(table: Table, known: _Known) -> list[Guess]:
    alone = table.primary_key.columns if table.primary_key else ()
    found = []
    for asked in _asked(table, known.families):
        guess = _of_column(asked, known)
        if guess and guess.score >= (SURE if alone == (asked.column.name,) else LEAST):
            found.append(guess)
    return found


def _asked(table: Table, families: Families) -> Iterator[_Asked]:
    taken = {name for key in table.foreign_keys for name in key.columns}
    kinds = {column.name: families.of(column.type) for column in table.columns}
    texts = {"".join(words(name)) for name, kind in kinds.items() if kind == TEXT}
    for column in table.columns:
        own, kind = words(column.name), kinds[column.name]
        if column.name not in taken and kind != NONE and own and own[0] not in NO_ROLES:
            typed = len(own) > 1 and "".join((*own[:-1], "type")) in texts
            yield _Asked(table, column, kind, typed)


def _of_column(asked: _Asked, known: _Known) -> Guess | None:
    own = words(asked.column.name)
    for at in range(len(own)):
        found = _candidates(own[at:], known)
        if any(_is(one.target, asked) for one in found):
            return None  # the key itself is called so
        if at == 0:
            found = [*found, *known.spellings.get("".join((*words(asked.table.name), *own)), ())]
        fitting = [
            _guess(asked, one, known.prefix, "_".join(own[:at]))
            for one in found
            if one.target.family == asked.family and not _is_own(one, asked)
        ]
        if fitting:
            return _best(fitting)
    return _parent(asked, own[1:], known.families) if own[0] == "parent" else None


def _is(target: Target, asked: _Asked) -> bool:
    return target.table == asked.table.full_name and target.column == asked.column.name


def _is_own(one: Spelling, asked: _Asked) -> bool:
    """Of the column itself; or only called as its own table, which many a column is."""
    return _is(one.target, asked) or (one.bare and one.target.table == asked.table.full_name)


def _candidates(own: tuple[str, ...], known: _Known) -> Sequence[Spelling]:
    """As it is called; else with the table in the plural, as in `users_id`."""
    found = known.spellings.get("".join(own))
    if found or len(own) < 2:
        return found or ()
    start, last = "".join(own[:-2]), own[-1]
    several = (known.spellings.get(start + one + last) for one in singulars(own[-2])[1:])
    return next(filter(None, several), ())


def _guess(asked: _Asked, one: Spelling, common: str, role: str) -> Guess:
    target, score, reason = one.target, one.score, one.reason
    if role:
        score, reason = score - ROLE, f"{reason}, after the role {role}"
    if one.prefix:
        mine = one.prefix in (common, *words(asked.table.name)[:1])
        score -= OWN_PREFIX if mine else OTHER_PREFIX
        reason += f", without {one.prefix}"
    if target.table.schema != asked.table.schema:
        score -= FOREIGN
    if target.type != asked.column.type:
        score -= WIDTH
    if asked.typed:
        score, reason = score - TYPED, f"{reason}, but another column may say the table"
    link = Link(asked.table.full_name, asked.column.name, target.table, target.column)
    return Guess(link, round(score, 2), reason)


def _best(guesses: list[Guess]) -> Guess | None:
    """The likeliest; none when two tables are alike."""
    guesses.sort(key=lambda guess: (-guess.score, guess.link))
    first = guesses[0]
    rivals = (one for one in guesses if one.link.ref_table != first.link.ref_table)
    second = next(rivals, None)
    return None if second is not None and second.score == first.score else first


def _parent(asked: _Asked, rest: tuple[str, ...], families: Families) -> Guess | None:
    """`parent_id`, `parent`: in the table itself."""
    table, column = asked.table, asked.column
    key = table.primary_key.columns if table.primary_key else ()
    own = table.column(key[0]) if len(key) == 1 else None
    if own is None or own is column or families.of(own.type) != asked.family:
        return None
    if rest and not "".join(words(own.name)).endswith("".join(rest)):
        return None
    link = Link(table.full_name, column.name, table.full_name, own.name)
    score = PARENT if own.type == column.type else PARENT - WIDTH
    return Guess(link, score, "a parent is a row of the same table")
