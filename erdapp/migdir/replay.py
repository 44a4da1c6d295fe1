"""The schema that a migration directory makes: its files from the last checkpoint on, in order."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import detect_dialect, load_sql
from erdapp.migdir.files import MigrationFile
from erdapp.schema import Dialect, Schema


def from_last_checkpoint(files: Sequence[MigrationFile]) -> tuple[MigrationFile, ...]:
    """What an empty database is given: the last checkpoint and what follows, else all."""
    starts = [place for place, file in enumerate(files) if file.checkpoint is not None]
    return tuple(files[starts[-1] :] if starts else files)


def without_checkpoints(files: Sequence[MigrationFile]) -> tuple[MigrationFile, ...]:
    """What a database is given that has run some of the files."""
    return tuple(file for file in files if file.checkpoint is None)


def up_to(files: Sequence[MigrationFile], version: str) -> tuple[MigrationFile, ...]:
    """The files up to the one of that version. Raises KeyError when there is none."""
    for place, file in enumerate(files):
        if file.version == version:
            return tuple(files[: place + 1])
    raise KeyError(version)


def sources(files: Sequence[MigrationFile]) -> tuple[SourceFile, ...]:
    """The files as a loader of SQL takes them."""
    return tuple(SourceFile(file.name, file.text) for file in files)


def dialect_of(files: Sequence[MigrationFile]) -> Dialect:
    """The dialect the files are most likely in."""
    return detect_dialect([file.text for file in files])


def replayed(files: Sequence[MigrationFile], dialect: Dialect) -> Loaded:
    """The schema of the files, read by our own loader. Raises SourceError as `load_sql` does."""
    if not files:
        return Loaded(schema=Schema(dialect=dialect))
    return load_sql(sources(files), LoadOptions(dialect=dialect, remember=False))
