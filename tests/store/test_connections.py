"""Connecting, reading again, stopping, forgetting: what is kept, and that the URL never shows."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection as django_connection
from django.utils import timezone
from pytest_django import Settings

from erdapp.loaders.base import SourceError
from erdapp.store import secrets
from erdapp.store.access import Visitor
from erdapp.store.actions import connections, readings
from erdapp.store.actions.projects import delete_project
from erdapp.store.connections import connection_of, is_lost, owner_of_secret
from erdapp.store.models import AuditEntry, Connection, Project, ReadingState, Version
from tests.databases import ORDERS, URL, USERS, Remembered, scratch
from tests.people import People

Database = type[Remembered]


def connect(people: People, url: str = URL) -> Connection:
    connections.connect(people.project, url, Visitor(people.alice))
    return Connection.objects.get()


def refresh(people: People) -> Connection:
    connections.refresh(Connection.objects.get(), Visitor(people.bob))
    return Connection.objects.get()


def test_connecting_reads_the_database_into_a_version(people: People, database: Database) -> None:
    found = connect(people)
    assert (found.state, found.number, found.changed) == (ReadingState.DONE, 3, True)
    version = Version.objects.get(number=3)
    assert (version.source_kind, version.author) == ("database", people.alice)
    assert version.sources.count() == 0
    assert version.snapshot.tables == 1


def test_what_people_may_see_of_the_url_stands_beside_it(
    people: People, database: Database
) -> None:
    found = connect(people, "mariadb://reader:hunter2@db.example.com:3307/shop")
    assert (found.dialect, found.place, found.user) == (
        "mariadb",
        "db.example.com:3307/shop",
        "reader",
    )


def test_a_project_can_start_with_a_database(db: None, database: Database) -> None:
    connections.start_from_database(URL, Visitor(browser="a browser"))
    project = Project.objects.get()
    assert project.name == "shop"
    assert project.versions.get().number == 1


def test_a_refresh_makes_no_version_when_nothing_changed(
    people: People, database: Database
) -> None:
    connect(people)
    found = refresh(people)
    assert (found.state, found.number, found.changed) == (ReadingState.DONE, 3, False)
    assert people.project.versions.count() == 3


def test_a_refresh_makes_one_when_something_did(people: People, database: Database) -> None:
    connect(people)
    database.sql = USERS + ORDERS
    found = refresh(people)
    assert (found.number, found.changed) == (4, True)
    version = Version.objects.get(number=4)
    assert version.author == people.bob
    assert version.change["tables"]["added"] == 1


def test_a_database_that_says_nothing_makes_no_version(people: People, database: Database) -> None:
    database.sql = ""
    found = connect(people)
    assert found.state == ReadingState.FAILED
    assert "nothing is in this database" in found.error
    assert people.project.versions.count() == 2


def test_another_url_takes_the_place_of_the_former(people: People, database: Database) -> None:
    connect(people)
    found = connect(people, "postgres://other:secret@db2.example.com/shop")
    assert (found.host, found.revision, found.number) == ("db2.example.com", 2, 3)
    assert not found.changed
    assert [target.host for target in database.targets] == ["db.example.com", "db2.example.com"]


def test_a_private_address_is_refused_before_anything_is_kept(
    people: People, database: Database, settings: Settings
) -> None:
    with pytest.raises(SourceError, match="ERDAPP_ALLOW_PRIVATE_DATABASES"):
        connect(people, "postgres://u:p@127.0.0.1/db")
    assert not Connection.objects.exists()
    settings.ALLOW_PRIVATE_DATABASES = True
    assert connect(people, "postgres://u:p@127.0.0.1/db").state == ReadingState.DONE


def test_the_policy_of_today_counts_for_a_url_of_yesterday(
    people: People, database: Database, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE_DATABASES = True
    connect(people, "postgres://u:p@127.0.0.1/db")
    settings.ALLOW_PRIVATE_DATABASES = False
    found = refresh(people)
    assert found.state == ReadingState.FAILED
    assert len(database.targets) == 1


def test_an_example_is_not_connected(people: People, database: Database) -> None:
    people.project.example = True
    with pytest.raises(SourceError):
        connect(people)


def test_somebody_has_only_so_many_readings_at_once(people: People, database: Database) -> None:
    for number in range(connections.AT_ONCE):
        connections.start_from_database(
            URL.replace("shop", f"shop{number}"), Visitor(people.charlie)
        )
    Connection.objects.update(state=ReadingState.QUEUED)
    with pytest.raises(SourceError, match="wait until one is done"):
        connections.start_from_database(URL, Visitor(people.charlie))
    connections.start_from_database(URL, Visitor(people.bob))
    Connection.objects.update(queued=timezone.now() - timedelta(hours=1))
    connections.start_from_database(URL, Visitor(people.charlie))


# Stopping


def stop_it() -> None:
    connections.stop(Connection.objects.get(), Visitor())


def test_stopping_in_the_middle_keeps_nothing(people: People, database: Database) -> None:
    database.rounds, database.meanwhile = 3, staticmethod(stop_it)
    found = connect(people)
    assert found.state == ReadingState.STOPPED
    assert database.stopped
    assert people.project.versions.count() == 2


def test_stopping_at_the_last_moment_keeps_nothing(people: People, database: Database) -> None:
    database.meanwhile = staticmethod(stop_it)
    found = connect(people)
    assert found.state == ReadingState.STOPPED
    assert people.project.versions.count() == 2


def test_what_was_stopped_in_the_queue_is_never_read(people: People, database: Database) -> None:
    connect(people)
    Connection.objects.update(state=ReadingState.QUEUED)
    stop_it()
    found = Connection.objects.get()
    readings.run_reading(found.pk, found.revision)
    assert Connection.objects.get().state == ReadingState.STOPPED
    assert len(database.targets) == 1


def test_a_late_reading_of_before_changes_nothing(people: People, database: Database) -> None:
    found = connect(people)
    readings.run_reading(found.pk, found.revision - 1)
    readings.run_reading(found.pk + 1, 1)
    assert len(database.targets) == 1


def test_a_project_deleted_meanwhile_is_no_defect(people: People, database: Database) -> None:
    database.rounds = 1
    database.meanwhile = staticmethod(lambda: delete_project(people.project, Visitor()))
    connections.connect(people.project, URL, Visitor(people.alice))
    assert not Connection.objects.exists()
    assert not Project.objects.exists()


def test_how_far_it_is_is_written_down(people: People, database: Database) -> None:
    seen: list[tuple[str, str, int]] = []

    def look() -> None:
        found = Connection.objects.get()
        seen.append((found.state, found.step, found.queries))

    database.rounds, database.meanwhile = 3, staticmethod(look)
    connect(people)
    assert seen == [
        ("reading", "Connecting", 0),
        ("reading", "Reading tables", 1),
        ("reading", "Reading tables", 2),
    ]


def test_it_is_given_up_after_a_while(
    people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "DEADLINE", 0.0)
    database.rounds = 3
    found = connect(people)
    assert "given up" in found.error
    assert database.stopped


def test_a_server_that_sends_too_much_is_hung_up_on(
    people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "received", lambda self: readings.MOST_BYTES + 1)
    database.rounds = 3
    assert "more than can be read" in connect(people).error
    assert database.stopped


def test_a_lost_reading_can_be_asked_for_again(people: People, database: Database) -> None:
    found = connect(people)
    Connection.objects.update(state=ReadingState.READING)
    found.refresh_from_db()
    assert not is_lost(found)
    refresh(people)
    assert Connection.objects.get().revision == 1
    Connection.objects.update(queued=timezone.now() - timedelta(hours=1))
    found.refresh_from_db()
    assert is_lost(found)
    assert refresh(people).state == ReadingState.DONE


# Secrecy


def everything_stored() -> str:
    """Every value of every row of every table, as text."""
    texts = []
    with django_connection.cursor() as cursor:
        for table in django_connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(texts)


def test_the_password_is_nowhere_in_the_database(people: People, database: Database) -> None:
    connect(people)
    refresh(people)
    stored = everything_stored()
    assert "db.example.com" in stored
    assert "hunter2" not in stored
    assert URL not in stored


def test_the_worker_is_told_two_numbers(
    people: People, database: Database, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    found = connect(people)
    assert found.state == ReadingState.QUEUED
    task = apps.get_model("django_tasks_database", "DBTaskResult").objects.get()  # type: ignore[misc]
    assert task.args_kwargs == {"args": [found.pk, 1], "kwargs": {}}
    assert "hunter2" not in everything_stored()


def test_a_failure_is_one_sentence(people: People, database: Database) -> None:
    database.error = SourceError("cannot open db.example.com:5432/shop: no such role")
    found = connect(people)
    assert (found.state, found.step) == (ReadingState.FAILED, "")
    assert found.error == "cannot open db.example.com:5432/shop: no such role"


def test_a_defect_is_logged_without_what_it_said(
    people: People, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    database.error = ValueError(f"unexpected {URL}")
    with caplog.at_level(logging.DEBUG):
        found = connect(people)
    assert "cause is in the server's log" in found.error
    assert "ValueError" in caplog.text
    assert "readings.py" in caplog.text
    assert "hunter2" not in caplog.text + everything_stored()


def test_nothing_is_logged_of_a_url_that_is_fine_or_refused(
    people: People, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        connect(people)
        with pytest.raises(SourceError):
            connect(people, URL + "?sslkey=hunter2")
    assert "hunter2" not in caplog.text


def test_the_audit_tells_who_and_where(people: People, database: Database) -> None:
    connect(people)
    refresh(people)
    connections.forget(Connection.objects.get(), Visitor(people.alice))
    entries = AuditEntry.objects.filter(verb__startswith="database").order_by("pk")
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("database connected", people.alice),
        ("database refresh asked", people.bob),
        ("database forgotten", people.alice),
    ]
    assert "hunter2" not in str([entry.detail for entry in entries])


def test_forgetting_deletes_the_url_and_keeps_the_versions(
    people: People, database: Database
) -> None:
    connect(people)
    connections.forget(Connection.objects.get(), Visitor(people.alice))
    people.project.refresh_from_db()
    assert connection_of(people.project) is None
    assert people.project.versions.count() == 3


def test_a_changed_secret_key_goes_on_and_seals_anew(
    people: People, database: Database, settings: Settings
) -> None:
    before = bytes(connect(people).sealed)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key, long enough to be one"
    found = refresh(people)
    assert found.state == ReadingState.DONE
    assert bytes(found.sealed) != before
    assert not secrets.is_stale(bytes(found.sealed), owner_of_secret(people.project.pk))


def test_without_the_key_the_url_is_asked_for_again(
    people: People, database: Database, settings: Settings
) -> None:
    connect(people)
    settings.SECRET_KEY = "another secret key, long enough to be one"
    found = refresh(people)
    assert found.state == ReadingState.FAILED
    assert "give it once more" in found.error


# On real servers


@pytest.mark.live
@pytest.mark.parametrize("fixture", ["postgres_url", "mariadb_url"])
def test_a_real_database_is_read_and_read_again(
    people: People, settings: Settings, fixture: str, request: pytest.FixtureRequest
) -> None:
    settings.ALLOW_PRIVATE_DATABASES = True
    users = USERS.replace("text", "varchar(200)")
    with scratch(request.getfixturevalue(fixture), users) as (url, run):
        found = connect(people, url)
        assert (found.error, found.state, found.number) == ("", ReadingState.DONE, 3)
        assert 5 < found.queries < 60
        assert refresh(people).changed is False
        run(ORDERS)
        found = refresh(people)
        assert (found.number, found.changed) == (4, True)
        assert Version.objects.get(number=4).snapshot.tables == 2


@pytest.mark.live
def test_a_wrong_password_is_said_in_one_sentence(
    people: People, settings: Settings, mariadb_url: str
) -> None:
    settings.ALLOW_PRIVATE_DATABASES = True
    place = mariadb_url.split("@")[-1]
    found = connect(people, f"mariadb://nobody:hunter2@{place}")
    assert found.state == ReadingState.FAILED
    assert "Access denied" in found.error
    assert "hunter2" not in found.error
