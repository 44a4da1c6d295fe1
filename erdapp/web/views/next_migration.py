"""The next migration of a project's folder: to a version or to a source, seen first, then written
into the folder or taken along as a zip."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from erdapp.loaders.base import SourceError
from erdapp.migdir.directory import Directory
from erdapp.planner.plan import Plan
from erdapp.store import access, comparisons, folders
from erdapp.store.actions import comparisons as comparing
from erdapp.store.actions import folders as actions
from erdapp.store.actions.versions import add_version_unless_newest
from erdapp.store.incomplete import doubts as doubts_of
from erdapp.store.models import Comparison, MigrationFolder, Project, Version
from erdapp.web import conditional, folder_page
from erdapp.web.converters import Pair
from erdapp.web.forms import NextForm, NextSourceForm
from erdapp.web.views.errors import error_page
from erdapp.web.views.migrations import SOURCE_IDS, folder_page_response
from erdapp.web.visitor import AppRequest, visitor


class _Unwritable(Exception):
    """There is no next migration; a title and a sentence."""


class _Next(NamedTuple):
    """What would be written, and from what to what."""

    folder: MigrationFolder
    found: Directory
    last: Version
    target: Version
    name: str
    comparison: Comparison
    doubts: tuple[Version, ...]
    plan: Plan | None
    """None while a version is in doubt, and where there is nothing to plan."""

    @property
    def files(self) -> list[tuple[str, str]]:
        if self.plan is None or not self.plan.up:
            return []
        return actions.next_files(self.found, self.plan, self.name)

    @property
    def query(self) -> str:
        """`?next=…` brings whoever answers a question about the comparison back here."""
        return "?" + urlencode({"next": self.name})


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: AppRequest, slug: str) -> HttpResponse:
    """From the folder's last schema to a version: seen first, then written."""
    project = access.writable_project(visitor(request), slug)
    try:
        found = _next(request, project)
        if request.method == "POST" and found.plan is not None and found.files:
            actions.write_next(found.folder, found.plan, found.name, visitor(request))
            messages.success(request, "The migration is written, and the sum with it.")
            return redirect("migrations", project.slug)
    except _Unwritable as error:
        return error_page(request, 400, *error.args)
    except SourceError as error:
        return error_page(request, 400, "That migration cannot be written", str(error))
    return render(request, "migrations/next.html", _context(request, project, found))


@sensitive_post_parameters("text")
@require_POST
def from_source(request: AppRequest, slug: str) -> HttpResponse:
    """What is pasted or uploaded becomes a version, and the next migration leads to it."""
    project = access.writable_project(visitor(request), slug)
    folder, _ = folder_page.held(project)
    form = NextSourceForm(request.POST, request.FILES, auto_id=SOURCE_IDS)
    if not form.is_valid():
        return folder_page_response(request, project, source_form=form)
    try:
        if form.database_url():
            raise SourceError("read a database into a version first: choose that version then")
        source = form.source(label=form.cleaned_data["name"])
        version = add_version_unless_newest(project, source, folder.dialect, visitor(request))
    except SourceError as error:
        form.add_error(None, str(error))
        return folder_page_response(request, project, source_form=form)
    query = urlencode({"to": version.number, "name": form.cleaned_data["name"]})
    return redirect(f"{reverse('migration-next', args=[project.slug])}?{query}")


@require_safe
def download(request: AppRequest, slug: str) -> HttpResponse:
    """The folder as it would be with the next migration, as a zip; nothing is written."""
    project = access.writable_project(visitor(request), slug)
    try:
        found = _next(request, project)
        if found.plan is None or not found.files:
            raise _Unwritable("There is no next migration", "The page before this one says why.")
        data = folders.as_zip(actions.with_next(found.folder, found.plan, found.name))
    except _Unwritable as error:
        return error_page(request, 400, *error.args)
    except SourceError as error:
        return error_page(request, 400, "That migration cannot be written", str(error))
    response = HttpResponse(data, content_type="application/zip")
    name = f"{project.slug}-migrations.zip"
    tag = conditional.etag(data)
    return conditional.as_file(response, request, name, conditional.PRIVATE, tag=tag)


def _next(request: AppRequest, project: Project) -> _Next:
    """Raises _Unwritable, SourceError, Http404."""
    folder, found = folder_page.held(project)
    form = NextForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        raise _Unwritable("That migration cannot be written", said)
    ends = folder_page.last_version(folder, found)
    if ends is None:
        raise _Unwritable("The folder is empty", "Upload its migrations first.")
    last = access.version_of(project, ends.number)
    target = access.version_of(project, form.cleaned_data["to"])
    try:
        comparison = comparing.compare_versions(last, target)
    except comparing.NotComparable as error:
        raise _Unwritable("These two cannot be compared", str(error)) from None
    doubts = doubts_of(last, target)
    plan = None if doubts else comparisons.plan_of(comparison)
    name = form.cleaned_data["name"]
    return _Next(folder, found, last, target, name, comparison, doubts, plan)


def _context(request: AppRequest, project: Project, found: _Next) -> dict[str, Any]:
    comparison = found.comparison
    return {
        "project": project,
        "may": access.rights(visitor(request), project),
        "folder": found.folder,
        "last": found.last,
        "target": found.target,
        "pair": Pair(found.last.number, found.target.number),
        "name": found.name,
        "doubts": found.doubts,
        "files": found.files,
        "questions": comparisons.questions_of(comparison),
        "wrong": folders.integrity(found.found),
        "unsummed": found.found.sum is None,
        "comparison": comparison,
        "proof": comparisons.proof_of(comparison),
        "proof_is_lost": comparisons.proof_is_lost(comparison),
        "how_query": found.query,
    }
