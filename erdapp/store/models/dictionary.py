"""What is known of tables beyond one version: people's notes, and what happened to each table."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.store.models.project import Project
from erdapp.store.models.version import Version


class Note(models.Model):
    """Markdown about a table or view, or about one of its columns. It goes by the name, so every
    version that has the name shows it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    table = models.CharField(max_length=600)
    """`str(Name)`."""
    column = models.CharField(max_length=300, blank=True, default="")
    """Empty: the note is about the table itself."""
    text = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("table", "column")
        constraints = (
            models.UniqueConstraint(fields=("project", "table", "column"), name="one_note_each"),
        )

    def __str__(self) -> str:
        return f"{self.table}.{self.column}" if self.column else self.table


class EventKind(models.TextChoices):
    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    CHANGED = "changed"


class TableEvent(models.Model):
    """What a version did to one table or view, against the version before it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="events")
    table = models.CharField(max_length=600, db_index=True)
    """`str(Name)`, the new one of a renamed table."""
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    before = models.CharField(max_length=600, blank=True, default="")
    """The name before, of a renamed table."""
    lines = models.JSONField(default=list)
    """Each change inside it as a short sentence."""

    class Meta:
        ordering = ("-version__number",)
        constraints = (models.UniqueConstraint(fields=("version", "table"), name="one_event_each"),)

    def __str__(self) -> str:
        return f"{self.table} {self.kind}"
