"""Which snapshots a picture takes its places from: the versions before the one it shows.

A snapshot belongs to the first version that had it. Its picture keeps the places of the picture of
the version before, that one those of its own predecessor, back to the start of a run of versions,
so that looking at one never draws a whole history.
"""

from __future__ import annotations

from erdapp.layout.options import PictureOptions
from erdapp.schema.select import matches
from erdapp.store.models import Snapshot, Version
from erdapp.store.snapshots import load_outline

RUN = 20
"""Versions of a project that are drawn one after the other; the first of a run stands alone."""
MOST_TABLES = 1_500
"""Larger snapshots are drawn alone."""
MOST_HIDDEN = 0.15
"""The share of tables that may be hidden while the others keep their places; with more of them
gone the picture closes up."""


def lineage(fingerprint: str, options: PictureOptions) -> tuple[str, ...]:
    """The fingerprints of the snapshots before this one, the oldest first. A part of a schema is
    drawn alone; where a few tables are hidden, the others stand as in the whole: it comes last."""
    if options.focus or options.include or options.changed_only:
        return ()
    if not options.exclude:
        return _before(fingerprint)
    return (*_before(fingerprint), fingerprint) if _few(fingerprint, options.exclude) else ()


def _few(fingerprint: str, hidden: tuple[str, ...]) -> bool:
    tables = load_outline(Snapshot.objects.only("outline").get(pk=fingerprint)).tables
    gone = sum(matches(table.full_name, hidden) for table in tables)
    return gone <= MOST_HIDDEN * len(tables)


def _before(fingerprint: str) -> tuple[str, ...]:
    first = (
        Version.objects.filter(snapshot_id=fingerprint)
        .order_by("pk")
        .values_list("project_id", "number", "snapshot__tables")
        .first()
    )
    if first is None:
        return ()
    project, number, tables = first
    start = (number - 1) // RUN * RUN + 1
    if number == start or tables > MOST_TABLES:
        return ()
    before = Version.objects.filter(project_id=project, number__gte=start, number__lt=number)
    found = before.order_by("number").values_list("snapshot_id", flat=True)
    return tuple(dict.fromkeys(name for name in found if name != fingerprint))


def whole(options: PictureOptions) -> PictureOptions:
    """The options on which places depend, whatever else is asked for."""
    return PictureOptions(
        show=options.show,
        group=options.group,
        folders=options.folders,
        fold_after=options.fold_after,
        links=options.links,
        rows=False,
        standalone=False,
    )
