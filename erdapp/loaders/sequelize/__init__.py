"""Sequelize models to a schema: the real Sequelize runs them in an isolate, without a database.

Models are programs of strangers, so they run in V8 without any way out, in a child process that
has neither environment nor files nor network (`worker`, `lock`), within limits of time (`child`).
What comes back is the SQL that `sync` would send in the asked dialect, read as any SQL (`answer`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import json
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceFile, SourceProblem
from erdapp.loaders.sequelize.answer import decode, to_loaded
from erdapp.loaders.sequelize.child import ask
from erdapp.loaders.sequelize.dialect import dialect_of
from erdapp.loaders.sequelize.version import is_seven
from erdapp.loaders.sequelize_files import wants
from erdapp.schema import Dialect

__all__ = ["load_sequelize"]


def load_sequelize(
    files: Sequence[SourceFile],
    options: LoadOptions = LoadOptions(),  # noqa: B008
    script: str = "",
) -> Loaded:
    """The schema that Sequelize makes of the models in `files`. Where the options name no dialect
    it is the one that the files name, else PostgreSQL. `script` is the path of one that builds the
    models and hands them over; one that uses Atlas's provider is found without being named.

    A file that fails is a problem of severity error, and the models of the others are there.
    Raises SourceError when nothing could be loaded.
    """
    wanted = [file for file in files if wants(file.path) or file.path == script]
    asked = options.dialect or options.usual
    told = None if asked else dialect_of(wanted)
    dialect = asked or told or Dialect.POSTGRES
    request = json.encode(
        {
            "files": [(file.path, file.text) for file in wanted],
            "dialect": dialect.value,
            "script": script,
            "seven": is_seven(wanted),
        }
    )
    answer = decode(ask(request, keep_spare=options.remember))
    loaded = to_loaded(answer, files, replace(options, dialect=dialect))
    if asked is None:
        loaded = replace(loaded, problems=(*loaded.problems, _assumed(dialect, told)))
    known = set(answer.read)
    left = tuple(file.path for file in files if file.path not in known)
    return replace(loaded, skipped=(*loaded.skipped, *left))


def _assumed(dialect: Dialect, told: Dialect | None) -> SourceProblem:
    label = facts(dialect).label
    message = (
        f"no dialect was chosen, so the models are shown as Sequelize makes them in {label}, "
        "which their own settings name"
        if told
        else f"no dialect was chosen, so the models are shown as Sequelize makes them in {label}"
    )
    return SourceProblem(file="", line=0, severity=Severity.NOTE, message=message)
