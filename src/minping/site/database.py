"""Which database the application speaks to."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def database_of(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for ``url``: empty for SQLite in ``home``, or ``postgresql://user@host/name``.

    SQLite deletes securely and keeps no write-ahead file: the order of writes must not stand on disk.
    """
    if not url or url.startswith("sqlite:///"):
        home.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") or home / "db.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SystemExit(
            f"MINPING_DATABASE={url}：只支持 sqlite:/// 和 postgresql:// / only sqlite:/// and postgresql://"
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "minping",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
