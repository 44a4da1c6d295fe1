"""Answers that a browser may keep: ETags, 304s, and pictures sent as they are stored."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from erdapp.store.build import code_hash
from erdapp.store.pictures import SvgPicture
from erdapp.web.security import FILE_POLICY
from erdapp.web.visitor import AppRequest

PRIVATE = "private, no-cache"
"""May be kept by the browser, and is asked for again every time (a 304 costs nothing)."""
SHARED = "public, max-age=60"
"""What a share link shows: a withdrawn link is gone everywhere within a minute."""


@cache
def _pages_hash() -> str:
    """Changes with the code, the templates and the static files of the pages."""
    digest = hashlib.sha256(code_hash("web", "store").encode())
    for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "static"):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path} {path.stat().st_size}".encode())
                digest.update(path.read_bytes() if path.suffix in (".html", ".css", ".js") else b"")
    return digest.hexdigest()


def etag(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def render_if_changed(
    request: AppRequest, template: str, context: dict[str, object], *parts: object
) -> HttpResponse:
    """Render the page unless the browser has it: `parts` are what decides the page beside who
    asks for which address."""
    if settings.DEBUG or get_messages(request):
        return render(request, template, context)
    get_token(request)  # the secret that the forms of the page are bound to, made now if need be
    secrets = (request.META["CSRF_COOKIE"], request.browser_key)
    who = (getattr(request.user, "pk", None), *secrets, bool(request.htmx))
    tag = quote_etag(etag(_pages_hash(), request.get_full_path(), *who, *parts))
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = render(request, template, context)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = PRIVATE
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return response


def svg_response(request: HttpRequest, found: SvgPicture, name: str, cache: str) -> HttpResponse:
    """The picture as a file."""
    response = stored_response(request, found.gzipped, "image/svg+xml; charset=utf-8")
    return as_file(response, request, name, cache, tag=found.key)


def stored_response(request: HttpRequest, gzipped: bytes, content_type: str) -> HttpResponse:
    """Bytes sent compressed as they are stored, where the client takes that."""
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    body = gzipped if zipped else gzip.decompress(gzipped)
    response = HttpResponse(body, content_type=content_type)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def as_file(
    response: HttpResponse, request: HttpRequest, name: str, cache: str, *, tag: str
) -> HttpResponse:
    """Headers of a file; `?download` asks for it to be saved rather than shown."""
    kind = "attachment" if "download" in request.GET else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = cache
    response.headers["ETag"] = quote_etag(tag)
    # A picture may be shown on any site, in a README for one.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def unchanged(request: HttpRequest, tag: str, cache: str) -> HttpResponse | None:
    """A 304 when the client has the file of that tag, else None."""
    response = get_conditional_response(request, etag=quote_etag(tag))
    if response is not None:
        response.headers["Cache-Control"] = cache
    return response
