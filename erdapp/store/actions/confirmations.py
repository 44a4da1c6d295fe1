"""Taking somebody's word that the migration between incomplete versions counts."""

from __future__ import annotations

from django.db import transaction

from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Confirmation, Version


def confirm_migration(before: Version, after: Version, visitor: Visitor) -> None:
    """From now on the migration between the two is shown, incomplete as they are."""
    with transaction.atomic():
        _, is_new = Confirmation.objects.get_or_create(
            before=before, after=after, defaults={"by": visitor.user}
        )
        if is_new:
            record(
                "incomplete migration confirmed",
                before.project,
                visitor,
                before=before.number,
                after=after.number,
            )
