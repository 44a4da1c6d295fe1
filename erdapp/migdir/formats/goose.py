"""goose: `-- +goose Up` and `-- +goose Down` in one file."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.migdir.formats import sections
from erdapp.migdir.formats.base import Format, NewFile, Planned


def _marked(statement: str) -> str:
    """A routine has semicolons that goose would end it at."""
    if ";" not in statement.rstrip().removesuffix(";"):
        return statement
    return f"-- +goose StatementBegin\n{statement}-- +goose StatementEnd\n"


def _write(planned: Planned) -> Sequence[NewFile]:
    head = "-- +goose NO TRANSACTION\n" if planned.outside else ""
    text = (
        f"{head}-- +goose Up\n{planned.forward(_marked)}\n-- +goose Down\n{planned.back(_marked)}"
    )
    return [(f"{planned.stem()}.sql", text)]


FORMAT = Format(name="goose", migrations=sections.migrations, write=_write)
