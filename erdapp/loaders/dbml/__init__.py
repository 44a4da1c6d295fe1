"""DBML (dbml.dbdiagram.io) to a schema of the database that its project names.

Names that DBML leaves to the server are those the server gives; groups and sticky notes have no
meaning for a schema and are noted as left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects import facts, settled
from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.dbml.build import Build
from erdapp.loaders.dbml.parser import parse
from erdapp.loaders.dbml.tree import Document
from erdapp.loaders.sql.finish import finish
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect

__all__ = ["load_dbml"]

_DATABASES = {
    "postgresql": Dialect.POSTGRES,
    "postgres": Dialect.POSTGRES,
    "mysql": Dialect.MYSQL,
    "mariadb": Dialect.MARIADB,
    "sqlite": Dialect.SQLITE,
    "sqlserver": Dialect.MSSQL,
    "mssql": Dialect.MSSQL,
}


def load_dbml(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that the files together describe; PostgreSQL where neither the options nor a
    project say otherwise. Raises SourceError, with file and line, for what isn't DBML."""
    document = Document()
    for file in files:
        parse(file, document)
    database = document.database.lower().replace(" ", "").replace("_", "")
    dialect = options.dialect or _DATABASES.get(database, Dialect.POSTGRES)
    if not document.tables and not document.enums:
        raise SourceError(
            "no table was found: DBML has Table blocks",
            file=files[0].path if len(files) == 1 else "",
        )
    state = LoadState(facts(dialect), options.limits)
    Build(document, state).run()
    for what, file_path, line in document.ignored:
        state.at(file_path, line, what)
        state.note(f"{what} has no meaning for a schema")
    finish(state)
    return Loaded(
        schema=settled(state.builder.freeze()),
        problems=tuple(state.problems),
        origins=state.all_origins,
    )
