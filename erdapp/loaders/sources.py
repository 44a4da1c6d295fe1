"""Source files of any language to a schema: the loader is chosen by `detect`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile, not_a_failure
from erdapp.loaders.detect import Chosen, Language, choose

Loader = Callable[[Sequence[SourceFile], LoadOptions], Loaded]


class ReadSources(Struct, frozen=True, kw_only=True):
    """What was read: in which language, from which files, and what they say."""

    language: Language
    files: tuple[SourceFile, ...]
    loaded: Loaded


def _sql(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.sql import load_sql

    return load_sql(files, options)


def _hcl(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.hcl import load_hcl

    return load_hcl(files, options)


def _dbml(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.dbml import load_dbml

    return load_dbml(files, options)


def _sequelize(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.sequelize import load_sequelize

    return load_sequelize(files, options)


def _prisma(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.prisma import load_prisma

    return load_prisma(files, options)


def _django(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.python import load_django

    return load_django(files, options)


def _sqlalchemy(files: Sequence[SourceFile], options: LoadOptions) -> Loaded:
    from erdapp.loaders.python import load_sqlalchemy

    return load_sqlalchemy(files, options)


LOADERS: dict[Language, Loader] = {
    Language.SQL: _sql,
    Language.HCL: _hcl,
    Language.DBML: _dbml,
    Language.PRISMA: _prisma,
    Language.SEQUELIZE: _sequelize,
    Language.DJANGO: _django,
    Language.SQLALCHEMY: _sqlalchemy,
}
"""One loader a language, each imported when it is needed."""


def load_sources(
    files: Sequence[SourceFile], options: LoadOptions, language: Language | None = None
) -> ReadSources:
    """The schema that the files make. Without `language` it is the one that most files are in.

    Raises SourceError when nothing can be read.
    """
    if not files:
        raise SourceError("there is no file to read: give at least one")
    chosen = choose(files) if language is None else Chosen(language, tuple(files))
    loaded = not_a_failure(LOADERS[chosen.language](chosen.files, options))
    loaded = replace(loaded, skipped=(*chosen.others, *loaded.skipped))
    return ReadSources(language=chosen.language, files=chosen.files, loaded=loaded)
