"""Two schemas to changes: what turns one into the other, and which drops look like renames."""

from __future__ import annotations

from erdapp.diff.changes import Changes, Rename, RenameGuess
from erdapp.diff.compare import compare
from erdapp.diff.describe import describe
from erdapp.diff.kept import with_kept_names
from erdapp.diff.renames import guess_renames
from erdapp.diff.renaming import apply_renames
from erdapp.diff.resolve import inverted
from erdapp.diff.summary import Summary, summarise
from erdapp.diff.telling import Told, told

__all__ = [
    "Changes",
    "Rename",
    "RenameGuess",
    "Summary",
    "Told",
    "apply_renames",
    "compare",
    "describe",
    "guess_renames",
    "inverted",
    "summarise",
    "told",
    "with_kept_names",
]
