"""Error pages: what happened in one sentence, and a way on."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def error_page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"status": status, "title": title, "sentence": sentence}
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return error_page(request, 413, "That is too large", "Send less at once.")
    return error_page(request, 400, "That cannot be read", "The request was not understood.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return error_page(request, 403, "Not allowed", said or "You may not do that.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = (
        "This form was open for too long or cookies are off: go back, reload the page and "
        "send it again."
    )
    return error_page(request, 403, "Please send it again", sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    sentence = said if isinstance(said, str) and said else "There is no page at this address."
    return error_page(request, 404, "Not found", sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: what broke may break again."""
    context = {
        "status": 500,
        "title": "Something broke",
        "sentence": "The mistake is ours and it is in the log. Nothing was half-stored.",
    }
    return render(None, "errors/error.html", context, status=500)
