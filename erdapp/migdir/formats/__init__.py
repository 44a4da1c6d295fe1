"""The formats of migration directories: which files run in which order, and how new ones look."""

from __future__ import annotations

from erdapp.migdir.formats import (
    atlas,
    dbmate,
    flyway,
    golang_migrate,
    goose,
    liquibase,
    sequelize,
)
from erdapp.migdir.formats.base import Format
from erdapp.schema import Dialect

__all__ = ["FORMATS", "Format", "format_named"]

FORMATS: dict[str, Format] = {
    "atlas": atlas.FORMAT,
    "golang-migrate": golang_migrate.FORMAT,
    "goose": goose.FORMAT,
    "flyway": flyway.FORMAT,
    "liquibase": liquibase.FORMAT,
    "dbmate": dbmate.FORMAT,
    "sequelize": sequelize.FORMAT,
}
"""By the names of `?format=`."""


def format_named(name: str, dialect: str = "") -> Format:
    """The format of that name, `atlas` for an empty one; Sequelize's programs say something else in
    each dialect. Raises ValueError naming what there is."""
    if dialect and dialect not in list(Dialect):
        raise ValueError(f"{dialect} is no dialect; there are {', '.join(Dialect)}")
    if name == "sequelize" and dialect:
        return sequelize.in_dialect(Dialect(dialect))
    found = FORMATS.get(name or "atlas")
    if found is None:
        raise ValueError(f'unknown dir format "{name}"; there are {", ".join(FORMATS)}')
    return found
