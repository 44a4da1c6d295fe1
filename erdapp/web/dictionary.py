"""The index of the data dictionary: how far each table is documented, and what was noted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from erdapp.store.models import Version
from erdapp.store.notes import coverage, notes_of
from erdapp.store.snapshots import load_outline
from erdapp.web.diagram_page import ListedGroup
from erdapp.web.markdown import summary


def index_context(
    version: Version, groups: tuple[ListedGroup, ...], undocumented: bool
) -> dict[str, Any]:
    """Coverage, the first line of each table's note, and on demand only what is undocumented."""
    notes = notes_of(version.project)
    found = coverage(load_outline(version.snapshot), notes)
    if undocumented:
        complete = {name for name, documented in found.each.items() if documented.complete}
        left = (
            replace(group, tables=tuple(t for t in group.tables if t.full_name not in complete))
            for group in groups
        )
        groups = tuple(group for group in left if group.tables)
    here = reverse("tables", args=[version.project.slug, version.number])
    return {
        "groups": groups,
        "coverage": found,
        "said": {table: summary(own[""]) for table, own in notes.items() if "" in own},
        "undocumented": undocumented,
        "all_tables": here,
        "undocumented_tables": f"{here}?undocumented",
    }
