"""The people of a project: taken in and out by an owner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from erdapp.store import access
from erdapp.store.actions import members as actions
from erdapp.store.models import Membership, Role
from erdapp.web.forms import MemberForm
from erdapp.web.visitor import AppRequest, visitor


@require_POST
def add(request: AppRequest, slug: str) -> HttpResponse:
    project = access.managed_project(visitor(request), slug)
    form = MemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say who, by the name they log in with.")
        return redirect("project", project.slug)
    name, role = form.cleaned_data["username"], Role(form.cleaned_data["role"])
    try:
        actions.add_member(project, name, role, visitor(request))
    except actions.NoSuchPerson as error:
        messages.error(request, str(error))
    return redirect("project", project.slug)


@require_POST
def remove(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    project = access.managed_project(visitor(request), slug)
    membership = get_object_or_404(Membership, project=project, pk=pk)
    actions.remove_member(membership, visitor(request))
    return redirect("project", project.slug)
