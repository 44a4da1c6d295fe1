"""Taking people into a project, and out of it again."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Membership, Project, Role


class NoSuchPerson(Exception):
    """Nobody of that name has an account here; `str()` says so."""


@transaction.atomic
def add_member(project: Project, username: str, role: Role, visitor: Visitor) -> Membership:
    """Make somebody a member, or give a member another role. Raises NoSuchPerson."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NoSuchPerson(f"Nobody called {username} has an account here.")
    membership, _ = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": role}
    )
    record("member added", project, visitor, name=username, role=role.value)
    return membership


@transaction.atomic
def remove_member(membership: Membership, visitor: Visitor) -> None:
    """End somebody's membership; what they added stays."""
    name = membership.user.get_username()
    record("member removed", membership.project, visitor, name=name)
    membership.delete()
