"""What a program hands in: the next version of a project, or of a new one."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from msgspec import Struct

from erdapp.store.access import Visitor, writable_project
from erdapp.store.actions.projects import create_project
from erdapp.store.actions.versions import Source, newest_or_next, read_source, usual_dialect
from erdapp.store.models import Project, Version

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")


class BadSlug(Exception):
    """A name that cannot stand in an address; `str()` says what can."""


class Pushed(Struct, frozen=True):
    """The version that holds what was pushed, and whether it had to be made for it."""

    version: Version
    created: bool


def push(source: Source, slug: str, name: str, visitor: Visitor) -> Pushed:
    """Read the source and keep it as the next version of the project with that slug, which is
    made when there is none; without a slug always a new project.

    A source that says what the newest version says already makes no version. Raises SourceError,
    BadSlug, PermissionDenied and, for a slug that somebody else took, Http404; then nothing is
    stored.
    """
    check_slug(slug)
    read = read_source(source, usual_dialect(slug) if slug else "")
    with transaction.atomic():
        project = project_to_add_to(slug, name, visitor)
        version, created = newest_or_next(project, read, visitor)
        return Pushed(version, created)


def check_slug(slug: str) -> None:
    """Raises BadSlug; an empty one asks for a new project."""
    if slug and not _SLUG.fullmatch(slug):
        raise BadSlug(f"{slug!r} cannot be a project: use a-z, 0-9 and dashes, up to 80 characters")


def project_to_add_to(slug: str, name: str, visitor: Visitor) -> Project:
    """The project of that slug, made where there is none, its row locked so that two pushes follow
    each other. Raises PermissionDenied, and Http404 for a slug that somebody else took."""
    if not slug or not Project.objects.filter(slug=slug).exists():
        return create_project(name or slug, visitor, slug=slug)
    try:
        project = writable_project(visitor, slug)
    except Http404:
        # The slug is taken, but by whom is nobody's business.
        raise Http404(f"There is no project {slug}, or it is not shared with you.") from None
    except PermissionDenied:
        raise PermissionDenied(
            f"There is a project {slug} that you may only look at: push to one of another name."
        ) from None
    return Project.objects.select_for_update().get(pk=project.pk)
