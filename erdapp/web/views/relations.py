"""Relations that names suggest: the list of a version, accepting and rejecting."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from erdapp.store import access
from erdapp.store.actions.relations import NoSuchRelation, accept_open, answer_relation
from erdapp.store.relations import answers_of, suggestions
from erdapp.web.looking import Looking, Place
from erdapp.web.version_context import version_context
from erdapp.web.views.errors import error_page
from erdapp.web.visitor import AppRequest, visitor

MOST = 500
"""Suggestions that one page lists."""


class RelationForm(forms.Form):
    """A button was pressed: one of three fields holds the digest of its relation, or `rest` is
    there, which accepts all that nobody answered."""

    accept = forms.CharField(required=False, max_length=64)
    reject = forms.CharField(required=False, max_length=64)
    withdraw = forms.CharField(required=False, max_length=64)
    rest = forms.BooleanField(required=False)
    table = forms.CharField(required=False, max_length=700, strip=False)
    """Whose page the answer was given on; none: on the list."""

    def answer(self) -> tuple[str, bool | None]:
        """The digest, and whether to accept; None withdraws. Call it on a valid form."""
        ways = {"accept": True, "reject": False, "withdraw": None}
        given = ((self.cleaned_data[name], said) for name, said in ways.items())
        return next((one for one in given if one[0]), ("", None))


@require_safe
def page(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """Every suggestion with why and how sure, and what was said of it."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    found = suggestions(version, answers_of(project))
    context = version_context(request, version, Looking()) | {
        "tab": "relations",
        "suggestions": found[:MOST],
        "more": max(0, len(found) - MOST),
        "open": sum(one.accepted is None for one in found),
    }
    return render(request, "relations/page.html", context)


@require_POST
def answer(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """Accept, reject, or withdraw either."""
    project = access.writable_project(visitor(request), slug)
    version = access.version_of(project, number)
    form = RelationForm(request.POST)
    if not form.is_valid():
        return error_page(request, 400, "That answer was not understood", "Reload the page.")
    listing = reverse("relations", args=[project.slug, version.number])
    if form.cleaned_data["rest"]:
        accept_open(version, visitor(request))
        return redirect(listing)
    key, accepted = form.answer()
    try:
        answer_relation(version, key, accepted, visitor(request))
    except NoSuchRelation as error:
        return error_page(request, 400, "That is not in question", str(error))
    if table := form.cleaned_data["table"]:
        return redirect(f"{Place(version).table(table)}#relations")
    return redirect(f"{listing}#r-{key}")
