"""A migration directory as a state: `file://migrations?format=goose&version=20250102030405`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote

from erdapp.cli.failure import Failure
from erdapp.loaders.detect import Language
from erdapp.loaders.sources import ReadSources
from erdapp.migdir import directory
from erdapp.migdir.checksum import SUM_NAME, ChecksumError
from erdapp.migdir.replay import dialect_of, from_last_checkpoint, replayed, sources, up_to
from erdapp.schema import Dialect


def folder_state(source: str, dialect: Dialect | None) -> ReadSources | None:
    """What the directory's files make, from the last checkpoint on; None for any other source.

    A directory is one that has an `atlas.sum`, or that is said to have a format or a version.
    Raises SourceError, and Failure when the files aren't what `atlas.sum` says.
    """
    place, _, query = source.removeprefix("file://").partition("?")
    asked = parse_qs(query)
    path = Path(unquote(place) if source.startswith("file://") else place)
    if not path.is_dir() or not (
        asked.keys() & {"format", "version"} or (path / SUM_NAME).exists()
    ):
        return None
    found = directory.read(directory.address(source))
    try:
        if found.sum is not None:
            found.check()
        files = found.migrations
        if version := asked.get("version", [""])[0]:
            files = up_to(files, version)
    except ChecksumError as error:
        raise Failure(
            f"{path}: {error}; run 'erdapp migrate hash' if the files are right"
        ) from error
    except KeyError as error:
        raise Failure(f'{path}: migration with version "{version}" not found') from error
    chosen = from_last_checkpoint(files)
    loaded = replayed(chosen, dialect or dialect_of(chosen)) if chosen or dialect else None
    if loaded is None:
        raise Failure(f"{path}: the directory is empty: say --dialect or --dev-url")
    return ReadSources(language=Language.SQL, files=sources(chosen), loaded=loaded)
