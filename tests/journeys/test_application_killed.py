"""The application is killed while tickets are fetched: what it has answered holds after a restart."""

import http.client
import json
import os
import secrets
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.apps.register.made import make_round, open_with_codes, row
from tests.journeys.conftest import free_port, until

from minping.apps.register.models import NO_DIGEST
from minping.apps.register.services import NewCode

pytestmark = pytest.mark.slow
PROGRAM = "from minping.site.cli import main; main()"
VOTERS, KILLS, LANES = 80, 4, 6


class Application:
    """`minping serve` as a process of its own, on the database of the tests."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        known = connection.settings_dict
        name = known["NAME"]
        place = f"sqlite:///{name}"
        if connection.vendor == "postgresql":
            place = f"postgresql://{known['USER']}:{known['PASSWORD']}@/{name}?host={known['HOST']}"
        self._environment = {
            **os.environ,
            "MINPING_MODE": "test",
            "MINPING_DATABASE": place,
            "MINPING_EXCHANGE": str(settings.EXCHANGE),
        }
        self._words = ["serve", "--home", str(settings.HOME), "--port", str(self.port), "--quiet"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *self._words],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self.ask("/i/confirm", {"code": "", "ticket": ""})[0] != 0, 60)

    def ask(self, path: str, said: dict[str, str]) -> tuple[int, dict[str, str]]:
        """Status and answer; status 0 when nobody answers."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            self.url + path, data=json.dumps(said).encode(), headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as fault:
            return fault.code, json.loads(fault.read() or b"{}")
        except (OSError, ValueError, http.client.HTTPException):
            return 0, {}

    def kill(self) -> None:
        """kill -9, workers included."""
        if self.process is not None:
            subprocess.run(["pkill", "-KILL", "-P", str(self.process.pid)], check=False)
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def application(transactional_db):
    """Started by the test, gone after it."""
    made = Application()
    yield made
    made.kill()


def fetch_until_killed(
    application: Application, codes: Sequence[NewCode], tickets: dict[str, str], enough: int
) -> dict[str, dict[str, str]]:
    """Fetch tickets in several lanes; the process dies when enough have come. What was answered."""
    answered: dict[str, dict[str, str]] = {}
    killed = threading.Event()

    def lane(mine: Sequence[NewCode]) -> None:
        for code in mine:
            if killed.is_set():
                return
            status, said = application.ask("/i/issue", {"code": code.long, "ticket": tickets[code.long]})
            if status == 200:
                answered[code.long] = said

    lanes = [threading.Thread(target=lane, args=(codes[at::LANES],)) for at in range(LANES)]
    for one in lanes:
        one.start()
    until(lambda: len(answered) >= enough or not any(one.is_alive() for one in lanes), 60)
    application.kill()
    killed.set()
    for one in lanes:
        one.join()
    return answered


def test_an_answered_ticket_is_never_lost_nor_given_twice(application: Application, tmp_path: Path):
    codes = open_with_codes(make_round(units=2, aspects=1), VOTERS)
    tickets = {code.long: secrets.token_hex(32) for code in codes}
    answered: dict[str, dict[str, str]] = {}
    for _ in range(KILLS):
        left = [code for code in codes if code.long not in answered]
        application.start()
        answered |= fetch_until_killed(application, left, tickets, enough=12)
    assert answered
    application.start()
    for long, said in answered.items():
        assert application.ask("/i/issue", {"code": long, "ticket": tickets[long]}) == (200, said)
        assert application.ask("/i/issue", {"code": long, "ticket": secrets.token_hex(32)})[0] == 409
    for code in codes:
        asked = {"code": code.long, "ticket": tickets[code.long]}
        assert application.ask("/i/issue", asked)[0] == 200
        assert application.ask("/i/confirm", asked)[0] == 200
    application.kill()
    assert {(row(code).state, row(code).digest) for code in codes} == {("w", NO_DIGEST)}
