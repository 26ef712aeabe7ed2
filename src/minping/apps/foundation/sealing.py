"""Personal data at rest: sealed with a key version, found again by a keyed blind index (SEC F2)."""

import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minping.apps.foundation.keys import key

VERSION = 1
_NONCE = 12


@cache
def _cipher(root: bytes, purpose: str) -> AESGCM:
    """Derived once for each key and purpose: rosters are sealed and opened by the hundred thousand."""
    derive = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=f"minping-{purpose}-{VERSION}".encode()
    )
    return AESGCM(derive.derive(root))


def seal_bytes(raw: bytes, purpose: str) -> bytes:
    """``raw`` encrypted for ``purpose``; the same bytes give others each time."""
    nonce = os.urandom(_NONCE)
    return bytes([VERSION]) + nonce + _cipher(key("people"), purpose).encrypt(nonce, raw, purpose.encode())


def unseal_bytes(sealed: bytes | memoryview, purpose: str) -> bytes:
    """What ``seal_bytes`` was given. Raises ``cryptography.exceptions.InvalidTag`` when altered."""
    blob = bytes(sealed)
    if not blob:
        return b""
    nonce, rest = blob[1 : 1 + _NONCE], blob[1 + _NONCE :]
    return _cipher(key("people"), purpose).decrypt(nonce, rest, purpose.encode())


def seal(text: str, purpose: str) -> bytes:
    """``text`` encrypted for ``purpose`` (``phone``, ``name``); the same text gives other bytes each time."""
    return seal_bytes(text.encode(), purpose)


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """What ``seal`` was given. Raises ``cryptography.exceptions.InvalidTag`` when altered."""
    return unseal_bytes(sealed, purpose).decode()


def blind_index(text: str, purpose: str) -> str:
    """A keyed digest by which equal texts find each other without being readable (hex, 64 characters)."""
    return hmac.new(key("index"), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
