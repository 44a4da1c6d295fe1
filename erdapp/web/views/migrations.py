"""The migration folder of a project: its files with findings, and its sum."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from erdapp.loaders.archive import Upload
from erdapp.loaders.base import SourceError
from erdapp.migdir.formats import FORMATS
from erdapp.schema import Dialect
from erdapp.store import access, folders
from erdapp.store.actions import folders as actions
from erdapp.store.models import Project
from erdapp.web import conditional, folder_page
from erdapp.web.forms import DIALECTS, ManyFilesField, ManyFilesInput, SourceForm
from erdapp.web.uploads import path_of
from erdapp.web.visitor import AppRequest, visitor

SOURCE_IDS = "next_%s"
"""Of the fields of the second form on the page, which has fields of the same names."""


class FolderForm(forms.Form):
    uploads = ManyFilesField(required=False, widget=ManyFilesInput(attrs={"multiple": True}))
    folder = ManyFilesField(
        required=False, widget=ManyFilesInput(attrs={"multiple": True, "webkitdirectory": True})
    )
    format = forms.ChoiceField(choices=[(name, name) for name in FORMATS])
    dialect = forms.ChoiceField(required=False, choices=DIALECTS)


@require_safe
def page(request: AppRequest, slug: str) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    return folder_page_response(request, project)


def folder_page_response(
    request: AppRequest,
    project: Project,
    *,
    form: FolderForm | None = None,
    source_form: SourceForm | None = None,
) -> HttpResponse:
    """The page of the folder; with a form that was sent and says what is wrong with it, a 400."""
    folder = folders.folder_of(project)
    context: dict[str, Any] = {
        "project": project,
        "may": access.rights(visitor(request), project),
        "form": form or FolderForm(),
        "source_form": source_form,
        "folder": folder,
    }
    if folder is not None:
        found = folders.directory_of(folder)
        context |= {
            "files": folder_page.listed(folder, found),
            "wrong": folders.integrity(found),
            "unsummed": found.sum is None,
            "source_form": source_form
            or SourceForm(auto_id=SOURCE_IDS, initial={"dialect": folder.dialect}),
            "versions": list(project.versions.only("number", "label", "project_id")),
        }
    wrong = form is not None or source_form is not None
    return render(request, "migrations/page.html", context, status=400 if wrong else 200)


@require_POST
def put(request: AppRequest, slug: str) -> HttpResponse:
    """The uploaded folder instead of the one before."""
    project = access.writable_project(visitor(request), slug)
    form = FolderForm(request.POST, request.FILES)
    if not form.is_valid():
        return folder_page_response(request, project, form=form)
    data = form.cleaned_data
    files = [*data["uploads"], *data["folder"]]
    uploads = [Upload(path_of(file), file.read()) for file in files]
    dialect = Dialect(data["dialect"]) if data["dialect"] else None
    try:
        actions.put_folder(project, uploads, data["format"], dialect, visitor(request))
    except SourceError as error:
        form.add_error(None, str(error))
        return folder_page_response(request, project, form=form)
    return redirect("migrations", project.slug)


@require_safe
def file(request: AppRequest, slug: str, name: str) -> HttpResponse:
    """One file, the findings under the lines that they are about."""
    project = access.visible_project(visitor(request), slug)
    folder, found = folder_page.held(project)
    if name not in found.files:
        raise Http404("The folder has no such file.")
    context = {
        "project": project,
        "folder": folder,
        "file": folder_page.shown(folder, found, name),
    }
    return render(request, "migrations/file.html", context)


@require_safe
def download(request: AppRequest, slug: str) -> HttpResponse:
    """The folder with its sum as a zip."""
    project = access.visible_project(visitor(request), slug)
    data = folders.as_zip(folder_page.held(project)[1])
    response = HttpResponse(data, content_type="application/zip")
    tag = conditional.etag(data)
    name = f"{project.slug}-migrations.zip"
    return conditional.as_file(response, request, name, conditional.PRIVATE, tag=tag)
