"""Prisma schemas: the statements that `prisma migrate` would run are written and read as SQL.

So names, types and normal forms are those of the database made by Prisma. Views, which Prisma
doesn't create, are noted as left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.loaders.base import (
    Loaded,
    LoadOptions,
    Origin,
    Severity,
    SourceError,
    SourceFile,
    SourceProblem,
)
from erdapp.loaders.prisma.columns import Columns
from erdapp.loaders.prisma.parser import parse
from erdapp.loaders.prisma.relations import joins
from erdapp.loaders.prisma.sql import Stated, Writer
from erdapp.loaders.prisma.tree import Block, Call, Value, Word
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Name

__all__ = ["load_prisma"]

_PROVIDERS = {
    "postgresql": Dialect.POSTGRES,
    "postgres": Dialect.POSTGRES,
    "cockroachdb": Dialect.POSTGRES,
    "mysql": Dialect.MYSQL,
    "sqlite": Dialect.SQLITE,
    "sqlserver": Dialect.MSSQL,
}


def load_prisma(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that the files together describe, in the dialect of the options or of their
    datasource. Raises SourceError, with file and line, for what doesn't read."""
    blocks = [block for file in files for block in parse(file)]
    source = next((block for block in blocks if block.kind == "datasource"), None)
    problems: list[SourceProblem] = []
    dialect = options.dialect or _dialect(source, problems)
    models = {block.name: block for block in blocks if block.kind == "model"}
    enums = {block.name: block for block in blocks if block.kind == "enum"}
    if not models and not enums:
        raise SourceError("no model was found: a Prisma schema has model blocks")
    settings = source.settings if source else {}
    writer = Writer(models, enums, facts(dialect), settings.get("relationMode") != "prisma")
    problems += _left_out(blocks, models, writer.columns)
    stated = [*_extensions(settings, source, dialect), *writer.statements()]
    text, places = _text(stated)
    loaded = load_sql((SourceFile("", text),), replace(options, dialect=dialect))
    found = [_placed(problem, places) for problem in loaded.problems]
    return Loaded(
        schema=loaded.schema,
        problems=(*problems, *found),
        origins=_origins(models, writer.columns),
    )


def _dialect(source: Block | None, problems: list[SourceProblem]) -> Dialect:
    if source is None:
        return Dialect.POSTGRES
    provider = source.settings.get("provider")
    if not isinstance(provider, str) or provider not in _PROVIDERS:
        known = ", ".join(_PROVIDERS)
        shown = provider if isinstance(provider, str) else "that"
        raise SourceError(
            f"the provider {shown} has no SQL schema that is known here; known are {known}",
            file=source.file,
            line=source.line,
        )
    if provider == "cockroachdb":
        text = "CockroachDB is read as PostgreSQL"
        problems.append(_problem(source, source.line, Severity.NOTE, text))
    return _PROVIDERS[provider]


def _problem(block: Block, line: int, severity: Severity, message: str) -> SourceProblem:
    return SourceProblem(file=block.file, line=line, severity=severity, message=message)


def _left_out(
    blocks: Sequence[Block], models: dict[str, Block], columns: Columns
) -> list[SourceProblem]:
    found: list[SourceProblem] = []
    for block in blocks:
        if block.kind == "view":
            text = f"the view {block.name} has no query in Prisma, which doesn't create it"
            found.append(_problem(block, block.line, Severity.NOTE, text))
        if block.kind == "model":
            for field in block.fields:
                if not columns.is_column(field) and field.type not in models:
                    text = f"{block.name}.{field.name}: there is no type {field.type}"
                    found.append(_problem(block, field.line, Severity.ERROR, text))
    return found


def _extensions(settings: dict[str, Value], source: Block | None, dialect: Dialect) -> list[Stated]:
    value = settings.get("extensions")
    if source is None or dialect is not Dialect.POSTGRES or not isinstance(value, tuple):
        return []
    found = []
    for item in value:
        name = item.text if isinstance(item, Word) else item.name if isinstance(item, Call) else ""
        mapped = item.get("map") if isinstance(item, Call) else None
        quote = facts(dialect).quote
        sql = f"CREATE EXTENSION {quote(mapped if isinstance(mapped, str) else name)}"
        for argument, words in (("schema", "WITH SCHEMA"), ("version", "VERSION")):
            told = item.get(argument) if isinstance(item, Call) else None
            sql += f" {words} {quote(told)}" if isinstance(told, str) else ""
        found.append(Stated(sql, source.file, source.line))
    return found


def _text(stated: Sequence[Stated]) -> tuple[str, list[tuple[int, Stated]]]:
    """The statements as one text, and the line each begins on."""
    pieces: list[str] = []
    places: list[tuple[int, Stated]] = []
    line = 1
    for item in stated:
        places.append((line, item))
        piece = f"{item.sql};\n"
        pieces.append(piece)
        line += piece.count("\n")
    return "".join(pieces), places


def _placed(problem: SourceProblem, places: Sequence[tuple[int, Stated]]) -> SourceProblem:
    """A problem of a statement at the place in the schema it comes from."""
    at = next((item for line, item in reversed(places) if line <= problem.line), None)
    return replace(problem, file=at.file, line=at.line) if at else problem


def _origins(models: dict[str, Block], columns: Columns) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for model in models.values():
        table = str(Name(columns.namespace(model.schema), model.table))
        found[table] = Origin(model.file, model.line)
        for field in model.fields:
            if columns.is_column(field):
                place = Origin(model.file, field.line, columns.type(field))
                found[f"{table}.{field.column}"] = place
    for join in joins(models):
        table = str(Name(columns.namespace(join.schema), join.name))
        found[table] = Origin(join.file, join.line)
    return found
