"""States on the command line: one source or several, and `env://src` of a project file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from erdapp.cli.dev import dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.project import Environment
from erdapp.cli.project.environment import NOTHING
from erdapp.cli.sources import files_of, load_files, read, read_source, settled_on, tell_problems
from erdapp.loaders.base import Loaded, SourceError
from erdapp.loaders.detect import choose
from erdapp.loaders.sources import ReadSources
from erdapp.schema import Dialect


def read_state(
    sources: Sequence[str],
    dialect: Dialect | None = None,
    dev_url: str | None = None,
    environment: Environment = NOTHING,
    schemas: Sequence[str] = (),
) -> Loaded:
    """The state that the sources make together; problems are told on stderr. Raises Failure."""
    named = resolved(sources, environment)
    if len(named) == 1:
        return read(named[0], dialect, dev_url, schemas, environment.variables)
    told = dialect or (dev_dialect(dev_url) if dev_url else None)
    try:
        loaded = settled_on(_together(named, told, environment), dev_url)
    except (SourceError, OSError) as error:
        raise Failure(str(error)) from error
    tell_problems(loaded)
    return loaded


def resolved(sources: Sequence[str], environment: Environment) -> tuple[str, ...]:
    """The sources with those of the environment put in. Raises Failure for one it doesn't have."""
    found: list[str] = []
    for source in sources:
        scheme, mark, name = source.partition("://")
        found += _of_environment(name, environment) if mark and scheme == "env" else (source,)
    return tuple(found)


def _of_environment(name: str, environment: Environment) -> tuple[str, ...]:
    if not environment.name:
        raise Failure(f"env://{name} needs --env")
    known = {"src": environment.src, "url": (environment.url,), "dev": (environment.dev,)}
    known["migration.dir"] = (environment.migration.dir,)
    found = tuple(filter(None, known.get(name, ())))
    if not found:
        there = ", ".join(known)
        raise Failure(f"env://{name}: the env {environment.name} has none of that; known: {there}")
    return found


def _together(
    sources: Sequence[str], dialect: Dialect | None, environment: Environment
) -> ReadSources:
    """Files of one language as one source; anything else one after the other."""
    if all(urlsplit(source).scheme in ("", "file") for source in sources):
        read = [files_of(Path(source.removeprefix("file://"))) for source in sources]
        if len({choose(files).language for files in read}) == 1:
            files = [file for one in read for file in one]
            return load_files(files, dialect, variables=environment.variables)
    from erdapp.cli.project.composite import combined

    parts = []
    for source in sources:
        part = read_source(source, dialect, (), environment.variables)
        parts.append(("", part))
        dialect = part.loaded.schema.dialect
    return combined(parts)
