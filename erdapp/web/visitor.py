"""Who is asking: the logged-in user, or the browser by a key in a signed cookie."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from erdapp.store.access import Visitor

COOKIE = "erdapp_browser"
_SALT = "erdapp.web.visitor"
_YEAR = 365 * 24 * 3600


class AppRequest(HttpRequest):
    """A request as our middleware hands it to views."""

    htmx: HtmxDetails
    browser_key: str
    """The key of this browser; empty until it makes something without login."""
    new_browser_key: bool


class VisitorMiddleware:
    """Reads the browser's key, and sends it a new one when a view asked for that."""

    def __init__(self, get_response: Callable[[AppRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AppRequest) -> HttpResponse:
        request.browser_key = request.get_signed_cookie(COOKIE, default="", salt=_SALT) or ""
        request.new_browser_key = False
        response = self.get_response(request)
        if request.new_browser_key:
            response.set_signed_cookie(
                COOKIE,
                request.browser_key,
                salt=_SALT,
                max_age=_YEAR,
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response


def visitor(request: AppRequest) -> Visitor:
    """Who is asking, as the store knows people."""
    user = request.user if isinstance(request.user, User) else None
    return Visitor(user=user, browser=request.browser_key)


def remembered_visitor(request: AppRequest) -> Visitor:
    """Who is asking; somebody without login gets a browser key to own what they make."""
    found = visitor(request)
    if found.user is None and not found.browser:
        request.browser_key = secrets.token_urlsafe(32)
        request.new_browser_key = True
        return visitor(request)
    return found
