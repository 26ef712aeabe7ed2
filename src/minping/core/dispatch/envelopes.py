"""A letter closed so that its receiver alone can read it.

X25519 (RFC 7748) agrees on a key with the receiver's lock, HKDF-SHA256 (RFC 5869) draws it out, AES-256-GCM closes
the signed letter. The passing key is drawn from the sender's secret and the letter: the same letter to the same
receiver gives the same bytes, and no key closes two different letters.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minping.core.dispatch.letters import BadLetterError, broken

MAGIC = b"minping-sealed-1"
_KEY = 32
_HEAD = len(MAGIC) + 2 * _KEY
_ONCE = bytes(12)
"""The nonce: each key closes one letter, so it need not differ."""


class NotForUsError(BadLetterError):
    """The letter is closed for somebody else: ``lock`` is his."""

    def __init__(self, lock: str) -> None:
        super().__init__(
            "这份文件是封给别的单位的，本办打不开。请退还发文单位，换发给本办的那一份。",
            "This file is sealed for another office and cannot be opened here. Ask for the one made for you.",
        )
        self.lock = lock


def _drawn(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=purpose).derive(secret)


def _own(seed: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_drawn(seed, b"minping-letter-lock-1"))


def lock_of(seed: bytes) -> str:
    """The lock of the office whose private key the seed is: 64 hexadecimal digits, told on its card."""
    return _own(seed).public_key().public_bytes_raw().hex()


def enclose(seed: bytes, raw: bytes, lock: str) -> bytes:
    """The signed letter ``raw`` closed for the owner of ``lock``. Raises ValueError for what is no lock."""
    to = bytes.fromhex(lock)
    passing = X25519PrivateKey.from_private_bytes(
        _drawn(seed + to + hashlib.sha256(raw).digest(), b"minping-letter-passing-1")
    )
    head = MAGIC + to + passing.public_key().public_bytes_raw()
    return head + _cipher(passing.exchange(X25519PublicKey.from_public_bytes(to)), head).encrypt(
        _ONCE, raw, head
    )


def is_enclosed(data: bytes) -> bool:
    """Whether a file is a closed letter; else it is an introduction, or no letter at all."""
    return data.startswith(MAGIC)


def disclose(seed: bytes, data: bytes) -> bytes:
    """The signed letter within. Raises ``NotForUsError``, ``BadLetterError`` when it was altered."""
    head, closed = data[:_HEAD], data[_HEAD:]
    if not is_enclosed(data) or len(head) < _HEAD:
        raise broken()
    to, passing = head[len(MAGIC) : -_KEY], head[-_KEY:]
    if to.hex() != lock_of(seed):
        raise NotForUsError(to.hex())
    try:
        secret = _own(seed).exchange(X25519PublicKey.from_public_bytes(passing))
        return _cipher(secret, head).decrypt(_ONCE, closed, head)
    except (InvalidTag, ValueError) as fault:
        raise BadLetterError(
            "文件在路上被改动过或不完整，打不开。请勿采用，请对方重新发来原文件。",
            "The file was altered on its way, or is incomplete. Do not use it; ask for the original again.",
        ) from fault


def _cipher(secret: bytes, head: bytes) -> AESGCM:
    return AESGCM(_drawn(secret, b"minping-letter-1" + head))
