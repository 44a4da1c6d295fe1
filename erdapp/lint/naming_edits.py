"""A name that a policy allows, in the place of one that it doesn't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.lint.context import Look, StatementChanges
from erdapp.lint.edits import instead
from erdapp.lint.policy import Pattern
from erdapp.lint.report import SuggestedFix

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\W+")
_AFFIXES = {
    "index": ("{}_idx", "{}_index", "{}_key", "idx_{}", "ix_{}", "uq_{}"),
    "foreign_key": ("{}_fk", "{}_fkey", "fk_{}"),
    "check": ("{}_check", "{}_chk", "{}_ck", "check_{}", "chk_{}", "ck_{}"),
}
"""What teams put before and behind such names."""


def renamed(
    look: Look, pattern: Pattern, kind: str, name: str, taken: frozenset[str]
) -> SuggestedFix:
    """Another name where the file says this one once: later uses can't be told from other names
    that are spelled alike. Only advice where none is found that the pattern allows."""
    new = next((one for one in _candidates(kind, name) if pattern.allows(one)), "")
    place = _only_place(look, name)
    if not new or new in taken or place is None:
        return SuggestedFix(message=f'Give "{name}" a name that the policy allows')
    known, (start, end) = facts(look.dialect), place
    text = look.statement.text
    bare = not known.needs_quotes(new)
    sql = text[:start] + (new if bare else known.quote(new)) + text[end:]
    return instead(look, f'Call "{name}" "{new}"', sql)


def _candidates(kind: str, name: str) -> Iterator[str]:
    snake = "_".join(part for part in _WORDS.split(name) if part).lower()
    yield snake
    for affix in _AFFIXES.get(kind, ()):
        yield affix.format(snake)


def _only_place(look: Look, name: str) -> tuple[int, int] | None:
    """Where the statement says the name; None when the file says it elsewhere, too."""
    others = (one for one in look.file.statements if one is not look.statement)
    if any(True for one in others for _ in _places(look, one, name)):
        return None
    found = list(_places(look, look.statement, name))
    return found[0] if len(found) == 1 else None


def _places(look: Look, one: StatementChanges, name: str) -> Iterator[tuple[int, int]]:
    reader = one.reader(look.dialect)
    for word, start in zip(reader.words, reader.starts, strict=False):
        if word and reader.can_be_name(word) and reader.name_of(word) == name:
            yield start, start + len(word)
