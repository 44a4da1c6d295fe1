"""Keeping a way of looking at the diagram under a name, and forgetting it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Project, SavedView

MOST = 100
"""Views of one project."""


class TooManyViews(Exception):
    """There are as many views as may be."""


@transaction.atomic
def save_view(
    project: Project,
    name: str,
    options: Mapping[str, str],
    positions: Mapping[str, tuple[float, float]],
    visitor: Visitor,
) -> SavedView:
    """The view under that name, made or changed."""
    known = project.saved_views.filter(name=name).exists()
    if not known and project.saved_views.count() >= MOST:
        raise TooManyViews(f"A project keeps up to {MOST} views: delete one first.")
    view, made = SavedView.objects.update_or_create(
        project=project,
        name=name,
        defaults={"options": dict(options), "positions": dict(positions)},
        create_defaults={
            "options": dict(options),
            "positions": dict(positions),
            "created_by": visitor.user,
        },
    )
    record("view saved" if made else "view changed", project, visitor, view=name)
    return view


@transaction.atomic
def delete_view(view: SavedView, visitor: Visitor) -> None:
    record("view deleted", view.project, visitor, view=view.name)
    view.delete()
