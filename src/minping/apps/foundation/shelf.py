"""Files that people upload, on the disk: under random names outside the web root, sealed (SEC E3, F2)."""

import os
import secrets
from collections.abc import Container
from pathlib import Path

from django.conf import settings

from minping.apps.foundation.sealing import seal_bytes, unseal_bytes

STRAY_SECONDS = 24 * 3600
"""A file that no row names was left by a request that failed; it is removed when it is older than this."""


class Shelf:
    """One folder below ``MINPING_HOME/files``."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def folder(self) -> Path:
        """Where the files lie; made for the owner alone."""
        folder = Path(settings.HOME) / "files" / self.name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def keep(self, raw: bytes) -> str:
        """Store the bytes sealed, on the disk before this returns; the random name they lie under."""
        name = f"{secrets.token_hex(20)}.bin"
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as write:
            write.write(seal_bytes(raw, self.name))
            write.flush()
            os.fsync(write.fileno())
        return name

    def read(self, name: str) -> bytes:
        """The bytes. Raises FileNotFoundError, ``cryptography.exceptions.InvalidTag`` when altered."""
        return unseal_bytes((self.folder / Path(name).name).read_bytes(), self.name)

    def erase(self, name: str) -> None:
        """Remove the file; nothing happens when it is gone already."""
        (self.folder / Path(name).name).unlink(missing_ok=True)

    def erase_strays(self, known: Container[str], before: float) -> int:
        """Remove the files that are not ``known`` and older than the instant ``before``; how many."""
        strays = [p for p in self.folder.iterdir() if p.name not in known and p.stat().st_mtime < before]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)
