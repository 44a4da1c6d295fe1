"""The verbs: every write to the store, each in a transaction with its audit entry."""

from __future__ import annotations
