"""The home page: paste or drop a schema, look at examples, go on with recent projects."""

from __future__ import annotations

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from erdapp.loaders.base import SourceError
from erdapp.store.access import own_projects
from erdapp.store.actions.connections import start_from_database
from erdapp.store.actions.versions import start_project
from erdapp.store.models import Project, Version
from erdapp.web.forms import DatabaseForm, NewProjectForm
from erdapp.web.visitor import AppRequest, remembered_visitor, visitor

RECENT = 8


@sensitive_post_parameters("url", "text")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: AppRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, NewProjectForm(), DatabaseForm())
    if "url" in request.POST:
        return _database(request)
    form = NewProjectForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, DatabaseForm(), status=400)
    try:
        if url := form.database_url():
            return _read(request, url)
        version = start_project(form.source(), form.project_name(), remembered_visitor(request))
    except SourceError as error:
        form.add_error(None, str(error))
        return _page(request, form, DatabaseForm(), status=400)
    return redirect("version", version.project.slug, version.number)


def _database(request: AppRequest) -> HttpResponse:
    """The URL came in the field of its own."""
    form = DatabaseForm(request.POST)
    if form.is_valid():
        try:
            return _read(request, form.cleaned_data["url"])
        except SourceError as error:
            form.add_error(None, str(error))
    return _page(request, NewProjectForm(), form, status=400)


def _read(request: AppRequest, url: str) -> HttpResponse:
    """Off to the page that shows how the reading goes, and leads on to the diagram."""
    connection = start_from_database(url, remembered_visitor(request))
    return redirect(reverse("connection", args=[connection.project.slug]) + "?then=diagram")


def _page(
    request: AppRequest, form: NewProjectForm, database_form: DatabaseForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "database_form": database_form,
        "examples": with_newest(Project.objects.filter(example=True).order_by("pk")),
        "recent": with_newest(own_projects(visitor(request)))[:RECENT],
    }
    return render(request, "home/index.html", context, status=status)


def with_newest(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with `newest` (a version number) and its `tables` and `database`."""
    newest = Version.objects.filter(project=OuterRef("pk")).order_by("-number")
    return projects.annotate(
        newest=Max("versions__number"),
        tables=Subquery(newest.values("snapshot__tables")[:1]),
        database=Subquery(newest.values("dialect")[:1]),
    )
