"""An application that is broken on purpose: it answers first and writes a moment later.

The check that kills the application must fail on it; otherwise that check proves nothing.
"""

import threading
import time
from typing import Any
from unittest.mock import patch

DELAY = 0.3
"""Seconds between the answer and the write."""


def application(environ: Any, start_response: Any) -> Any:
    """The pages, with a register that hands tickets out before it has noted them."""
    return _hasty()(environ, start_response)


def _hasty() -> Any:
    from minping.apps.register import issue_views
    from minping.site import wsgi

    register = vars(issue_views)
    if register["ticket_issue"].__module__ != __name__:
        register |= {"ticket_issue": _issued_later(), "ticket_confirm": _confirmed_later()}
    return wsgi.application


def _issued_later() -> Any:
    from django.db import transaction

    from minping.apps.register.services.tickets import Outcome, ticket_issue

    def hasty(*, code: str, ticket: str) -> Any:
        with transaction.atomic():
            found = ticket_issue(code=code, ticket=ticket)
            transaction.set_rollback(True)
        if found.outcome is Outcome.ISSUED:
            _later(ticket_issue, code, ticket)
        return found

    return hasty


def _confirmed_later() -> Any:
    from minping.apps.register.services.tickets import Outcome, ticket_confirm

    def hasty(*, code: str, ticket: str) -> Any:
        _later(ticket_confirm, code, ticket)
        return Outcome.CONFIRMED

    return hasty


def _later(act: Any, code: str, ticket: str) -> None:
    def wait_and_write() -> None:
        time.sleep(DELAY)
        act(code=code, ticket=ticket)

    threading.Thread(target=wait_and_write, daemon=True).start()


def main() -> None:
    """The command ``minping`` whose pages are those of this module."""
    from granian import server

    from minping.site.cli import main as command

    real = server.Server

    def serve(_target: str, **about: Any) -> Any:
        return real(f"{__name__}:application", **about)

    with patch.object(server, "Server", serve):
        command()
