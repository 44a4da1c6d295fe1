"""Pictures by the hash of all that decides them: taken from the store, or drawn and kept."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from erdapp.diff import compare
from erdapp.diff.changes import Rename
from erdapp.layout import Box, Memory, Picture, draw, places
from erdapp.layout.options import PictureOptions
from erdapp.schema import Schema
from erdapp.store.build import drawing
from erdapp.store.lineage import lineage, whole
from erdapp.store.models import StoredPicture
from erdapp.store.snapshots import load_schema

REGIONS = Memory()
"""What this process arranged last: other versions and views of a schema share most of it."""


@dataclass(frozen=True)
class Overlay:
    """What a comparison lays over the picture of the schema after it."""

    before: str
    """Fingerprint of the snapshot before."""
    renames: tuple[Rename, ...] = ()


@dataclass(frozen=True)
class SvgPicture:
    """A drawn picture; `key` serves as its ETag."""

    key: str
    gzipped: bytes
    width: float
    height: float

    @property
    def svg(self) -> str:
        return gzip.decompress(self.gzipped).decode()


def picture_key(fingerprint: str, options: PictureOptions, overlay: Overlay | None = None) -> str:
    """The hash of everything that decides the picture, the drawing code included."""
    return _key(fingerprint, options, overlay, _lineage(fingerprint, options, overlay))


def _key(
    fingerprint: str, options: PictureOptions, overlay: Overlay | None, earlier: Sequence[str]
) -> str:
    parts: Sequence[object] = (
        drawing(),
        fingerprint,
        options,
        overlay and (overlay.before, overlay.renames),
        earlier,
    )
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _lineage(fingerprint: str, options: PictureOptions, overlay: Overlay | None) -> tuple[str, ...]:
    """The snapshots whose places the picture keeps; a comparison keeps those of its older one."""
    if overlay is None:
        return lineage(fingerprint, options)
    return () if options.changed_only else (*lineage(overlay.before, options), overlay.before)


def _places(earlier: Sequence[str], options: PictureOptions) -> Mapping[str, Box]:
    """Where the tables stand in the picture of the last of some snapshots, each of which keeps the
    places of the one before it."""
    found: Mapping[str, Box] = {}
    plain = whole(options)
    keys = [_key(name, plain, None, earlier[:at]) for at, name in enumerate(earlier)]
    kept = set(StoredPicture.objects.filter(key__in=keys).values_list("key", flat=True))
    start = max((at for at, key in enumerate(keys) if key in kept), default=0)
    for key, name in zip(keys[start:], earlier[start:], strict=True):
        stored = StoredPicture.objects.filter(key=key).values_list("svg", flat=True).first()
        if stored is not None:
            found = places(gzip.decompress(bytes(stored)).decode())
            continue
        drawn = draw(load_schema(name), plain, earlier=found, memory=REGIONS)
        _store(key, name, "", drawn)
        found = places(drawn.svg)
    return found


def picture(
    fingerprint: str, options: PictureOptions, overlay: Overlay | None = None
) -> SvgPicture:
    """The picture of a snapshot, drawn unless it was drawn before."""
    key = picture_key(fingerprint, options, overlay)
    stored = StoredPicture.objects.filter(key=key).defer("rows").first()
    if stored is None:
        return _draw(key, fingerprint, options, overlay)[0]
    if stored.used != timezone.now().date():
        StoredPicture.objects.filter(key=key).update(used=timezone.now().date())
    return SvgPicture(key, bytes(stored.svg), stored.width, stored.height)


def picture_rows(
    fingerprint: str, options: PictureOptions, overlay: Overlay | None = None
) -> bytes:
    """The rows of the picture that was drawn without them: JSON, gzip-compressed."""
    key = picture_key(fingerprint, options, overlay)
    stored = StoredPicture.objects.filter(key=key).values_list("rows", flat=True).first()
    if stored is None:
        return _draw(key, fingerprint, options, overlay)[1]
    return bytes(stored)


def _draw(
    key: str, fingerprint: str, options: PictureOptions, overlay: Overlay | None
) -> tuple[SvgPicture, bytes]:
    after = load_schema(fingerprint)
    earlier = _places(_lineage(fingerprint, options, overlay), options)
    if overlay is None:
        drawn = draw(after, options, earlier=earlier, memory=REGIONS)
    else:
        before: Schema = load_schema(overlay.before)
        changes = compare(before, after, overlay.renames)
        drawn = draw(after, options, changes, before, earlier, REGIONS)
    return _store(key, fingerprint, overlay.before if overlay else "", drawn)


def _store(key: str, fingerprint: str, before: str, drawn: Picture) -> tuple[SvgPicture, bytes]:
    svg = gzip.compress(drawn.svg.encode(), compresslevel=6, mtime=0)
    rows = gzip.compress(drawn.rows, compresslevel=6, mtime=0)
    found = SvgPicture(key, svg, float(drawn.width), float(drawn.height))
    _keep(found, rows, fingerprint, before)
    return found, rows


@transaction.atomic
def _keep(found: SvgPicture, rows: bytes, schema: str, before: str) -> None:
    StoredPicture.objects.update_or_create(
        key=found.key,
        defaults={
            "schema": schema,
            "before": before,
            "svg": found.gzipped,
            "rows": rows,
            "width": found.width,
            "height": found.height,
            "size": len(found.gzipped) + len(rows),
            "used": timezone.now().date(),
        },
    )
    prune(settings.PICTURE_BYTES)


def prune(limit: int) -> int:
    """Delete the longest unused pictures until four fifths of `limit` bytes are filled; says how
    many went. Does nothing below the limit."""
    total = StoredPicture.objects.aggregate(total=Sum("size"))["total"] or 0
    if total <= limit:
        return 0
    going: list[str] = []
    for key, size in StoredPicture.objects.order_by("used").values_list("key", "size"):
        if total <= limit * 4 // 5:
            break
        going.append(key)
        total -= size
    StoredPicture.objects.filter(key__in=going).delete()
    return len(going)
