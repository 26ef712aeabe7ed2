"""Starts the web application inside a command: its home folder, its database, its processes."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from minping.core.findings import Place, RefusedInput, error

SETTINGS = "minping.site.settings"


def enter(home: Path, **more: str) -> None:
    """Set the environment that ``settings`` read and load the application. Once per process.

    ``more``: settings by their names, over those of the environment.
    """
    os.environ.update({"DJANGO_SETTINGS_MODULE": SETTINGS, "MINPING_HOME": str(home), **more})
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()


KEYS = ("secret", "people", "index", "pepper", "audit", "ticket")
"""Key files of an installation; the box reads the last one."""


def bring_up_to_date() -> None:
    """Make or migrate the tables; make the keys that are not there yet."""
    from django.core.management import call_command  # noqa: PLC0415 - after the application is loaded

    from minping.apps.foundation.keys import key  # noqa: PLC0415

    for name in KEYS:
        key(name)
    _make_tables_at_once()
    call_command("migrate", verbosity=0, interactive=False)


def _make_tables_at_once() -> None:
    """In an empty database the tables of today's models, and a note that every migration is done: a second
    or two instead of half a minute, with the same tables. Whoever was interrupted begins again."""
    from django.apps import apps  # noqa: PLC0415 - after the application is loaded
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    recorder = MigrationRecorder(connection)
    if recorder.applied_migrations():
        return
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    settings.MIGRATION_MODULES = {}
    recorder.ensure_schema()
    with transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False, fake=True)


def check_port(host: str, port: int, option: str) -> None:
    """Raise RefusedInput when somebody else already listens at ``host:port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise RefusedInput(
                [
                    error(
                        "serve.port_taken",
                        f"端口{port}已被占用或不可使用（{fault.strerror}）",
                        f"port {port} is taken or may not be used ({fault.strerror})",
                        f"请关闭占用它的程序，或用{option}另选一个",
                        f"stop what uses it, or choose another with {option}",
                        Place(),
                    )
                ]
            ) from fault


def serve_pages(host: str, port: int) -> None:
    """Serve the pages until a signal comes. Keeps no request log."""
    from granian.constants import Interfaces  # noqa: PLC0415 - only servers need it
    from granian.server import Server  # noqa: PLC0415

    Server(
        "minping.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_enabled=True,
        log_access=False,
        process_name=None,
    ).serve()


def start(words: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Another process of this program: ``minping`` with ``words``."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from minping.site.cli import main; main()", *words],
        env={**os.environ, **environment},
    )
