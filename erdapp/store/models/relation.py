"""What people said of relations that no foreign key declares."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from erdapp.store.models.project import Project

LONGEST = 600
"""Characters of all six names together: what an index holds."""


class RelationAnswer(models.Model):
    """Somebody's word on what a column references: that it does so, or that it doesn't. It goes
    by names, so every version that has the names heeds it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="relation_answers")
    schema = models.CharField(max_length=300, blank=True, default="")
    table = models.CharField(max_length=300)
    column = models.CharField(max_length=300)
    ref_schema = models.CharField(max_length=300, blank=True, default="")
    ref_table = models.CharField(max_length=300)
    ref_column = models.CharField(max_length=300)
    accepted = models.BooleanField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("schema", "table", "column")
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "project",
                    "schema",
                    "table",
                    "column",
                    "ref_schema",
                    "ref_table",
                    "ref_column",
                ),
                name="one_answer_a_relation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"
