"""Atlas's own: `20250102030405_name.sql`, forward only; the way back is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erdapp.migdir.files import MigrationFile, description_of, version_of
from erdapp.migdir.formats.base import Format, NewFile, Planned, in_order


def _migrations(files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    return tuple(
        MigrationFile(name, data, version_of(name), description_of(name))
        for name, data in in_order(files)
    )


def _write(planned: Planned) -> Sequence[NewFile]:
    head = "-- atlas:txmode none\n\n" if planned.outside else ""
    return [(f"{planned.stem()}.sql", head + planned.forward(capital=True))]


FORMAT = Format(name="atlas", migrations=_migrations, write=_write)
