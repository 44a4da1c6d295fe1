"""A key with which a program speaks for a user."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """Known by the hash of its secret: the secret itself is shown once and kept nowhere."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=80)
    """What it is for, in its owner's words."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret, in hexadecimal. The secret is random, so no salt is needed."""
    created = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField(null=True, blank=True)
    """The last day it was used: a day, so that not every request writes."""

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.name
