"""Who may see and change what. A stranger to a private project is told that there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from erdapp.store.models import Project, Role, ShareLink, Version, Visibility


@dataclass(frozen=True)
class Visitor:
    """Who is asking: a user, or a browser that may have made projects without login."""

    user: User | None = None
    browser: str = ""
    """The key in the browser's signed cookie; empty when it has none."""

    @property
    def claim(self) -> str:
        """What a project made by this browser carries; empty without a browser key."""
        return hashlib.sha256(self.browser.encode()).hexdigest() if self.browser else ""


@dataclass(frozen=True)
class Rights:
    """What a visitor may do with a project that they may see."""

    write: bool
    """Add versions, share, answer renames."""
    manage: bool
    """Rename and delete."""


def _belonging_to(visitor: Visitor) -> Q:
    mine = Q(pk__in=())
    if visitor.user:
        mine |= Q(owner=visitor.user) | Q(memberships__user=visitor.user)
    if visitor.claim:
        mine |= Q(owner=None, claim=visitor.claim)
    return mine


def own_projects(visitor: Visitor) -> QuerySet[Project]:
    """Projects the visitor made or is a member of, last changed first."""
    return Project.objects.filter(_belonging_to(visitor), example=False).distinct()


def visible_project(visitor: Visitor, slug: str) -> Project:
    """The project if the visitor may see it, else Http404."""
    allowed = _belonging_to(visitor) | Q(visibility=Visibility.PUBLIC)
    # Its connection comes along (a page may show its state), the encrypted URL stays there.
    projects = Project.objects.select_related("connection").defer("connection__sealed")
    project = projects.filter(allowed, slug=slug).distinct().first()
    if project is None:
        raise Http404("There is no such project, or it is not shared with you.")
    return project


def writable_project(visitor: Visitor, slug: str) -> Project:
    """The project if the visitor may add to it; PermissionDenied when they may only look."""
    project = visible_project(visitor, slug)
    if not rights(visitor, project).write:
        raise PermissionDenied("You may look at this project, but not change it.")
    return project


def managed_project(visitor: Visitor, slug: str) -> Project:
    """The project if the visitor owns it; PermissionDenied for members and onlookers."""
    project = visible_project(visitor, slug)
    if not rights(visitor, project).manage:
        raise PermissionDenied("Only an owner of this project may do that.")
    return project


def rights(visitor: Visitor, project: Project) -> Rights:
    """What the visitor may do with a project that they may see: at most one query."""
    if project.owner_id is None:
        made_it = bool(project.claim) and project.claim == visitor.claim
        if made_it:
            return Rights(write=True, manage=True)
    if visitor.user is None:
        return Rights(write=False, manage=False)
    if project.owner_id == visitor.user.pk:
        return Rights(write=True, manage=True)
    membership = project.memberships.filter(user=visitor.user).first()
    return Rights(
        write=membership is not None,
        manage=membership is not None and membership.role == Role.OWNER,
    )


def version_of(project: Project, number: int) -> Version:
    """The version with its snapshot's outline but without the schema itself, or Http404."""
    versions = project.versions.select_related("snapshot", "author")
    version = versions.defer("snapshot__data", "origins").filter(number=number).first()
    if version is None:
        raise Http404(f"{project.name} has no version {number}.")
    version.project = project
    return version


def live_share(token: str) -> ShareLink:
    """The share link with what it shows; Http404 when unknown or revoked."""
    shares = ShareLink.objects.select_related("project", "version", "comparison__after")
    shares = shares.defer(
        *(f"comparison__after__{name}" for name in ("data", "outline", "findings", "guesses"))
    )
    share = shares.filter(token=token, revoked_at=None).first()
    if share is None:
        raise Http404("This link does not exist or was withdrawn.")
    return share


def shared_version(share: ShareLink) -> Version:
    """The version that a share link shows: its own, or the newest of its project."""
    if share.version is not None:
        return version_of(share.project, share.version.number)
    newest = share.project.versions.order_by("-number").values_list("number", flat=True).first()
    if newest is None:
        raise Http404("This project has no version yet.")
    return version_of(share.project, newest)
