"""The migration folder of a project: its files with findings, its sum, and its next migration."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from erdapp.loaders.archive import Upload
from erdapp.loaders.base import SourceError
from erdapp.migdir.directory import Directory
from erdapp.migdir.formats import FORMATS
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect
from erdapp.store import access, comparisons, folders
from erdapp.store.actions import comparisons as comparing
from erdapp.store.actions import folders as actions
from erdapp.store.models import Comparison, MigrationFolder, Project
from erdapp.web import conditional, folder_page
from erdapp.web.converters import Pair
from erdapp.web.forms import DIALECTS, ManyFilesField, ManyFilesInput
from erdapp.web.uploads import path_of
from erdapp.web.views.errors import error_page
from erdapp.web.visitor import AppRequest, visitor

_NAME = re.compile(r"[\w-]*")


class FolderForm(forms.Form):
    uploads = ManyFilesField(required=False, widget=ManyFilesInput(attrs={"multiple": True}))
    folder = ManyFilesField(
        required=False, widget=ManyFilesInput(attrs={"multiple": True, "webkitdirectory": True})
    )
    format = forms.ChoiceField(choices=[(name, name) for name in FORMATS])
    dialect = forms.ChoiceField(required=False, choices=DIALECTS)


class NextForm(forms.Form):
    to = forms.IntegerField(min_value=1)
    name = forms.CharField(required=False, max_length=80)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip().replace(" ", "_")
        if not _NAME.fullmatch(name):
            raise forms.ValidationError("A name has letters, digits, _ and - only.")
        return name


@require_safe
def page(request: AppRequest, slug: str) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    return _page(request, project, FolderForm())


def _page(
    request: AppRequest, project: Project, form: FolderForm, status: int = 200
) -> HttpResponse:
    folder = folders.folder_of(project)
    context: dict[str, Any] = {
        "project": project,
        "may": access.rights(visitor(request), project),
        "form": form,
        "folder": folder,
    }
    if folder is not None:
        found = folders.directory_of(folder)
        context |= {
            "files": folder_page.listed(folder, found),
            "wrong": folders.integrity(found),
            "unsummed": found.sum is None,
            "versions": list(project.versions.only("number", "label", "project_id")),
        }
    return render(request, "migrations/page.html", context, status=status)


@require_POST
def put(request: AppRequest, slug: str) -> HttpResponse:
    """The uploaded folder instead of the one before."""
    project = access.writable_project(visitor(request), slug)
    form = FolderForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, project, form, status=400)
    data = form.cleaned_data
    files = [*data["uploads"], *data["folder"]]
    uploads = [Upload(path_of(file), file.read()) for file in files]
    dialect = Dialect(data["dialect"]) if data["dialect"] else None
    try:
        actions.put_folder(project, uploads, data["format"], dialect, visitor(request))
    except SourceError as error:
        form.add_error(None, str(error))
        return _page(request, project, form, status=400)
    return redirect("migrations", project.slug)


@require_safe
def file(request: AppRequest, slug: str, name: str) -> HttpResponse:
    """One file, the findings under the lines that they are about."""
    project = access.visible_project(visitor(request), slug)
    folder, found = _folder(project)
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
    data = folders.as_zip(_folder(project)[1])
    response = HttpResponse(data, content_type="application/zip")
    tag = conditional.etag(data)
    name = f"{project.slug}-migrations.zip"
    return conditional.as_file(response, request, name, conditional.PRIVATE, tag=tag)


@require_http_methods(["GET", "HEAD", "POST"])
def next_migration(request: AppRequest, slug: str) -> HttpResponse:
    """From the folder's last schema to a version: seen first, then written."""
    project = access.writable_project(visitor(request), slug)
    folder, found = _folder(project)
    form = NextForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return error_page(request, 400, "That migration cannot be written", said)
    last = folder_page.last_version(folder, found)
    target = access.version_of(project, form.cleaned_data["to"])
    if last is None:
        return error_page(request, 400, "The folder is empty", "Upload its migrations first.")
    try:
        comparison = comparing.compare_versions(access.version_of(project, last.number), target)
    except comparing.NotComparable as error:
        return error_page(request, 400, "These two cannot be compared", str(error))
    planned = comparisons.plan_of(comparison)
    name = form.cleaned_data["name"]
    if request.method == "POST" and planned is not None and planned.up:
        try:
            actions.write_next(folder, planned, name, visitor(request))
        except SourceError as error:
            return error_page(request, 400, "That migration cannot be written", str(error))
        messages.success(request, "The migration is written, and the sum with it.")
        return redirect("migrations", project.slug)
    context = _preview(project, folder, found, comparison, planned, name)
    context |= {"last": last, "target": target, "pair": Pair(last.number, target.number)}
    context["may"] = access.rights(visitor(request), project)
    return render(request, "migrations/next.html", context)


def _preview(
    project: Project,
    folder: MigrationFolder,
    found: Directory,
    comparison: Comparison,
    planned: Plan | None,
    name: str,
) -> dict[str, Any]:
    files = actions.next_files(found, planned, name) if planned is not None and planned.up else []
    return {
        "project": project,
        "folder": folder,
        "files": files,
        "name": name,
        "planned": planned,
        "wrong": folders.integrity(found),
        "unsummed": found.sum is None,
        "comparison": comparison,
        "proof": comparisons.proof_of(comparison),
        "proof_is_lost": comparisons.proof_is_lost(comparison),
        "how_query": "",
    }


def _folder(project: Project) -> tuple[MigrationFolder, Directory]:
    """Raises Http404 when the project holds none."""
    folder = folders.folder_of(project)
    if folder is None:
        raise Http404("This project holds no migration folder.")
    return folder, folders.directory_of(folder)
