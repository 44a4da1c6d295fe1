"""The job that reads a project's database: follows it, bounds it, keeps what came out."""

from __future__ import annotations

import logging
import time
import traceback

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from erdapp.loaders.base import Loaded, SourceError
from erdapp.loaders.database.guard import check
from erdapp.loaders.database.reading import MOST_BYTES, Progress, Reading, Stopped
from erdapp.schema import fingerprint
from erdapp.store import secrets
from erdapp.store.access import Visitor
from erdapp.store.actions.versions import Read, Source, store_version
from erdapp.store.connections import owner_of_secret
from erdapp.store.models import Connection, Project, ReadingState

log = logging.getLogger(__name__)

DEADLINE = 180.0
"""Seconds for a whole reading."""
POLL = 0.3
"""Seconds between two looks at how far it is and whether somebody stopped it."""


def run_reading(connection_id: int, revision: int) -> None:
    """Read the database of that connection, unless another reading has replaced this one."""
    asked = Connection.objects.filter(pk=connection_id, revision=revision)
    if not asked.filter(state=ReadingState.QUEUED).update(
        state=ReadingState.READING, step=Progress().step
    ):
        return
    connection = asked.select_related("project", "asked_by").get()
    try:
        _keep(connection, _followed(connection))
    except Stopped:
        return
    except SourceError as error:
        _fail(connection, str(error))
    except Exception as error:
        # Where it broke, without what it said: a message could hold what the URL holds.
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("reading connection %s broke: %s\n%s", connection.pk, type(error).__name__, place)
        _fail(connection, "Reading it broke off. The cause is in the server's log.")


def _followed(connection: Connection) -> Loaded:
    """Read, telling how far it is. Raises SourceError or Stopped."""
    reading = _reading(connection)
    reading.start()
    ends = time.monotonic() + DEADLINE
    told = reading.progress
    try:
        while not reading.wait(POLL):
            now = reading.progress
            if not _told(connection, told, now):
                raise Stopped
            if time.monotonic() > ends:
                raise SourceError(f"it took longer than {DEADLINE:.0f} seconds and was given up")
            if reading.received() > MOST_BYTES:
                raise SourceError("the database answers more than can be read")
            told = now
        if not _told(connection, told, reading.progress):
            raise Stopped
        return reading.loaded()
    finally:
        reading.stop()


@sensitive_variables("url")
def _reading(connection: Connection) -> Reading:
    owner, sealed = owner_of_secret(connection.project_id), bytes(connection.sealed)
    try:
        url = secrets.unseal(sealed, owner)
    except secrets.Unreadable:
        raise SourceError(
            "the stored URL cannot be read with this server's secret key: give it once more"
        ) from None
    if secrets.is_stale(sealed, owner):
        _current(connection).update(sealed=secrets.seal(url, owner))
    allowed = settings.ALLOW_PRIVATE_DATABASES
    return Reading(check(url, allow_private=allowed), allow_private=allowed)


def _current(connection: Connection) -> QuerySet[Connection]:
    """The row, as long as this reading is what it waits for."""
    return Connection.objects.filter(
        pk=connection.pk, revision=connection.revision, state=ReadingState.READING
    )


def _told(connection: Connection, before: Progress, now: Progress) -> bool:
    """Write down how far it is; whether somebody still wants it."""
    current = _current(connection)
    if now == before:
        return current.exists()
    return current.update(step=now.step, queries=now.queries) > 0


def _keep(connection: Connection, loaded: Loaded) -> None:
    """A new version, unless the newest one is equal. Raises SourceError, or Stopped when that was
    asked for at the last moment; then nothing is kept."""
    if not loaded.schema.objects():
        raise SourceError("nothing is in this database that this user may see")
    with transaction.atomic():
        project = Project.objects.select_for_update().filter(pk=connection.project_id).first()
        if project is None:
            raise Stopped
        last = project.versions.order_by("-number").first()
        changed = last is None or last.snapshot_id != fingerprint(loaded.schema)
        if last is None or changed:
            source = Source(uploads=(), label="From the database")
            read = Read(files=(), loaded=loaded, source=source, kind="database")
            last = store_version(project, read, Visitor(connection.asked_by))
        if not _current(connection).update(
            state=ReadingState.DONE,
            number=last.number,
            changed=changed,
            step="",
            ended=timezone.now(),
        ):
            raise Stopped


def _fail(connection: Connection, error: str) -> None:
    said = error.replace("\0", "�")
    _current(connection).update(
        state=ReadingState.FAILED, error=said[:1_000], step="", ended=timezone.now()
    )
