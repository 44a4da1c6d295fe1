"""A project: its versions, its links, its settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from erdapp.loaders.base import SourceError
from erdapp.store import access
from erdapp.store.actions import connections as connection_actions
from erdapp.store.actions import projects as actions
from erdapp.store.actions import versions as version_actions
from erdapp.store.connections import connection_of, is_lost
from erdapp.store.models import Project, Visibility
from erdapp.web.forms import DatabaseForm, NameForm, NewVersionForm, VisibilityForm
from erdapp.web.visitor import AppRequest, visitor


@require_safe
def detail(request: AppRequest, slug: str) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    return _page(request, project, NewVersionForm())


@sensitive_post_parameters("text")
@require_POST
def add_version(request: AppRequest, slug: str) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    form = NewVersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, project, form, status=400)
    try:
        if url := form.database_url():
            connection_actions.connect(project, url, visitor(request))
            return redirect("connection", project.slug)
        version = version_actions.add_version(project, form.source(), visitor(request))
    except SourceError as error:
        form.add_error(None, str(error))
        return _page(request, project, form, status=400)
    return redirect("version", project.slug, version.number)


@require_POST
def rename(request: AppRequest, slug: str) -> HttpResponse:
    project = access.managed_project(visitor(request), slug)
    form = NameForm(request.POST)
    if form.is_valid():
        actions.rename_project(project, form.cleaned_data["name"], visitor(request))
    else:
        messages.error(request, "A project needs a name of at most 120 characters.")
    return redirect("project", project.slug)


@require_POST
def visibility(request: AppRequest, slug: str) -> HttpResponse:
    project = access.managed_project(visitor(request), slug)
    form = VisibilityForm(request.POST)
    if form.is_valid():
        wanted = Visibility(form.cleaned_data["visibility"])
        actions.set_visibility(project, wanted, visitor(request))
    else:
        messages.error(request, "A project is either private or public.")
    return redirect("project", project.slug)


def delete(request: AppRequest, slug: str) -> HttpResponse:
    project = access.managed_project(visitor(request), slug)
    if request.method != "POST":
        return render(request, "projects/delete.html", {"project": project})
    actions.delete_project(project, visitor(request))
    messages.success(request, f"{project.name} and everything in it is deleted.")
    return redirect("home")


def _page(
    request: AppRequest, project: Project, form: NewVersionForm, status: int = 200
) -> HttpResponse:
    who = visitor(request)
    versions = project.versions.select_related("snapshot", "author").defer(
        "snapshot__data", "snapshot__outline", "origins"
    )
    may = access.rights(who, project)
    connection = connection_of(project) if may.write else None
    context = {
        "project": project,
        "versions": list(versions),
        "form": form,
        "database_form": DatabaseForm(),
        "connection": connection,
        "reading_is_lost": connection is not None and is_lost(connection),
        "may": may,
        "shares": project.shares.filter(revoked_at=None).select_related("version", "comparison")
        if may.write
        else (),
        "members": project.memberships.select_related("user") if may.manage else (),
    }
    return render(request, "projects/detail.html", context, status=status)
