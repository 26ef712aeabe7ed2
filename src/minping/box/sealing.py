"""Sealed bytes: AES-256-GCM under a key file of the box, so that dummies and ballots look alike."""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from minping.core.findings import Finding, Place, RefusedInput, error

KEY_BYTES = 32
NONCE = 12
OVERHEAD = NONCE + 16
"""Bytes that sealing adds: a random nonce and the tag."""

BOX_KEY = "box.key"


class UnsealableError(ValueError):
    """Bytes that were not sealed with this key for this place, or that were damaged."""


class Seal:
    """Seals and opens bytes. ``about`` binds them to their place: a blob moved elsewhere does not open."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, plain: bytes, about: bytes) -> bytes:
        """``plain`` sealed: ``OVERHEAD`` bytes longer, different every time."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed. Raises UnsealableError."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about)
        except (InvalidTag, ValueError) as fault:
            raise UnsealableError("sealed with another key, or damaged") from fault


def box_key(home: Path) -> bytes:
    """The key of a box; made on first use, readable by its owner alone. Raises RefusedInput."""
    path = home / BOX_KEY
    if not path.exists():
        if (home / "rounds").exists():
            raise RefusedInput([_missing(path)])  # a new key would open nothing of what lies there
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as write:
            write.write(secrets.token_bytes(KEY_BYTES))
            write.flush()
            os.fsync(write.fileno())
    return key_in(path)


def key_in(path: Path) -> bytes:
    """The 32 bytes of a key file. Raises RefusedInput."""
    try:
        found = path.read_bytes()
    except OSError as fault:
        raise RefusedInput([_missing(path)]) from fault
    if len(found) != KEY_BYTES:
        raise RefusedInput([_missing(path)])
    return found


def _missing(path: Path) -> Finding:
    return error(
        "box.key",
        "密钥文件缺失、读不到或长度不对",
        "the key file is missing, unreadable or of the wrong length",
        "请从备份恢复这个文件；没有它，已存的选票无法打开",
        "restore the file from its backup: without it the ballots kept so far cannot be opened",
        Place(str(path)),
    )
