"""Key files: made on first use, readable by their owner alone, never in the database or the settings."""

import base64
import contextlib
import os
import secrets
from functools import cache
from pathlib import Path

BYTES = 32


def read_or_make(folder: Path, name: str) -> bytes:
    """The 32 bytes of ``folder/name.key``; made if absent. Two processes may ask at once: one of them wins."""
    path = folder / f"{name}.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}.new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as write:
            write.write(secrets.token_bytes(BYTES))
            write.flush()
            os.fsync(write.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    found = path.read_bytes()
    if len(found) != BYTES:
        raise SystemExit(f"{path}：密钥文件长度不对，请从备份恢复 / wrong length, restore it from the backup")
    return found


def key_text(folder: Path, name: str) -> str:
    """The key as text, for settings that want a string."""
    return base64.urlsafe_b64encode(read_or_make(folder, name)).decode()


@cache
def _cached(folder: Path, name: str) -> bytes:
    return read_or_make(folder, name)


def key(name: str) -> bytes:
    """The key called ``name`` of this installation (``people``, ``index``, ``pepper``, ``audit``, ``ticket``)."""
    from django.conf import settings  # noqa: PLC0415 - settings themselves read a key

    return _cached(Path(settings.KEYS), name)
