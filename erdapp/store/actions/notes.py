"""Writing notes on tables and columns, and carrying them to new names."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from erdapp.diff.changes import Rename
from erdapp.schema import Name
from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Note, Project

LONGEST = 20_000


def write_note(
    project: Project, table: str, column: str, text: str, visitor: Visitor
) -> Note | None:
    """The note as it now is; an empty text takes it away."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST]
    detail = {"table": table[:300], "column": column[:300]}
    with transaction.atomic():
        if not text:
            gone, _ = project.notes.filter(table=table, column=column).delete()
            if gone:
                record("note deleted", project, visitor, **detail)
            return None
        note, _ = Note.objects.update_or_create(
            project=project,
            table=table,
            column=column,
            defaults={"text": text, "author": visitor.user},
        )
        record("note written", project, visitor, **detail)
    return note


def carry_notes(project: Project, renames: Iterable[Rename]) -> int:
    """Give the new names the notes of the old ones; says how many.

    The old names keep theirs, for the versions that bear them; a note that the new name already
    has stays as it is.
    """
    made = 0
    ordered = sorted(renames, key=lambda rename: rename.kind == "column")  # tables first
    for rename in ordered:
        if rename.kind in ("table", "view"):
            before = str(Name(rename.schema, rename.before))
            after = str(Name(rename.schema, rename.after))
            made += _copy(project, {"table": before}, {"table": after})
        elif rename.kind == "column":
            table = str(Name(rename.schema, rename.table))
            old = {"table": table, "column": rename.before}
            made += _copy(project, old, {"table": table, "column": rename.after})
    return made


def _copy(project: Project, old: dict[str, str], new: dict[str, str]) -> int:
    notes = list(project.notes.filter(**old))
    for note in notes:
        note.pk = None
        for name, value in new.items():
            setattr(note, name, value)
    return len(Note.objects.bulk_create(notes, ignore_conflicts=True))
