"""Links that show one thing to whoever holds them."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from erdapp.store.models.comparison import Comparison
from erdapp.store.models.project import Project
from erdapp.store.models.version import Version


def new_token() -> str:
    """160 random bits: nobody guesses it."""
    return secrets.token_urlsafe(20)


class ShareLink(models.Model):
    """Shows a version, a comparison, or (neither given) the project's newest version."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="shares")
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.CASCADE, related_name="shares"
    )
    options = models.JSONField(default=dict)
    """The view to open with: `show`, `focus`, `depth` as they stand in the address."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(version=None) | models.Q(comparison=None),
                name="shares_one_thing",
            ),
        )
