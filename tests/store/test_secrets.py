"""What the store keeps encrypted: only this server reads it, only for what it belongs to."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from erdapp.store import secrets

URL = "postgres://alice:hunter2@db.example/shop"


def test_what_was_sealed_is_read_again() -> None:
    assert secrets.unseal(secrets.seal(URL, "a"), "a") == URL
    assert secrets.unseal(secrets.seal("", "a"), "a") == ""


def test_nothing_of_the_text_is_seen_and_no_two_are_alike() -> None:
    first, second = secrets.seal(URL, "a"), secrets.seal(URL, "a")
    assert first != second
    for part in (b"hunter2", b"alice", b"postgres", b"db.example"):
        assert part not in first


def test_it_is_read_only_for_what_it_belongs_to() -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(secrets.seal(URL, "a"), "b")


@pytest.mark.parametrize("place", [0, 1, 5, 13, -1])
def test_a_changed_byte_makes_it_unreadable(place: int) -> None:
    data = bytearray(secrets.seal(URL, "a"))
    data[place] ^= 1
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(bytes(data), "a")


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 60])
def test_what_was_never_sealed_is_unreadable(data: bytes) -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(data, "a")


def test_a_former_key_still_reads_and_is_told(settings: Settings) -> None:
    data = secrets.seal(URL, "a")
    assert not secrets.is_stale(data, "a")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key, long enough to be one"
    assert secrets.unseal(data, "a") == URL
    assert secrets.is_stale(data, "a")
    assert not secrets.is_stale(secrets.seal(URL, "a"), "a")


def test_without_its_key_it_is_lost_and_the_error_says_nothing(settings: Settings) -> None:
    data = secrets.seal(URL, "a")
    settings.SECRET_KEY = "another secret key, long enough to be one"
    with pytest.raises(secrets.Unreadable) as caught:
        secrets.unseal(data, "a")
    assert "hunter2" not in str(caught.value)
    assert not secrets.is_stale(data, "a")
