"""Two snapshots compared within a project: answers about renames, the plan, its proof."""

from __future__ import annotations

from django.db import models

from erdapp.store.models.project import Project
from erdapp.store.models.version import Snapshot


class ProofState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


class Comparison(models.Model):
    """Everything a compare page shows is kept here; answering a rename computes it anew."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comparisons")
    before = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    dialect = models.CharField(max_length=10)
    how = models.CharField(max_length=120, blank=True, default="")
    """The policies of its plan, as `store.policies.canonical` writes them; empty is the plain way,
    whose answers count for the others too."""
    hints = models.JSONField(default=dict)
    """What the newer version's source tells of earlier names, and whether the comparison goes back
    to an older version; other hints are another plan."""
    told = models.JSONField(default=list)
    """`diff.changes.Rename` as plain JSON: the hints that apply here."""
    answers = models.JSONField(default=list)
    """`store.comparisons.Answer` as plain JSON: what people said about guessed renames."""
    guesses = models.JSONField(default=list)
    """`diff.RenameGuess` as plain JSON, likeliest first."""
    summary = models.JSONField(default=dict)
    plan = models.BinaryField(default=bytes)
    """`planner.plan.Plan` as JSON, zlib-compressed."""
    plan_error = models.TextField(blank=True)
    """Why there is no plan, in one sentence; empty when there is one."""
    findings = models.BinaryField(default=bytes)
    """`lint.report.Diagnostic`s of the plan's way forward as JSON, zlib-compressed."""
    maker = models.CharField(max_length=16)
    """Which build of erdapp computed it; another build computes it anew."""
    state = models.CharField(max_length=10, choices=ProofState.choices, default=ProofState.QUEUED)
    proof = models.JSONField(default=dict)
    """`runner.proof.Proof` as plain JSON; empty until `state` is done."""
    revision = models.PositiveIntegerField(default=1)
    """Raised with every new plan, so that a late proof of an older one is thrown away."""
    queued = models.DateTimeField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("project", "before", "after", "how"), name="one_comparison_of_two"
            ),
        )
