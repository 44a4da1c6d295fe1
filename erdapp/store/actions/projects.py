"""Making, renaming and deleting projects; taking over what one's browser made."""

from __future__ import annotations

import secrets
import string

from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Blob, Project, Version, Visibility
from erdapp.store.snapshots import delete_orphans

_SUFFIX = string.ascii_lowercase + string.digits


def free_slug(name: str) -> str:
    """A slug for the name; with six random characters when it is taken or says nothing."""
    base = slugify(name)[:60].strip("-") or "schema"
    if base != "schema" and not Project.objects.filter(slug=base).exists():
        return base
    return f"{base}-{''.join(secrets.choice(_SUFFIX) for _ in range(6))}"


@transaction.atomic
def create_project(name: str, visitor: Visitor, slug: str = "") -> Project:
    """An empty private project that belongs to the user, or to the browser without login; `slug`
    is a free one that was asked for."""
    name = name.strip()[:120] or "Untitled schema"
    project = Project.objects.create(
        slug=slug or free_slug(name if name != "Untitled schema" else ""),
        name=name,
        owner=visitor.user,
        claim="" if visitor.user else visitor.claim,
    )
    record("project created", project, visitor, name=name)
    return project


@transaction.atomic
def rename_project(project: Project, name: str, visitor: Visitor) -> None:
    """Change the name; the slug stays, so that links stay alive."""
    record("project renamed", project, visitor, before=project.name, after=name)
    project.name = name
    project.save(update_fields=["name", "updated"])


@transaction.atomic
def set_visibility(project: Project, visibility: Visibility, visitor: Visitor) -> None:
    record("visibility changed", project, visitor, after=visibility.value)
    project.visibility = visibility
    project.save(update_fields=["visibility", "updated"])


@transaction.atomic
def delete_project(project: Project, visitor: Visitor) -> None:
    """Delete the project and every schema and text that no other project has."""
    record("project deleted", project, visitor, name=project.name)
    versions = Version.objects.filter(project=project)
    fingerprints = set(versions.values_list("snapshot", flat=True))
    hashes = set(versions.values_list("sources__blob", flat=True)) - {None}
    project.comparisons.all().delete()
    project.delete()
    delete_orphans(fingerprints)
    Blob.objects.filter(sha256__in=hashes).annotate(n=Count("uses")).filter(n=0).delete()


@transaction.atomic
def take_over_projects(visitor: Visitor) -> int:
    """Give the projects that this browser made without login to the user; says how many."""
    if visitor.user is None or not visitor.claim:
        return 0
    unowned = list(Project.objects.filter(owner=None, claim=visitor.claim))
    for project in unowned:
        project.owner, project.claim = visitor.user, ""
        project.save(update_fields=["owner", "claim"])
        record("project taken over", project, visitor)
    return len(unowned)
