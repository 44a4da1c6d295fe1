"""The migration folder that a project holds: its files as they are, and what lint says of them."""

from __future__ import annotations

from django.db import models

from erdapp.schema import Dialect
from erdapp.store.models.project import Project
from erdapp.store.models.version import Version


class MigrationFolder(models.Model):
    """One for a project."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="folder")
    format = models.CharField(max_length=20, default="atlas")
    """A key of `migdir.formats.FORMATS`."""
    dialect = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Dialect])
    sum = models.BinaryField(null=True)
    """The content of `atlas.sum`; None without one."""
    reports = models.BinaryField(default=bytes)
    """A `lint.report.FileReport` for each migration, in their order, as zlib-compressed JSON."""
    updated = models.DateTimeField(auto_now=True)


class FolderFile(models.Model):
    """One file of it."""

    folder = models.ForeignKey(MigrationFolder, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    data = models.BinaryField()
    """Its bytes, zlib-compressed."""
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The version with the schema after it; None for what doesn't go forward."""

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("folder", "name"), name="names_are_unique"),)

    def __str__(self) -> str:
        return self.name
