"""Renames: every guess for neighbouring published versions, with its score and reason."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.history import load, pairs
from erdapp.diff import compare, guess_renames
from erdapp.diff.changes import AddColumn, AddTable, DropColumn, DropTable, ModifyTable, RenameGuess
from erdapp.loaders.base import SourceError
from erdapp.schema import Dialect, Schema


def main() -> None:
    """A line for each guess; `-v` adds what was dropped and added instead in the same place."""
    guesses = 0
    for dialect, older, newer in pairs():
        try:
            before, after = load(older, dialect), load(newer, dialect)
        except SourceError:
            continue
        found = guess_renames(before, after)
        guesses += len(found)
        _told(dialect, older, newer, found)
        if "-v" in sys.argv:
            _rest(before, after, found)
    print(f"{guesses} guesses")


def _told(dialect: Dialect, older: Path, newer: Path, found: tuple[RenameGuess, ...]) -> None:
    for guess in found:
        rename = guess.rename
        where = f"{rename.table}." if rename.table else f"{rename.kind} "
        pair = f"{dialect} {older.parent.name} {older.name[:2]}→{newer.name[:2]}"
        print(f"{guess.score:.2f} {pair}: {where}{rename.before} → {rename.after}; {guess.reason}")


def _rest(before: Schema, after: Schema, found: tuple[RenameGuess, ...]) -> None:
    """Tables and columns that go and come without a guess, where both happen."""
    changes = compare(before, after, [guess.rename for guess in found])
    gone = [c.table.name for c in changes if isinstance(c, DropTable)]
    came = [c.table.name for c in changes if isinstance(c, AddTable)]
    if gone and came:
        print(f"     no guess: tables {', '.join(gone)} / {', '.join(came)}")
    for change in changes:
        if not isinstance(change, ModifyTable):
            continue
        gone = [
            f"{c.column.name} {c.column.type}" for c in change.changes if isinstance(c, DropColumn)
        ]
        came = [
            f"{c.column.name} {c.column.type}" for c in change.changes if isinstance(c, AddColumn)
        ]
        if gone and came:
            print(f"     no guess: {change.after.name}: {', '.join(gone)} / {', '.join(came)}")


if __name__ == "__main__":
    main()
