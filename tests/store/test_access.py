"""Who may see and change what."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from erdapp.store import access
from erdapp.store.access import Visitor
from erdapp.store.actions.projects import create_project, set_visibility, take_over_projects
from erdapp.store.models import Membership, Role, Visibility
from tests.people import People


def test_a_stranger_is_told_that_a_private_project_does_not_exist(people: People) -> None:
    for visitor in (Visitor(people.charlie), Visitor(), Visitor(browser="somebody's")):
        with pytest.raises(Http404):
            access.visible_project(visitor, people.project.slug)


@pytest.mark.parametrize(("name", "write", "manage"), [("alice", 1, 1), ("bob", 1, 0)])
def test_members_write_and_only_owners_manage(
    people: People, name: str, write: bool, manage: bool
) -> None:
    rights = access.rights(Visitor(getattr(people, name)), people.project)
    assert (rights.write, rights.manage) == (bool(write), bool(manage))


def test_a_member_may_be_made_an_owner(people: People) -> None:
    Membership.objects.filter(user=people.bob).update(role=Role.OWNER)
    assert access.rights(Visitor(people.bob), people.project).manage


def test_anybody_may_look_at_a_public_project_but_not_change_it(people: People) -> None:
    set_visibility(people.project, Visibility.PUBLIC, Visitor(people.alice))
    for visitor in (Visitor(people.charlie), Visitor()):
        assert access.visible_project(visitor, people.project.slug) == people.project
        with pytest.raises(PermissionDenied):
            access.writable_project(visitor, people.project.slug)


def test_a_member_may_not_delete(people: People) -> None:
    with pytest.raises(PermissionDenied):
        access.managed_project(Visitor(people.bob), people.project.slug)


def test_a_project_made_without_login_belongs_to_its_browser(db: None) -> None:
    mine = Visitor(browser="mine")
    project = create_project("Mine", mine)
    assert access.rights(mine, access.visible_project(mine, project.slug)).manage
    with pytest.raises(Http404):
        access.visible_project(Visitor(browser="yours"), project.slug)
    assert "mine" not in project.claim


def test_logging_in_takes_over_what_the_browser_made(people: People) -> None:
    project = create_project("Mine", Visitor(browser="mine"))
    assert take_over_projects(Visitor(people.charlie, "mine")) == 1
    project.refresh_from_db()
    assert project.owner == people.charlie
    with pytest.raises(Http404):
        access.visible_project(Visitor(browser="mine"), project.slug)


def test_own_projects_are_those_owned_joined_or_made_in_this_browser(people: People) -> None:
    made = create_project("Mine", Visitor(browser="mine"))
    assert list(access.own_projects(Visitor(people.bob, "mine"))) == [made, people.project]
    assert not access.own_projects(Visitor(people.charlie))
