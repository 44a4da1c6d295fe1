"""Who is asking: the bearer of a token, or anybody."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from erdapp.store.access import Visitor
from erdapp.store.actions.tokens import UnknownToken, visitor_of


class AskedRequest(HttpRequest):
    """A request that was authenticated."""

    auth: Visitor


class Asker(HttpBearer):
    """A token makes the asker its user; without one they see what is public. Cookies don't count
    here, so that no other site can make a browser ask."""

    def __call__(self, request: HttpRequest) -> Visitor:
        if not request.headers.get("Authorization"):
            return Visitor()
        found = super().__call__(request)
        if not isinstance(found, Visitor):
            raise AuthenticationError
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Visitor:
        try:
            return visitor_of(token)
        except UnknownToken:
            raise AuthenticationError from None


asker = Asker()


def visitor(request: HttpRequest) -> Visitor:
    """Who asks this request."""
    return cast(AskedRequest, request).auth
