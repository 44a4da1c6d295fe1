"""Fixtures for the whole house: real servers, or a skip that says what is missing."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import servers, steady

# The same examples in every run, so that a change and not chance makes a test fail; ERDAPP_RANDOM=1
# looks for new ones, as the measurements do.
settings.register_profile("fixed", derandomize=not os.environ.get("ERDAPP_RANDOM"))
settings.load_profile("fixed")
if not os.environ.get("ERDAPP_RANDOM"):
    steady.leave_out_constants_of_modules()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a PostgreSQL server whose user may create databases."""
    url = servers.postgres_url()
    if url is None:
        pytest.skip("no PostgreSQL: set ERDAPP_TEST_POSTGRES_URL or install postgresql")
    return url


@pytest.fixture(scope="session")
def mariadb_url() -> str:
    """The URL of a MariaDB server whose user may create databases."""
    url = servers.mariadb_url()
    if url is None:
        pytest.skip("no MariaDB: set ERDAPP_TEST_MARIADB_URL or install mariadb-server")
    return url
