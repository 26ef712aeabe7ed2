"""Files that are kept under their own hash: what was taken in or computed can be checked for ever."""

import hashlib
import io
import os
import secrets
import zipfile
from pathlib import Path

from django.conf import settings

from minping.apps.foundation.errors import Refused
from minping.core.findings import Text

_DAY = (1980, 1, 1, 0, 0, 0)


def keep(data: bytes) -> str:
    """Store ``data`` once; returns its SHA-256 in hexadecimal. A damaged copy is replaced by the whole one."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{digest}.{secrets.token_hex(4)}")
        with fresh.open("xb") as write:
            write.write(data)
            write.flush()
            os.fsync(write.fileno())
        fresh.chmod(0o400)
        fresh.replace(path)
    return digest


def kept(digest: str) -> bytes:
    """The file of that hash. Raises Refused when it is missing or no longer what it was."""
    try:
        data = _path(digest).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused(
            Text(
                f"存档文件 {digest[:12]} 缺失或已损坏，请从备份恢复后再试。",
                f"The kept file {digest[:12]} is missing or damaged; restore it from the backup.",
            )
        )
    return data


def _path(digest: str) -> Path:
    return Path(settings.HOME) / "files" / "kept" / digest[:2] / digest


def zipped(folder: Path) -> bytes:
    """A folder as a zip file; the same content always gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return out.getvalue()


def unzipped(data: bytes, folder: Path) -> Path:
    """Unpack what ``zipped`` made, below ``folder``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder
