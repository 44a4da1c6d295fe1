"""Settings come from the environment, with defaults that work at once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def setting(expression: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a setting is in a fresh process with only these variables."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"from erdapp import settings; print(({expression}))"],
        cwd=ROOT,
        env={**kept, "ERDAPP_DATA": str(data), **environment},
        capture_output=True,
        text=True,
    )


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    keys = [setting("settings.SECRET_KEY", tmp_path).stdout.strip() for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 60
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_not_written_down(tmp_path: Path) -> None:
    assert setting("settings.SECRET_KEY", tmp_path, SECRET_KEY="given").stdout == "given\n"
    assert not (tmp_path / "secret-key").exists()


def test_sqlite_in_the_data_folder_is_the_default(tmp_path: Path) -> None:
    name = setting("settings.DATABASES['default']['NAME']", tmp_path).stdout.strip()
    assert name == str(tmp_path / "erdapp.sqlite3")


def test_a_database_url_is_taken(tmp_path: Path) -> None:
    url = "postgresql://me:secret@db.example/erd"
    found = setting("settings.DATABASES['default']", tmp_path, DATABASE_URL=url).stdout
    assert "postgresql" in found
    assert "db.example" in found


def test_debugging_is_off_and_only_this_machine_is_served_by_default(tmp_path: Path) -> None:
    found = setting("settings.DEBUG, settings.ALLOWED_HOSTS", tmp_path).stdout
    assert found == "(False, ['localhost', '127.0.0.1', '[::1]'])\n"


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_switch_that_is_neither_on_nor_off_is_said_loudly(tmp_path: Path, value: str) -> None:
    done = setting("settings.DEBUG", tmp_path, ERDAPP_DEBUG=value)
    assert done.returncode != 0
    assert f"ERDAPP_DEBUG is {value!r}" in done.stderr
