"""Groups by the folders of a source: offered where there are several, by link and by address."""

from __future__ import annotations

from erdapp.loaders.archive import Upload
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import Source, add_version
from erdapp.store.models import Version
from tests.people import People

SHOP = b"""
from django.db import models

class Order(models.Model):
    total = models.DecimalField(max_digits=9, decimal_places=2)
    buyer = models.ForeignKey("accounts.Member", on_delete=models.CASCADE)
"""
ACCOUNTS = b"""
from django.db import models

class Member(models.Model):
    name = models.CharField(max_length=80)
"""


def folders(people: People) -> Version:
    uploads = (
        Upload("site/shop/orders.sql", b"CREATE TABLE orders (id INTEGER PRIMARY KEY);"),
        Upload("site/people/users.sql", b"CREATE TABLE users (id INTEGER PRIMARY KEY);"),
    )
    source = Source(uploads=uploads, dialect=Dialect.SQLITE)
    return add_version(people.project, source, Visitor(people.alice))


def test_a_source_of_several_folders_offers_them(people: People) -> None:
    folders(people)
    client = people.client("bob")
    page = client.get(f"{people.url}v/3/").content.decode()
    assert 'href="?group=folder"' in page
    assert ">Folders</a>" in page
    assert "group=folder" not in client.get(f"{people.url}v/2/").content.decode()


def test_the_frames_are_those_of_the_folders(people: People) -> None:
    version = folders(people)
    client = people.client("bob")
    svg = client.get(f"{people.url}v/3/erd.svg?group=folder").content.decode()
    assert 'data-group="shop"' in svg
    assert 'data-group="people"' in svg
    assert "data-group" not in client.get(f"{people.url}v/3/erd.svg").content.decode()
    page = client.get(f"{people.url}v/3/?group=folder").content.decode()
    assert 'data-group="shop"' in page
    link = share(people.project, Visitor(people.alice), version=version)
    shared = people.client("nobody").get(f"/s/{link.token}.svg?group=folder").content.decode()
    assert 'data-group="shop"' in shared
    assert people.client("charlie").get(f"{people.url}v/3/?group=folder").status_code == 404


def test_a_version_of_one_folder_asked_for_folders_has_no_frame(people: People) -> None:
    response = people.client("bob").get(f"{people.url}v/2/erd.svg?group=folder")
    assert response.status_code == 200
    assert "data-group" not in response.content.decode()


def test_the_apps_of_django_are_called_so(people: People) -> None:
    uploads = (Upload("site/shop/models.py", SHOP), Upload("site/accounts/models.py", ACCOUNTS))
    source = Source(uploads=uploads, dialect=Dialect.SQLITE)
    add_version(people.project, source, Visitor(people.alice))
    client = people.client("bob")
    assert ">Apps</a>" in client.get(f"{people.url}v/3/").content.decode()
    svg = client.get(f"{people.url}v/3/erd.svg?group=folder").content.decode()
    assert 'data-group="accounts"' in svg
    assert 'data-group="shop"' in svg
