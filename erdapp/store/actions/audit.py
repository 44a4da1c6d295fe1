"""Writing down who did what."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.models import AuditEntry, Project


def record(verb: str, project: Project | None, visitor: Visitor, **detail: str | int) -> None:
    """One audit entry, of a project or of an account. Details are names and numbers, never
    contents or secrets."""
    AuditEntry.objects.create(
        project=project,
        slug=project.slug if project else "",
        actor=visitor.user,
        verb=verb,
        detail=detail,
    )
