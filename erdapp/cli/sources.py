"""Where a schema comes from on the command line: a path or a URL becomes a loaded schema."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import click

from erdapp.cli.dev import dev_database_url, dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.prepared import SCHEME, prepared
from erdapp.loaders.base import (
    Loaded,
    LoadOptions,
    Severity,
    SourceError,
    SourceFile,
)
from erdapp.loaders.detect import Language
from erdapp.loaders.sources import ReadSources, load_sources
from erdapp.schema import Dialect

DATABASES = (
    "postgres",
    "postgresql",
    "mysql",
    "mariadb",
    "maria",
    "sqlite",
    "sqlite3",
    "sqlserver",
    "mssql",
)
"""URL schemes that name a live database."""
LANGUAGES = tuple(language.value for language in Language)
"""URL schemes that name files in a language, whatever their names: `prisma://schema`."""

_PYTHON = (Language.DJANGO, Language.SQLALCHEMY)


def read(
    source: str,
    dialect: Dialect | None = None,
    dev_url: str | None = None,
    schemas: Sequence[str] = (),
    variables: Mapping[str, str] = {},
) -> Loaded:
    """Load the schema that `source` names; problems of the load are told on stderr.

    With `dev_url`, files are run on that dev database and the schema is what the server makes of
    them; they are read in its dialect unless another one is told. `schemas` are the namespaces of
    a live database to read, `variables` the values of those of HCL. Raises Failure, saying what
    cannot be read and why.
    """
    try:
        told = dialect or (dev_dialect(dev_url) if dev_url else None)
        found = read_source(source, told, schemas, variables)
        loaded = settled_on(found, dev_url)
    except SourceError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{source}: {error.strerror or error}") from error
    tell_problems(loaded)
    return loaded


def read_source(
    source: str,
    dialect: Dialect | None = None,
    schemas: Sequence[str] = (),
    variables: Mapping[str, str] = {},
) -> ReadSources:
    """What `source` says, as it is written; a live database has no files.

    Raises SourceError, OSError and Failure.
    """
    scheme = urlsplit(source).scheme if "://" in source else ""
    if scheme in DATABASES:
        from erdapp.loaders.database import inspect_url

        found = inspect_url(source, schemas=schemas)
        return ReadSources(language=Language.SQL, files=(), loaded=found)
    if scheme == SCHEME:
        reader = prepared(source)
        if reader is None:
            raise Failure(f"{source}: only a project file can name this source")
        return reader(dialect)
    if scheme not in ("", "file", *LANGUAGES):
        known = ", ".join(("file", *LANGUAGES, *DATABASES))
        raise Failure(f"{scheme}:// is not a source that can be read; known are {known}")
    if scheme in ("", "file") and (folder := _folder(source, dialect)) is not None:
        return folder
    language = Language(scheme) if scheme in LANGUAGES else None
    if language in _PYTHON and (project := _project(source, dialect)) is not None:
        return ReadSources(language=language, files=(), loaded=project)
    place, asked = _dialect_of(source.removeprefix(f"{scheme}://"), language)
    if language is Language.SEQUELIZE:
        from erdapp.cli.models import read_models

        return read_models(Path(place), asked or dialect)
    return load_files(files_of(Path(place)), asked or dialect, language, variables)


def _folder(source: str, dialect: Dialect | None) -> ReadSources | None:
    """A migration directory as a state; None for any other source."""
    place = source.removeprefix("file://").partition("?")[0]
    if not Path(unquote(place) if source.startswith("file://") else place).is_dir():
        return None
    from erdapp.cli.folders import folder_state  # it brings half of the house along

    return folder_state(source, dialect)


def _project(source: str, dialect: Dialect | None) -> Loaded | None:
    """The schema of a Python project that is loaded by its own Python, not read."""
    from erdapp.loaders.python.project import read_project

    scheme, _, place = source.partition("://")
    return read_project(scheme, place, dialect)


def settled_on(found: ReadSources, dev_url: str | None) -> Loaded:
    """The schema of a source; that of files as the dev database makes it, where there is one."""
    if dev_url is None or not found.files:
        return found.loaded
    # only SQL has statements to run; for the rest the plan of the schema is run
    files = found.files if found.language is Language.SQL else ()
    return normalised(found.loaded, files, dev_url)


def _dialect_of(place: str, language: Language | None) -> tuple[str, Dialect | None]:
    """The path and dialect of `models?dialect=mysql`, as models need one told."""
    path, _, query = place.partition("?")
    if language not in (Language.SEQUELIZE, *_PYTHON) or not query:
        return place, None
    asked = parse_qs(query).get("dialect", [""])[0]
    if asked not in list(Dialect):
        raise Failure(f"{asked or query} is no dialect; there are {', '.join(Dialect)}")
    return path, Dialect(asked)


def normalised(loaded: Loaded, files: Sequence[SourceFile], dev_url: str) -> Loaded:
    """What the dev database makes of the files. A statement that it refuses is a failure: without
    its object the schema would be read as `drop it`."""
    from erdapp.runner import ScratchUnavailable, normalise

    try:
        found = normalise(loaded, files, url=dev_database_url(dev_url))
    except ScratchUnavailable as error:
        raise Failure(" ".join(filter(None, (f"{error}.", error.hint)))) from error
    refused = [item for item in found.problems if item.severity is Severity.ERROR]
    if refused:
        first = refused[0]
        more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
        raise Failure(f"{first.file}:{first.line}: {first.message}{more}: {first.statement}")
    return found


def files_of(path: Path) -> tuple[SourceFile, ...]:
    """The source files at a path. Raises Failure when nothing is there, and SourceError."""
    from erdapp.cli.imports import with_imports
    from erdapp.cli.models import below
    from erdapp.loaders.archive import Upload, read_upload

    if not path.exists():
        raise Failure(f"{path}: there is no such file or folder")
    given = list(below(path)) if path.is_dir() else [path]
    found = with_imports(given)
    uploads = [Upload(_label(file, path), file.read_bytes()) for file in found]
    files = read_upload(uploads, LoadOptions().limits)[0]
    if found == given:
        return files
    order = {upload.name: place for place, upload in enumerate(uploads)}
    return tuple(sorted(files, key=lambda file: order.get(file.path, 0)))


def load_files(
    files: Sequence[SourceFile],
    dialect: Dialect | None,
    language: Language | None = None,
    variables: Mapping[str, str] = {},
) -> ReadSources:
    """What the files say together; `variables` are for those of HCL. Raises SourceError."""
    if variables and any(file.path.endswith(".hcl") for file in files):
        from erdapp.cli.project.schemas import variables_file

        files, language = (*files, variables_file("the command line", variables)), Language.HCL
    return load_sources(files, LoadOptions(dialect=dialect, remember=False), language)


def _label(file: Path, root: Path) -> str:
    """The path to show; of a Django app, with the folder that names it."""
    home = root if root.is_dir() else root.parent
    path = Path(os.path.relpath(file, home)).as_posix()
    is_app = file.suffix == ".py" and ((home / "models.py").exists() or (home / "apps.py").exists())
    return f"{home.resolve().name}/{path}" if is_app else path


def tell_problems(loaded: Loaded) -> None:
    """Print errors and warnings of a load to stderr, one line each."""
    for problem in loaded.problems:
        if problem.severity is not Severity.NOTE:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            click.echo(f"{place}: {problem.severity}: {problem.message}", err=True)
