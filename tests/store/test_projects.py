"""Projects: slugs, names, deletion, the audit trail."""

from __future__ import annotations

from erdapp.layout.options import PictureOptions
from erdapp.store import pictures
from erdapp.store.access import Visitor
from erdapp.store.actions.projects import create_project, delete_project, rename_project
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import add_version
from erdapp.store.models import AuditEntry, Blob, Project, Snapshot, StoredPicture, Version
from tests.people import FIRST, People, sql


def test_a_slug_comes_from_the_name_and_is_made_unique(db: None) -> None:
    slugs = [create_project("Web Shop!", Visitor()).slug for _ in range(2)]
    assert slugs[0] == "web-shop"
    assert slugs[1].startswith("web-shop-")


def test_a_name_without_letters_still_gives_a_slug(db: None) -> None:
    assert create_project("🎉", Visitor()).slug.startswith("schema-")


def test_renaming_keeps_the_slug(people: People) -> None:
    rename_project(people.project, "Other", Visitor(people.alice))
    project = Project.objects.get(pk=people.project.pk)
    assert (project.name, project.slug) == ("Other", "web-shop")


def test_deleting_a_project_leaves_nothing_of_it_but_the_audit_trail(people: People) -> None:
    share(people.project, Visitor(people.alice))
    pictures.picture(people.first.snapshot_id, PictureOptions())
    delete_project(people.project, Visitor(people.alice))
    assert not Version.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Blob.objects.exists()
    assert not StoredPicture.objects.exists()
    entry = AuditEntry.objects.first()
    assert entry
    assert (entry.slug, entry.verb, entry.actor) == ("web-shop", "project deleted", people.alice)


def test_deleting_a_project_leaves_what_another_one_shares_with_it(people: People) -> None:
    other = create_project("Other", Visitor(people.bob))
    version = add_version(other, sql(FIRST), Visitor(people.bob))
    assert version.snapshot_id == people.first.snapshot_id
    delete_project(people.project, Visitor(people.alice))
    assert Snapshot.objects.get().pk == version.snapshot_id
    assert Blob.objects.count() == 1
