"""One command at a time writes into a migration directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.loaders.base import SourceError
from erdapp.migdir.lock import directory_lock


def test_a_second_one_waits_and_then_says_that_the_lock_is_held(tmp_path: Path) -> None:
    with directory_lock(tmp_path, 1), pytest.raises(SourceError, match=r"held its lock for 0\.1s"):
        directory_lock(tmp_path, 0.1).__enter__()
    with directory_lock(tmp_path, 0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_two_that_are_about_to_make_the_directory_exclude_each_other(tmp_path: Path) -> None:
    new = tmp_path / "a" / "migrations"
    with directory_lock(new, 1):
        with pytest.raises(SourceError):
            directory_lock(new, 0).__enter__()
        new.mkdir(parents=True)
    with directory_lock(new, 0), directory_lock(tmp_path, 0):
        pass
