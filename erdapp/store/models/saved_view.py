"""Ways of looking at a project's diagram that somebody gave a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.store.models.project import Project


class SavedView(models.Model):
    """Options of the diagram and places of tables, for every version of the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    options = models.JSONField(default=dict)
    """`show`, `focus`, `exclude` … as they stand in the address."""
    positions = models.JSONField(default=dict)
    """Where tables were put by hand: `[x, y]` of the top left corner, by full name."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="view_names_are_unique"),
        )

    def __str__(self) -> str:
        return self.name
