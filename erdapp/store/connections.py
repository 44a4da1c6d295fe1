"""Reading a stored connection: what its secret is bound to, whether its job was lost."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from erdapp.store.models import Connection, Project

PATIENCE = timedelta(minutes=10)
"""A reading that takes longer than this was lost with its worker."""


def connection_of(project: Project) -> Connection | None:
    """The project's connection; no query for a project that `access` has found."""
    try:
        return project.connection
    except ObjectDoesNotExist:
        return None


def owner_of_secret(project_id: int) -> str:
    """What a sealed URL is bound to."""
    return f"connection of project {project_id}"


def is_lost(connection: Connection) -> bool:
    """Whether it has been under way for so long that nobody is working on it."""
    return connection.under_way and timezone.now() - connection.queued > PATIENCE
