"""Who did what: one entry for every write."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.store.models.project import Project


class AuditEntry(models.Model):
    """Outlives its project, whose slug it keeps."""

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit"
    )
    slug = models.CharField(max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(max_length=40)
    """`project created`, `version added`, `share revoked` …"""
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at",)
