"""Saving and deleting views of a project's diagram."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from erdapp.store import access
from erdapp.store.actions import saved_views as actions
from erdapp.store.models import SavedView
from erdapp.web.forms import SavedViewForm
from erdapp.web.looking import Looking
from erdapp.web.views.errors import error_page
from erdapp.web.visitor import AppRequest, visitor


@require_POST
def save(request: AppRequest, slug: str) -> HttpResponse:
    """Keep what the diagram shows, and where its tables were put, under a name."""
    project = access.writable_project(visitor(request), slug)
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return error_page(request, 400, "This view cannot be saved", form.first_error)
    version = access.version_of(project, form.cleaned_data["version"])
    options = Looking.parse(request.POST.dict()).options()
    name, positions = form.cleaned_data["name"], form.cleaned_data["positions"]
    try:
        view = actions.save_view(project, name, options, positions, visitor(request))
    except actions.TooManyViews as error:
        return error_page(request, 400, "This view cannot be saved", str(error))
    page = reverse("version", args=[project.slug, version.number])
    return redirect(f"{page}?{urlencode({'view': view.name})}")


@require_POST
def delete(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    view = get_object_or_404(SavedView, project=project, pk=pk)
    actions.delete_view(view, visitor(request))
    messages.success(request, f"The view {view.name} is deleted.")
    newest = project.versions.order_by("-number").values_list("number", flat=True).first()
    return redirect("version", project.slug, newest) if newest else redirect("project", slug)
