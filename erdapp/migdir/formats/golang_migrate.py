"""golang-migrate: `1_name.up.sql` with `1_name.down.sql` beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erdapp.migdir.files import MigrationFile, description_of, version_of
from erdapp.migdir.formats.base import Format, NewFile, Planned, in_order

_UP = ".up.sql"


def _migrations(files: Mapping[str, bytes]) -> tuple[MigrationFile, ...]:
    return tuple(
        MigrationFile(name, data, version_of(stem), description_of(stem))
        for name, data in in_order(files, _UP)
        for stem in [name.removesuffix(_UP)]
    )


def _write(planned: Planned) -> Sequence[NewFile]:
    stem = planned.stem()
    return [(f"{stem}{_UP}", planned.forward()), (f"{stem}.down.sql", planned.back())]


FORMAT = Format(name="golang-migrate", migrations=_migrations, write=_write)
