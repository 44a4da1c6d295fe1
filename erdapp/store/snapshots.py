"""Schemas in and out of the database, by fingerprint."""

from __future__ import annotations

import zlib
from functools import lru_cache

import msgspec
from django.db.models import Q

from erdapp.loaders.base import Origin
from erdapp.loaders.folders import folders
from erdapp.schema import Name, Schema, decode, encode, fingerprint
from erdapp.store.models import Comparison, Snapshot, StoredPicture, Version
from erdapp.store.outline import Outline, outline_of, pack, unpack


def save_snapshot(schema: Schema) -> Snapshot:
    """The snapshot of that schema, made when there is none yet."""
    outline = outline_of(schema)
    snapshot, _ = Snapshot.objects.get_or_create(
        fingerprint=fingerprint(schema),
        defaults={
            "data": zlib.compress(encode(schema)),
            "outline": pack(outline),
            "dialect": schema.dialect.value,
            "tables": len(schema.tables),
            "columns": outline.columns,
        },
    )
    return snapshot


@lru_cache(maxsize=16)
def load_schema(fingerprint: str) -> Schema:
    """The schema of a stored snapshot. A value by its hash: it may be remembered anywhere.

    Raises Snapshot.DoesNotExist, or UnreadableSchema when a newer erdapp stored it.
    """
    data = Snapshot.objects.values_list("data", flat=True).get(fingerprint=fingerprint)
    return decode(zlib.decompress(bytes(data)))


def origins_of(version: Version) -> dict[str, Origin]:
    """Where the source of a version says its tables and columns."""
    return unpacked(bytes(version.origins))


def folders_of(version: Version) -> tuple[tuple[Name, str], ...]:
    """The folder of its source that each table of a version is from, by name."""
    return tuple(sorted(folders(load_schema(version.snapshot_id), origins_of(version)).items()))


def unpacked(packed: bytes) -> dict[str, Origin]:
    """Origins as `Version.origins` keeps them."""
    if not packed:
        return {}
    return msgspec.json.decode(zlib.decompress(packed), type=dict[str, Origin])


def load_outline(snapshot: Snapshot) -> Outline:
    return unpack(bytes(snapshot.outline))


def delete_orphans(fingerprints: set[str]) -> None:
    """Remove those of the snapshots that no version and no comparison refers to any more, with
    the pictures of them."""
    used = set(Version.objects.filter(snapshot__in=fingerprints).values_list("snapshot", flat=True))
    for side in ("before", "after"):
        compared = Comparison.objects.filter(**{f"{side}__in": fingerprints})
        used |= set(compared.values_list(side, flat=True))
    gone = fingerprints - used
    StoredPicture.objects.filter(Q(schema__in=gone) | Q(before__in=gone)).delete()
    Snapshot.objects.filter(fingerprint__in=gone).delete()
    load_schema.cache_clear()
