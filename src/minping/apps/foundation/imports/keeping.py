"""Where uploaded tables and what was found in them are kept: random names, sealed if personal."""

import base64
import json
import os
import secrets
import zlib
from collections.abc import Container
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.sealing import seal, unseal
from minping.core.findings import Text

_PURPOSE = "import"


def _folder() -> Path:
    folder = Path(settings.HOME) / "files" / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _closed(raw: bytes, sealed: bool) -> bytes:
    return seal(base64.b64encode(raw).decode(), _PURPOSE) if sealed else raw


def _opened(raw: bytes | memoryview, sealed: bool) -> bytes:
    return base64.b64decode(unseal(raw, _PURPOSE)) if sealed else bytes(raw)


def keep_file(raw: bytes, sealed: bool) -> str:
    """Store the bytes under a random name, on the disk before this returns."""
    name = f"{secrets.token_hex(20)}.bin"
    handle = os.open(_folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as write:
        write.write(_closed(raw, sealed))
        write.flush()
        os.fsync(write.fileno())
    return name


def kept_file(name: str, sealed: bool) -> bytes | None:
    """The bytes stored under ``name``; None once erased. Raises Refused for what was altered since."""
    path = _folder() / name
    if not name or not path.exists():
        return None
    try:
        return _opened(path.read_bytes(), sealed)
    except InvalidTag as fault:
        raise Refused(
            Text("保存的文件已损坏，请重新上传。", "The stored file is damaged. Upload it again.")
        ) from fault


def erase_file(name: str) -> None:
    """Remove what was stored; nothing happens when it is gone already."""
    if name:
        (_folder() / Path(name).name).unlink(missing_ok=True)


def stray_files(known: Container[str], before: float) -> int:
    """Remove files that no import names and that are older than the instant ``before``; how many."""
    strays = [p for p in _folder().iterdir() if p.name not in known and p.stat().st_mtime < before]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def packed(value: Any, sealed: bool) -> bytes:
    """JSON for a column of the database, compressed, sealed if personal."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _closed(zlib.compress(text.encode(), 6), sealed)


def unpacked(blob: bytes | memoryview, sealed: bool) -> Any:
    """The inverse of ``packed``; None for nothing."""
    raw = bytes(blob)
    return json.loads(zlib.decompress(_opened(raw, sealed))) if raw else None
