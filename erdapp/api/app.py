"""The interface as a whole: its parts, who may ask, and how a mistake is said."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from erdapp.api.auth import asker
from erdapp.api.comparisons import comparisons
from erdapp.api.folders import folders
from erdapp.api.projects import projects
from erdapp.api.pushes import pushes
from erdapp.api.versions import versions
from erdapp.loaders.base import SourceError
from erdapp.store.actions.comparisons import NotComparable
from erdapp.store.actions.folder_pushes import ChangedHistory
from erdapp.store.actions.pushes import BadSlug

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="erdapp",
    version="1",
    description="Push schemas, read versions and compare them. A token is made on the page "
    "“API tokens” of an account and sent as `Authorization: Bearer …`; what is public needs none.",
    urls_namespace="api",
    auth=asker,
)
for part in (pushes, folders, projects, versions, comparisons):
    api.add_router("", part)


def _answer(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Every mistake is `{"error": "one sentence"}`."""
    return api.create_response(request, {"error": message}, status=status)


@api.exception_handler(SourceError)
@api.exception_handler(NotComparable)
@api.exception_handler(BadSlug)
def unusable(request: HttpRequest, error: Exception) -> HttpResponse:
    return _answer(request, 400, str(error))


@api.exception_handler(ChangedHistory)
def conflicting(request: HttpRequest, error: ChangedHistory) -> HttpResponse:
    return _answer(request, 409, str(error))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    return _answer(request, 401, "This token is unknown or was withdrawn.")


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _answer(request, 403, str(error) or "You may not do that.")


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, 404, str(error) or "There is nothing at this address.")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say where and what, but never what was sent: it may be a secret."""
    said = "; ".join(
        f"{'.'.join(str(step) for step in item['loc'][1:])}: {item['msg']}" for item in error.errors
    )
    return _answer(request, 422, said or "The request was not understood.")


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("the API failed", exc_info=error)
    return _answer(request, 500, "Something broke; the mistake is ours and it is in the log.")
