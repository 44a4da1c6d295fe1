"""Connecting a project to its live database, reading it again, stopping that, forgetting it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from erdapp.loaders.base import SourceError
from erdapp.loaders.database.guard import check
from erdapp.loaders.database.url import Target
from erdapp.store import secrets
from erdapp.store.access import Visitor, own_projects
from erdapp.store.actions.audit import record
from erdapp.store.actions.projects import create_project
from erdapp.store.connections import PATIENCE, is_lost, owner_of_secret
from erdapp.store.models import UNDER_WAY, Connection, Project, ReadingState
from erdapp.store.tasks import read_database

AT_ONCE = 3
"""How many readings one visitor may have under way."""


@sensitive_variables("url")
def start_from_database(url: str, visitor: Visitor) -> Connection:
    """A new project for the database, and its first reading under way. Raises SourceError."""
    target = _checked(url, visitor)
    with transaction.atomic():
        project = create_project(target.database or target.host, visitor)
        return _connect(project, target, url, visitor)


@sensitive_variables("url")
def connect(project: Project, url: str, visitor: Visitor) -> Connection:
    """The database as that of the project, instead of a former one, and a reading under way.
    Raises SourceError."""
    if project.example:
        raise SourceError("an example has no database")
    target = _checked(url, visitor)
    with transaction.atomic():
        return _connect(project, target, url, visitor)


@sensitive_variables("url")
def _checked(url: str, visitor: Visitor) -> Target:
    target = check(url.strip(), allow_private=settings.ALLOW_PRIVATE_DATABASES)
    _check_rate(visitor)
    return target


def _check_rate(visitor: Visitor) -> None:
    mine = own_projects(visitor).filter(
        connection__state__in=UNDER_WAY, connection__queued__gt=timezone.now() - PATIENCE
    )
    if mine.count() >= AT_ONCE:
        raise SourceError(
            f"{AT_ONCE} databases are being read for you already: wait until one is done"
        )


@sensitive_variables("url")
def _connect(project: Project, target: Target, url: str, visitor: Visitor) -> Connection:
    former = Connection.objects.select_for_update().filter(project=project).first()
    connection = former or Connection(project=project)
    connection.sealed = secrets.seal(url.strip(), owner_of_secret(project.pk))
    connection.dialect = target.dialect.value
    connection.host, connection.port = target.host, target.port
    connection.database, connection.user = target.database, target.user
    connection.number, connection.changed = None, False
    record("database connected", project, visitor, host=target.host, database=target.database)
    return _queue(connection, visitor)


def refresh(connection: Connection, visitor: Visitor) -> Connection:
    """Read the database again, unless that is under way already. Raises SourceError."""
    if connection.under_way and not is_lost(connection):
        return connection
    _check_rate(visitor)
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        if locked.revision != connection.revision:
            return locked
        record("database refresh asked", connection.project, visitor)
        return _queue(locked, visitor)


def _queue(connection: Connection, visitor: Visitor) -> Connection:
    connection.revision += 1
    connection.state = ReadingState.QUEUED
    connection.step, connection.queries, connection.error = "", 0, ""
    connection.asked_by = visitor.user
    connection.queued, connection.ended = timezone.now(), None
    connection.save()
    read_database.enqueue(connection.pk, connection.revision)
    return connection


@transaction.atomic
def stop(connection: Connection, visitor: Visitor) -> None:
    """Give the reading up; nothing when it has ended. The job notices within a second."""
    current = Connection.objects.filter(pk=connection.pk, state__in=UNDER_WAY)
    if current.update(state=ReadingState.STOPPED, ended=timezone.now(), step=""):
        record("database reading stopped", connection.project, visitor)


@transaction.atomic
def forget(connection: Connection, visitor: Visitor) -> None:
    """Delete the URL and all that is known of the connection; the versions stay."""
    record("database forgotten", connection.project, visitor, host=connection.host)
    connection.delete()
