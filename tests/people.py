"""The people of the store's and the pages' tests, and the schemas they work on."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.test import Client

from erdapp.loaders.archive import Upload
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.projects import create_project
from erdapp.store.actions.versions import Source, add_version
from erdapp.store.models import Membership, Project, Version

FIRST = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  total NUMERIC NOT NULL DEFAULT 0,
  note TEXT
);
CREATE INDEX orders_user ON orders (user_id);
"""

SECOND = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  age INTEGER
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  amount NUMERIC NOT NULL DEFAULT 0,
  note TEXT
);
CREATE INDEX orders_user ON orders (user_id);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
"""


def sql(text: str, name: str = "schema.sql", label: str = "") -> Source:
    """A SQLite source of one file."""
    upload = Upload(name, text.encode())
    return Source(uploads=(upload,), dialect=Dialect.SQLITE, label=label)


@dataclass(frozen=True)
class People:
    """Alice owns the project, Bob is a member, Charlie is a stranger, nobody has no login."""

    alice: User
    bob: User
    charlie: User
    project: Project
    first: Version
    second: Version

    def client(self, name: str) -> Client:
        """A browser in which that person is logged in."""
        client = Client()
        if name != "nobody":
            client.force_login(getattr(self, name))
        return client

    @property
    def url(self) -> str:
        return f"/p/{self.project.slug}/"


def make_people() -> People:
    alice, bob, charlie = (User.objects.create_user(n) for n in ("alice", "bob", "charlie"))
    project = create_project("Web shop", Visitor(alice))
    Membership.objects.create(project=project, user=bob)
    return People(
        alice=alice,
        bob=bob,
        charlie=charlie,
        project=project,
        first=add_version(project, sql(FIRST, label="Opening"), Visitor(alice)),
        second=add_version(project, sql(SECOND, label="Tags"), Visitor(bob)),
    )
