"""Versions of a project, the snapshots they point at and the texts they came from."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.schema import Dialect
from erdapp.store.models.project import Project


class Snapshot(models.Model):
    """A schema by its fingerprint: versions of equal meaning share one."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    """`schema.encode`, zlib-compressed."""
    outline = models.BinaryField()
    """`store.outline.Outline` as JSON, zlib-compressed: what a page lists without decoding."""
    dialect = models.CharField(max_length=10)
    tables = models.PositiveIntegerField()
    columns = models.PositiveIntegerField()
    findings = models.BinaryField(default=bytes)
    """`lint.report.Diagnostic`s of the design rules as JSON, zlib-compressed."""
    findings_maker = models.CharField(max_length=16, blank=True, default="")
    """Which build of erdapp found them; another one looks anew."""
    guesses = models.BinaryField(default=bytes)
    """`inference.Guess`es of relations as JSON, zlib-compressed."""
    guesses_maker = models.CharField(max_length=16, blank=True, default="")
    """Which build of erdapp made them; another one guesses anew."""
    created = models.DateTimeField(auto_now_add=True)


class Version(models.Model):
    """One state of a project's schema, numbered from 1."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=80, blank=True)
    message = models.TextField(max_length=2_000, blank=True)
    source_kind = models.CharField(max_length=20, default="sql")
    dialect = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Dialect])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="versions")
    problems = models.JSONField(default=list)
    """`loaders.base.SourceProblem` as plain JSON."""
    incomplete = models.BooleanField(default=False)
    """Whether the load lost something, so that a migration from or to it has to be confirmed."""
    origins = models.BinaryField(default=bytes)
    """`loaders.base.Origins` as JSON, zlib-compressed."""
    folders = models.PositiveIntegerField(default=0)
    """Folders of the source that tables are from; 0 where they are all of one."""
    renames = models.JSONField(default=list)
    """`diff.changes.Rename` as plain JSON: the earlier names that the source tells."""
    skipped = models.JSONField(default=list)
    change = models.JSONField(default=dict)
    """`diff.summary.Summary` against the version before; empty for the first."""

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="numbers_are_unique"),
        )

    def __str__(self) -> str:
        return f"v{self.number}"


class Confirmation(models.Model):
    """Somebody's word that the migration between two versions counts, incomplete as they are."""

    before = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("before", "after"), name="confirmed_once"),)


class Blob(models.Model):
    """A text by its hash, zlib-compressed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    """Bytes of the text, uncompressed."""


class SourceText(models.Model):
    """One file that a version was loaded from."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=500)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("version", "position"), name="positions_are_unique"),
        )
