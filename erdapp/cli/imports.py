"""`-- atlas:import PATH` at the top of a SQL file: other files that are read before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from erdapp.cli.failure import Failure
from erdapp.cli.models import below
from erdapp.migdir.header import directives


def with_imports(paths: Iterable[Path]) -> list[Path]:
    """The files, each once and behind what it imports: files, or folders with all that is in them,
    by paths beside its own. Raises Failure for one that isn't there, OSError."""
    return list(_each(paths, set()))


def _each(paths: Iterable[Path], seen: set[Path]) -> Iterator[Path]:
    for path in paths:
        own = path.resolve()
        if own in seen:
            continue
        seen.add(own)
        for said in _said(path):
            place = path.parent / said
            if not place.exists():
                raise Failure(f"{path}: atlas:import {said}: there is no such file or folder")
            yield from _each(below(place) if place.is_dir() else [place], seen)
        yield path


def _said(path: Path) -> tuple[str, ...]:
    if path.suffix != ".sql":
        return ()
    text = path.read_text(encoding="utf-8", errors="replace")
    # A file that does nothing but import need not end in an empty line.
    return directives(f"{text}\n" if text.rstrip().startswith(("--", "#")) else text, "import")
