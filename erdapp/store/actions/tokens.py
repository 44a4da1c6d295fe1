"""Making, using and withdrawing the keys with which programs speak for people."""

from __future__ import annotations

import hashlib
import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import ApiToken

PREFIX = "erdapp_"
"""With what every secret begins, so that scanners of public code can find a leaked one."""
MACHINE_PREFIX = "machine_"
"""With what the key of a machine without an account begins: it owns what it pushed, as a browser
without login owns what it drew."""
_SHORTEST_MACHINE_KEY = 32


class UnknownToken(Exception):
    """No such token, or it was withdrawn."""


@transaction.atomic
def create_token(user: User, name: str) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can show again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user, name=name.strip()[:80] or "Token", digest=_digest(secret)
    )
    record("token created", None, Visitor(user), token=token.pk, name=token.name)
    return token, secret


@transaction.atomic
def withdraw_token(token: ApiToken) -> None:
    """Whoever uses it from now on is refused."""
    record("token withdrawn", None, Visitor(token.user), token=token.pk, name=token.name)
    token.delete()


def visitor_of(secret: str) -> Visitor:
    """Who speaks with this secret: a user, or a machine without an account.

    Raises UnknownToken.
    """
    if secret.startswith(MACHINE_PREFIX):
        if len(secret) < len(MACHINE_PREFIX) + _SHORTEST_MACHINE_KEY:
            raise UnknownToken
        return Visitor(browser=secret)
    token = ApiToken.objects.select_related("user").filter(digest=_digest(secret)).first()
    if token is None or not token.user.is_active:
        raise UnknownToken
    today = timezone.localdate()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)
    return Visitor(user=token.user)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
