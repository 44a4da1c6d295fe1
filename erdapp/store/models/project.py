"""A project: the versions of one schema, and the people around them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Visibility(models.TextChoices):
    PRIVATE = "private", "Private"
    PUBLIC = "public", "Public"


class Role(models.TextChoices):
    """An owner may also rename, delete and invite; a member adds versions and shares."""

    OWNER = "owner", "Owner"
    MEMBER = "member", "Member"


class Project(models.Model):
    """One schema through time. Made without login it has no owner but a `claim`.

    Where it is read from a live database, that is its `connection`."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="owned_projects",
    )
    claim = models.CharField(max_length=64, blank=True, db_index=True)
    """SHA-256 of the key in the cookie of the browser that made it; empty once it has an owner."""
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    example = models.BooleanField(default=False)
    """Shown on the home page as something to look at."""
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-updated",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's part in somebody's project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="project_memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("project", "user"), name="one_membership_each"),
        )
