"""How a diagram is looked at when a saved view, or a share link, says what the address doesn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from erdapp.layout.options import Group, PictureOptions
from erdapp.store.models import Project, SavedView, Version
from erdapp.store.relations import answers_of, links_of
from erdapp.store.snapshots import folders_of, load_outline
from erdapp.web.looking import OPTIONS, Looking


@dataclass(frozen=True)
class Looked:
    """The options that hold, and the saved view they came with."""

    looking: Looking
    saved: SavedView | None = None

    def picture(self, version: Version, *, standalone: bool = False) -> PictureOptions:
        """The options of the picture of a version, with what was accepted in its project."""
        links = links_of(answers_of(version.project), inferred=self.looking.inferred)
        outline = load_outline(version.snapshot)
        found = self.looking.picture(outline, links, standalone=standalone)
        if found.group != Group.FOLDER:
            return found
        return msgspec.structs.replace(found, folders=folders_of(version))

    @property
    def positions(self) -> dict[str, Any]:
        return self.saved.positions if self.saved else {}

    @property
    def moved(self) -> tuple[tuple[str, tuple[float, float]], ...]:
        """The places of its tables for a file; in a page the viewer puts them there."""
        return tuple((name, (x, y)) for name, (x, y) in sorted(self.positions.items()))


def looked_at(
    project: Project, params: Mapping[str, str], opened: Mapping[str, str] | None = None
) -> Looked:
    """`?view=name` alone stands for all options of that view; with others beside it, for the
    places of its tables. `opened` are the options of a share link: no other view than its own
    is to be seen through it.
    """
    name = params.get("view", "")
    if opened is not None:
        name = opened.get("view", "")
    saved = project.saved_views.filter(name=name).first() if name else None
    told = {key for key in params if key in OPTIONS}
    given = dict(params)
    if opened and not told:
        given = {**opened, **params}
        told = {key for key in given if key in OPTIONS}
    if saved and not told - {"view"}:
        given = {**saved.options, **given}
    looking = Looking.parse(given)
    view = saved.name if saved else ""
    return Looked(replace(looking, view=view, opened=bool(opened)), saved)
