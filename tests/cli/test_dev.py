"""Which database a dev URL means."""

from __future__ import annotations

import pytest

from erdapp.cli import docker
from erdapp.cli.dev import dev_database_url, dev_dialect
from erdapp.cli.docker import image_of
from erdapp.cli.failure import Failure
from erdapp.schema import Dialect


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docker, "engine_runs", lambda: False)
    for name in ("MYSQL", "MARIADB", "POSTGRES"):
        monkeypatch.delenv(f"ERDAPP_DEV_{name}_URL", raising=False)
    dev_database_url.cache_clear()


def test_a_url_of_a_database_stands_for_itself() -> None:
    assert dev_database_url("postgres://h/dev") == "postgres://h/dev"


def test_without_an_engine_the_configured_server_stands_in_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ERDAPP_DEV_MARIADB_URL", "mariadb://root:secret@h/")
    assert dev_database_url("docker://mysql/8/dev") == "mariadb://root:secret@h/"
    said = capsys.readouterr().err
    assert "for docker://mysql/8/dev the dev database is that of ERDAPP_DEV_MARIADB_URL" in said
    assert "secret" not in said


def test_without_a_server_it_says_what_to_do() -> None:
    with pytest.raises(Failure, match="no Docker engine runs here; start one, or set ERDAPP_DEV_P"):
        dev_database_url("docker://postgres/15/dev?search_path=public")


@pytest.mark.parametrize(
    ("url", "dialect", "image"),
    [
        ("docker://mysql/8/dev", Dialect.MYSQL, "mysql:8"),
        ("docker://maria/latest/schema", Dialect.MARIADB, "mariadb:latest"),
        ("docker://postgres/15/dev?search_path=public", Dialect.POSTGRES, "postgres:15"),
        ("docker://pgvector/pg17/dev", Dialect.POSTGRES, "pgvector/pgvector:pg17"),
        ("docker+postgres://ghcr.io/org/image:v1/dev", Dialect.POSTGRES, "ghcr.io/org/image:v1"),
        ("docker+postgres://_/postgis:16/dev", Dialect.POSTGRES, "postgis:16"),
        ("docker+mysql://percona:8/dev", Dialect.MYSQL, "percona:8"),
    ],
)
def test_a_docker_url_names_an_image(url: str, dialect: Dialect, image: str) -> None:
    assert dev_dialect(url) is dialect
    assert image_of(url) == image
