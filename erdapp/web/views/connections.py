"""A project's live database: connected, read again, stopped, forgotten; how its reading goes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from erdapp.loaders.base import SourceError
from erdapp.store import access
from erdapp.store.actions import connections as actions
from erdapp.store.connections import connection_of, is_lost
from erdapp.store.models import Connection, Project, ReadingState
from erdapp.web.forms import DatabaseForm
from erdapp.web.visitor import AppRequest, visitor


@sensitive_post_parameters("url")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: AppRequest, slug: str) -> HttpResponse:
    """The state of the connection; a POST connects. `?then=diagram` leads on to what was read."""
    project = access.writable_project(visitor(request), slug)
    if request.method == "POST":
        return _connect(request, project)
    found = connection_of(project)
    if found and found.state == ReadingState.DONE and found.number and "then" in request.GET:
        return redirect("version", project.slug, found.number)
    return _page(request, project, DatabaseForm())


def _connect(request: AppRequest, project: Project) -> HttpResponse:
    form = DatabaseForm(request.POST)
    if form.is_valid():
        try:
            actions.connect(project, form.cleaned_data["url"], visitor(request))
        except SourceError as error:
            form.add_error(None, str(error))
        else:
            return redirect("connection", project.slug)
    return _page(request, project, form, status=400)


@require_safe
def state(request: AppRequest, slug: str) -> HttpResponse:
    """The panel alone, asked for while the database is read; at the end the page comes anew."""
    project = access.writable_project(visitor(request), slug)
    connection = _connection(project)
    if not connection.under_way or is_lost(connection):
        return HttpResponseClientRefresh()
    context = _context(project) | {
        "page": "project" if _from_project(request.GET) else "connection"
    }
    return render(request, "components/database_state.html", context)


@require_POST
def refresh(request: AppRequest, slug: str) -> HttpResponse:
    """Read the database again; back to the page that was looked at."""
    project = access.writable_project(visitor(request), slug)
    try:
        actions.refresh(_connection(project), visitor(request))
    except SourceError as error:
        messages.error(request, f"Not now: {error}.")
    return _back(request, project)


@require_POST
def stop(request: AppRequest, slug: str) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    actions.stop(_connection(project), visitor(request))
    return _back(request, project)


@require_POST
def forget(request: AppRequest, slug: str) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    actions.forget(_connection(project), visitor(request))
    messages.success(request, "The database URL is deleted. The versions stay.")
    return redirect("project", project.slug)


def _connection(project: Project) -> Connection:
    connection = connection_of(project)
    if connection is None:
        raise Http404(f"{project.name} is not connected to a database.")
    return connection


def _back(request: AppRequest, project: Project) -> HttpResponse:
    return redirect("project" if _from_project(request.POST) else "connection", project.slug)


def _from_project(sent: QueryDict) -> bool:
    """Whether the panel is on the project's page, and not on its own."""
    return sent.get("page") == "project"


def _context(project: Project) -> dict[str, object]:
    connection = connection_of(project)
    return {
        "project": project,
        "connection": connection,
        "reading_is_lost": connection is not None and is_lost(connection),
    }


def _page(
    request: AppRequest, project: Project, form: DatabaseForm, status: int = 200
) -> HttpResponse:
    context = _context(project) | {"database_form": form}
    return render(request, "connections/page.html", context, status=status)
