"""Tests of `erdapp.store`."""

from __future__ import annotations
