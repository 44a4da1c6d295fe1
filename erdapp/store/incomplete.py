"""Versions whose load lost something: what a migration drops may only have been unreadable."""

from __future__ import annotations

from erdapp.store.models import Comparison, Confirmation, Version


def doubts(before: Version, after: Version) -> tuple[Version, ...]:
    """Which of the two are incomplete, as long as nobody has confirmed their migration."""
    found = tuple(version for version in (before, after) if version.incomplete)
    if found and Confirmation.objects.filter(before=before, after=after).exists():
        return ()
    return found


def shared_doubts(comparison: Comparison) -> tuple[Version, ...]:
    """The same for a comparison that is shared by its schemas, without the versions' numbers."""
    versions = comparison.project.versions.only("number", "incomplete", "snapshot_id", "project_id")
    of_sides = [
        list(versions.filter(snapshot=side)) for side in (comparison.before_id, comparison.after_id)
    ]
    found = tuple(side[0] for side in of_sides if side and all(one.incomplete for one in side))
    before, after = of_sides
    if found and Confirmation.objects.filter(before__in=before, after__in=after).exists():
        return ()
    return found
