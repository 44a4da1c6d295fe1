"""SQL files to a schema: split into statements, read each one, apply it to the schema so far.

Each file is split by a dialect-aware splitter, each statement becomes words (`tokens`), and small
readers over those words (`reader`) apply CREATE, ALTER, DROP, RENAME and COMMENT in order, so a
folder of migrations loads as well as a dump. One grammar serves all five dialects. A parser made
for queries isn't used for DDL: it respells types, loses clauses and gives up whole statements.
Types and expressions go through the dialect's facts, so that a file and the database made from it
give equal schemas. Whatever isn't understood becomes a SourceProblem with its file and line.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects import facts, settled
from erdapp.loaders import collector
from erdapp.loaders.base import (
    Limits,
    Loaded,
    LoadOptions,
    SourceError,
    SourceFile,
)
from erdapp.loaders.sql.detect import detect_dialect
from erdapp.loaders.sql.finish import finish
from erdapp.loaders.sql.raw import StatementKind
from erdapp.loaders.sql.reading import SKIPPED, read_one
from erdapp.loaders.sql.split import split
from erdapp.loaders.sql.state import LoadState

__all__ = ["detect_dialect", "load_sql"]


def load_sql(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that the files make, applied in order.

    The dialect is detected when the options don't say it. Raises SourceError when a limit is
    exceeded or there is nothing to read; all else that goes wrong is among the problems.
    """
    with collector.held():
        state = read_files(files, options)
        finish(state)
    return Loaded(
        schema=settled(state.builder.freeze()),
        problems=tuple(state.problems),
        origins=state.all_origins,
        renames=tuple(state.renames),
    )


def read_files(files: Sequence[SourceFile], options: LoadOptions) -> LoadState:
    """The first part of a load, which knows no schema as a whole yet: every statement of the files
    split off, read and applied in order. Raises SourceError as `load_sql` does."""
    _check_size(files, options.limits)
    dialect = options.dialect or detect_dialect([file.text for file in files])
    state = LoadState(facts(dialect), options.limits, remember=options.remember)
    for file in files:
        _read_file(file, state)
    return state


def _check_size(files: Sequence[SourceFile], limits: Limits) -> None:
    if not files:
        raise SourceError("there is no SQL file to read: give at least one")
    if len(files) > limits.files:
        raise SourceError(
            f"{len(files)} files are more than the limit of {limits.files}: load fewer"
        )
    total = 0
    for file in files:
        total += len(file.text)
        if total > limits.total_bytes:
            raise SourceError(
                f"the files together exceed the limit of {limits.total_bytes:,} bytes: leave out "
                "data and load only the definitions",
                file=file.path,
            )


def _read_file(file: SourceFile, state: LoadState) -> None:
    state.at(file.path, 0, "")
    for raw in split(file.text, state.dialect):
        if raw.kind is not StatementKind.SQL or SKIPPED.match(raw.text):
            continue
        if len(raw.text) > state.limits.statement_bytes:
            raise SourceError(
                f"a statement of {len(raw.text):,} characters exceeds the limit of "
                f"{state.limits.statement_bytes:,}: split it or raise the limit",
                file=file.path,
                line=raw.line,
            )
        read_one(raw, file.path, state)
        if raw.may_hint:
            from erdapp.loaders.sql.rename_hints import take_hints  # brings all of `diff`

            state.at(file.path, raw.line, raw.text)
            take_hints(raw, state)
