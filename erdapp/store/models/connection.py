"""The live database of a project: where it is, its encrypted URL, and how reading it went."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.schema import Dialect
from erdapp.store.models.project import Project


class ReadingState(models.TextChoices):
    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


UNDER_WAY = (ReadingState.QUEUED, ReadingState.READING)


class Connection(models.Model):
    """One for a project. What people may see of the URL stands beside it in plain fields."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="connection")
    sealed = models.BinaryField()
    """The URL, by `store.secrets`."""
    dialect = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Dialect])
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    database = models.CharField(max_length=500, blank=True)
    user = models.CharField(max_length=500)
    state = models.CharField(
        max_length=10, choices=ReadingState.choices, default=ReadingState.QUEUED
    )
    revision = models.PositiveIntegerField(default=0)
    """Raised with every reading, so that a late one of before changes nothing."""
    step = models.CharField(max_length=60, blank=True)
    """`Reading tables`; while it is being read."""
    queries = models.PositiveIntegerField(default=0)
    """How many were sent in the reading under way, or the last one."""
    error = models.TextField(blank=True)
    """Why it could not be read, in one sentence without the password."""
    number = models.PositiveIntegerField(null=True, blank=True)
    """Of the version that the last reading found: a new one, or the newest there was."""
    changed = models.BooleanField(default=False)
    """Whether that reading made the version."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    queued = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """`db.example:5432/shop`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}/{self.database}"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY
