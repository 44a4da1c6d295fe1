"""Drawn pictures by the hash of all that decides them: a cache that all replicas share."""

from __future__ import annotations

from django.db import models


class StoredPicture(models.Model):
    """An SVG, gzip-compressed, or a PNG or PDF printed of one: each can be sent as it is."""

    key = models.CharField(max_length=64, primary_key=True)
    schema = models.CharField(max_length=64, db_index=True, default="")
    """Fingerprint of the snapshot it shows, to go along when that goes."""
    before = models.CharField(max_length=64, blank=True, db_index=True, default="")
    """Fingerprint of the older snapshot, when it shows a comparison."""
    svg = models.BinaryField()
    rows = models.BinaryField(default=bytes)
    """The rows of the cards as JSON, gzip-compressed, where the SVG was drawn without them."""
    width = models.FloatField()
    height = models.FloatField()
    size = models.PositiveIntegerField()
    """Bytes as stored, for pruning."""
    used = models.DateField(db_index=True)
    """The day it was last asked for."""
