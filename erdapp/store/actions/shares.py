"""Making and withdrawing links that show one thing to whoever holds them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Comparison, Project, ShareLink, Version


@transaction.atomic
def share(
    project: Project,
    visitor: Visitor,
    *,
    version: Version | None = None,
    comparison: Comparison | None = None,
    options: dict[str, str] | None = None,
) -> ShareLink:
    """A link to the version, to the comparison, or (neither given) to the newest version.

    The same thing with the same view gets the link it already has, as long as that is alive.
    """
    same = ShareLink.objects.filter(
        project=project, version=version, comparison=comparison, options=options or {}
    )
    if alive := same.filter(revoked_at=None).first():
        return alive
    link = ShareLink.objects.create(
        project=project,
        version=version,
        comparison=comparison,
        options=options or {},
        created_by=visitor.user,
    )
    record("share created", project, visitor, share=link.pk)
    return link


@transaction.atomic
def revoke(link: ShareLink, visitor: Visitor) -> None:
    """Withdraw the link for good; whoever opens it from now on is told so."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record("share revoked", link.project, visitor, share=link.pk)
