"""Django and SQLAlchemy models to a schema: uploaded Python is read, never run.

A child process reads the files (`reading`), makes the real fields and tables of Django or
SQLAlchemy from what it found (`django_models`, `sqlalchemy_tables`), and lets those emit their DDL
for the asked dialect. The answer is SQL, read as any SQL, with the places the models say it at.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.loaders.base import (
    Loaded,
    LoadOptions,
    Origin,
    Severity,
    SourceError,
    SourceFile,
    SourceProblem,
)
from erdapp.loaders.python.answering import Answer, Request, TablePlace
from erdapp.loaders.python.child import ask
from erdapp.loaders.python_files import wants
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect

__all__ = ["load_django", "load_sqlalchemy", "read_answer"]

_OF_DJANGO = (Dialect.POSTGRES, Dialect.MYSQL, Dialect.MARIADB, Dialect.SQLITE)


def load_django(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that Django makes of the models in `files`, for PostgreSQL where the options name
    no dialect. Raises SourceError when nothing could be loaded."""
    if options.dialect is not None and options.dialect not in _OF_DJANGO:
        raise SourceError(
            f"Django has no {options.dialect}: load the models for one of "
            f"{', '.join(_OF_DJANGO)}, and translate the schema (--to-dialect {options.dialect})"
        )
    return _load("django", "Django", files, options)


def load_sqlalchemy(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that SQLAlchemy's `create_all` makes of the models in `files`, for PostgreSQL
    where the options name no dialect. Raises SourceError when nothing could be loaded."""
    return _load("sqlalchemy", "SQLAlchemy", files, options)


def _load(language: str, called: str, files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    dialect = options.dialect or Dialect.POSTGRES
    sent = [(file.path, file.text) for file in files if wants(file.path)]
    sent = sent or [(file.path, file.text) for file in files]
    answer = ask(Request(language, dialect.value, sent))
    loaded = read_answer(answer, called, replace(options, dialect=dialect))
    if options.dialect is None:
        loaded = replace(loaded, problems=(*loaded.problems, _defaulted(called)))
    known = {path for path, _ in sent}
    left = tuple(file.path for file in files if file.path not in known)
    return replace(loaded, skipped=(*loaded.skipped, *left))


def _defaulted(called: str) -> SourceProblem:
    text = f"no dialect was chosen, so the models are shown as {called} makes them in PostgreSQL"
    return SourceProblem(file="", line=0, severity=Severity.NOTE, message=text)


def read_answer(answer: Answer, called: str, options: LoadOptions) -> Loaded:
    """The schema of the answer's SQL; origins and problems point at the models."""
    if not answer.statements:
        for one in answer.problems:
            if one.severity is Severity.ERROR:
                raise SourceError(one.message, file=one.file, line=one.line)
        raise SourceError(
            f"no {called} model was found: choose the files that define models, or the folder that "
            "has them and what they import"
        )
    text, table_of_line = _script(answer)
    loaded = load_sql([SourceFile("models.sql", text)], options)
    origins = _origins(answer.tables, loaded)
    moved = (_moved(problem, answer, table_of_line) for problem in loaded.problems)
    return replace(loaded, origins=origins, problems=(*answer.problems, *moved))


def _script(answer: Answer) -> tuple[str, list[int]]:
    """The statements as one text, and for each of its lines the table it is about."""
    pieces: list[str] = []
    table_of_line: list[int] = []
    for statement, table in answer.statements:
        piece = statement if statement.rstrip().endswith(";") else statement + ";"
        pieces.append(piece)
        table_of_line += [table] * (piece.count("\n") + 1)
    return "\n".join(pieces) + "\n", table_of_line


def _origins(tables: Sequence[TablePlace], loaded: Loaded) -> dict[str, Origin]:
    places: dict[str, Origin] = {}
    for table in (*tables, *(join for one in tables for join in one.joins)):
        key = f"{table.schema}.{table.name}" if table.schema else table.name
        places.setdefault(key, Origin(table.file, table.line))
        for column in table.columns:
            places.setdefault(f"{key}.{column.name}", Origin(column.file, column.line))
    found: dict[str, Origin] = {}
    for key, origin in loaded.origins.items():
        above = places.get(key.rpartition(".")[0], Origin("", 0))
        place = places.get(key, above)
        if place.file:
            found[key] = replace(place, raw=origin.raw)
    return found


def _moved(problem: SourceProblem, answer: Answer, table_of_line: Sequence[int]) -> SourceProblem:
    known = 0 < problem.line <= len(table_of_line)
    index = table_of_line[problem.line - 1] if known else -1
    if not 0 <= index < len(answer.tables):
        return replace(problem, file="", line=0)
    table = answer.tables[index]
    return replace(problem, file=table.file, line=table.line)
