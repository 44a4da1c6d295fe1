"""dbmate: `-- migrate:up` and `-- migrate:down` in one file."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.migdir.formats import sections
from erdapp.migdir.formats.base import Format, NewFile, Planned


def _write(planned: Planned) -> Sequence[NewFile]:
    outside = " transaction:false" if planned.outside else ""
    text = f"-- migrate:up{outside}\n{planned.forward()}\n-- migrate:down\n{planned.back()}"
    return [(f"{planned.stem()}.sql", text)]


FORMAT = Format(name="dbmate", migrations=sections.migrations, write=_write)
