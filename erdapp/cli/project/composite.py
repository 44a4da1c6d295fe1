"""Several schemas as one: each as SQL, in the namespace that it is for, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erdapp.dialects import facts
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.detect import Language
from erdapp.loaders.sources import ReadSources, load_sources
from erdapp.schema import Dialect

Part = tuple[str, ReadSources]
"""A namespace, empty for the default one, and what is in it."""


def combined(parts: Sequence[Part]) -> ReadSources:
    """The parts as one source; a later one may refer to those before it.

    Raises SourceError when they are of several dialects, or of one that has no namespaces.
    """
    dialects = {read.loaded.schema.dialect for _, read in parts}
    if len(dialects) > 1:
        raise SourceError(f"the parts are of several dialects: {', '.join(sorted(dialects))}")
    (dialect,) = dialects
    named = {name for name, _ in parts if name}
    if dialect is not Dialect.POSTGRES and len(named) > 1:
        raise SourceError(f"several namespaces ({', '.join(sorted(named))}) need PostgreSQL")
    files = [file for part in parts for file in _files(part, dialect)]
    return load_sources(files, LoadOptions(dialect=dialect, remember=False), Language.SQL)


def _files(part: Part, dialect: Dialect) -> Iterator[SourceFile]:
    from erdapp.export import export

    name, read = part
    if dialect is Dialect.POSTGRES:
        space = facts(dialect).quote(name or "public")
        made = f"CREATE SCHEMA IF NOT EXISTS {space};\n" if name and name != "public" else ""
        yield SourceFile(f"schema {name or 'public'}", f"{made}SET search_path TO {space};\n")
    if read.language is Language.SQL and read.files:
        yield from read.files
    else:
        yield SourceFile(f"schema {name}".rstrip(), export(read.loaded.schema, "sql"))
