"""Headers that keep hostile texts from acting, and the size limit on requests."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "manifest-src 'self'; "
)

FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
"""For pictures and exports opened as documents of their own: they may bring styles, no more."""

_PARTS_OF_PAGES = ("text/css", "text/javascript", "application/javascript", "font/")
"""Content types that the policy of the page governs which loads them: their own means nothing, and
the page of a large diagram would carry it some twenty times."""

DRAINED = 200_000_000
"""Bytes of a refused request that are read and thrown away, so that the browser gets to see the
answer instead of a broken connection."""


class SecurityHeaders:
    """A content security policy for every document; only `/embed/` may be framed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith(_PARTS_OF_PAGES):
            return response
        embed = request.path_info.startswith("/embed/")
        ancestors = settings.EMBED_ANCESTORS if embed else "'none'"
        response.headers.setdefault(
            "Content-Security-Policy", f"{_PAGE}frame-ancestors {ancestors}"
        )
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


class RefuseLargeRequests:
    """Answers 413 to a request that says it is larger than `UPLOAD_BYTES`, unparsed.

    A request that says nothing of its length has no body for Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.UPLOAD_BYTES:
            return self.get_response(request)
        _drain(request, min(length, DRAINED))
        limit, given = settings.UPLOAD_BYTES // 1_000_000, max(length // 1_000_000, 1)
        sentence = (
            f"You sent {given} MB; up to {limit} MB can be read at once. A dump without its data "
            "(pg_dump --schema-only, mysqldump --no-data) is far smaller."
        )
        if request.path.startswith("/api/"):
            return JsonResponse({"error": sentence}, status=413)
        context = {"status": 413, "title": "That is too large", "sentence": sentence}
        return render(request, "errors/error.html", context, status=413)


def _drain(request: HttpRequest, length: int) -> None:
    left = length
    while left > 0:
        chunk = request.read(min(left, 1 << 20))
        if not chunk:
            return
        left -= len(chunk)
