"""Writing a note on a table or a column, in the page with htmx, on a page of its own without."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from erdapp.store import access
from erdapp.store.actions.notes import LONGEST, write_note
from erdapp.store.models import Version
from erdapp.store.notes import notes_on
from erdapp.store.snapshots import load_outline
from erdapp.web.looking import Place
from erdapp.web.visitor import AppRequest, visitor


class NoteForm(forms.Form):
    text = forms.CharField(
        max_length=LONGEST,
        required=False,
        label="Note",
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "Markdown", "autofocus": True}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AppRequest, slug: str, number: int, table: str) -> HttpResponse:
    """`?column=`, or nothing for the table itself."""
    project = access.writable_project(visitor(request), slug)
    version = access.version_of(project, number)
    column = request.GET.get("column", "")
    table = _known(version, table, column)
    note = notes_on(project, table).get(column)
    form = NoteForm(request.POST or None, initial={"text": note.text if note else ""})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            note = write_note(project, table, column, form.cleaned_data["text"], visitor(request))
            if not request.htmx:
                return redirect(Place(version).table(table))
        else:
            status = 400
    shown = "_note" if request.htmx and (status == 200 and _is_shown(request)) else "_note_form"
    context = {
        "project": project,
        "version": version,
        "place": Place(version),
        "may": access.rights(visitor(request), project),
        "table": table,
        "column": column,
        "note": note,
        "form": form,
        "tab": "tables",
    }
    template = f"tables/{shown}.html" if request.htmx else "tables/note.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _is_shown(request: AppRequest) -> bool:
    """Whether the answer is the note rather than its form: after saving, or on cancelling."""
    return request.method == "POST" or "shown" in request.GET


def _known(version: Version, table: str, column: str) -> str:
    """The full name of the table. Raises Http404 for a name that the version doesn't have."""
    listed = load_outline(version.snapshot).find(table)
    if listed is None or (column and column not in listed.columns):
        raise Http404(f"Version {version.number} has no {column or 'table'} named so in {table}.")
    return str(listed.full_name)
