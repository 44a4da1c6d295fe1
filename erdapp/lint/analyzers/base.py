"""What an analyzer is: a name, a heading, the dialects it knows, and a look at one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from erdapp.lint.context import Look
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic
from erdapp.schema import Dialect

Check = Callable[[Look, Policy], Iterator[Diagnostic]]
ALL = frozenset(Dialect)
MYSQL = frozenset({Dialect.MYSQL, Dialect.MARIADB})
POSTGRES = frozenset({Dialect.POSTGRES})


class Analyzer(Struct, frozen=True, kw_only=True):
    """One analyzer. `check` gives what it finds in a statement; it sees those around it too."""

    name: str
    """In directives and policies."""
    heading: str
    """Of its report."""
    codes: tuple[str, ...]
    check: Check
    dialects: frozenset[Dialect] = ALL
