"""What the store keeps encrypted, and the only place where that is done.

AES-256-GCM under a key that HKDF derives from Django's SECRET_KEY. A changed SECRET_KEY goes on
reading what older ones sealed as long as those stand in SECRET_KEY_FALLBACKS. What a secret
belongs to is authenticated with it: sealed bytes copied to another row cannot be read there.
"""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

_FORMAT = b"\x01"
"""The first byte of everything sealed, to tell a later way from this one."""
_NONCE = 12
"""Bytes; random for each text, as AES-GCM wants it."""


class Unreadable(Exception):
    """Sealed with a key that isn't known any more, for something else, or damaged."""


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"erdapp.store.secrets 1")
    return AESGCM(derived.derive(key))


def _ciphers() -> list[AESGCM]:
    """Today's first, then those of former secret keys."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_cipher(force_bytes(key)) for key in keys]


def seal(text: str, owner: str) -> bytes:
    """The text encrypted for `owner`, the name of what it belongs to (`connection of 12`)."""
    nonce = os.urandom(_NONCE)
    return _FORMAT + nonce + _ciphers()[0].encrypt(nonce, text.encode(), owner.encode())


def unseal(data: bytes, owner: str) -> str:
    """The text that was sealed for `owner`. Raises Unreadable, which says nothing of it."""
    found = _opened(data, owner)
    if found is None:
        raise Unreadable("what was sealed cannot be read with the secret keys of this server")
    return found[0]


def is_stale(data: bytes, owner: str) -> bool:
    """Whether it was sealed with a former secret key and should be sealed anew."""
    found = _opened(data, owner)
    return found is not None and found[1] > 0


def _opened(data: bytes, owner: str) -> tuple[str, int] | None:
    """The text and the position of the key that opens it."""
    if data[:1] != _FORMAT:
        return None
    nonce, sealed = data[1 : 1 + _NONCE], data[1 + _NONCE :]
    for position, cipher in enumerate(_ciphers()):
        try:
            return cipher.decrypt(nonce, sealed, owner.encode()).decode(), position
        except (InvalidTag, ValueError):
            continue
    return None
