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
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.apps.register.made import make_round, open_with_codes, row
from tests.journeys.conftest import free_port, until

from minping.apps.register.models import NO_DIGEST
from minping.apps.register.services import NewCode

pytestmark = pytest.mark.slow
REAL = "from minping.site.cli import main; main()"
TWIN = "from tests.journeys.broken_application import main; main()"
ROOT = Path(__file__).resolve().parents[2]
VOTERS, KILLS, LANES = 80, 4, 6


class Application:
    """`minping serve`, or its broken twin, as a process of its own, on the database of the tests."""

    def __init__(self, program: str = REAL) -> None:
        self._program = program
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        known = connection.settings_dict
        name = known["NAME"]
        place = f"sqlite:///{name}"
        if connection.vendor == "postgresql":
            place = f"postgresql://{known['USER']}:{known['PASSWORD']}@/{name}?host={known['HOST']}"
        self._environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "MINPING_MODE": "test",
            "MINPING_DATABASE": place,
            "MINPING_EXCHANGE": str(settings.EXCHANGE),
        }
        self._words = ["serve", "--home", str(settings.HOME), "--port", str(self.port), "--quiet"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", self._program, *self._words],
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

    def take_the_tables_as_they_are(self) -> None:
        """Note every migration as done: the tables of the tests were made from the models."""
        words = [sys.executable, "-m", "django", "migrate", "--fake", "--verbosity", "0"]
        there = {**self._environment, "MINPING_HOME": str(settings.HOME)}
        subprocess.run(words, env=there | {"DJANGO_SETTINGS_MODULE": "minping.site.settings"}, check=True)


@pytest.fixture
def application(transactional_db):
    """Started by the test, gone after it."""
    made = Application()
    made.take_the_tables_as_they_are()
    yield made
    made.kill()


@pytest.fixture
def broken(transactional_db):
    """The twin that answers before it writes."""
    made = Application(TWIN)
    made.take_the_tables_as_they_are()
    yield made
    made.kill()


@dataclass
class Told:
    """What the application has acknowledged: codes whose ticket was issued, and those that were confirmed."""

    issued: dict[str, dict[str, str]] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)

    def __ior__(self, more: "Told") -> "Told":
        self.issued |= more.issued
        self.confirmed |= more.confirmed
        return self


def fetch_until_killed(
    application: Application, codes: Sequence[NewCode], tickets: dict[str, str], enough: int
) -> Told:
    """Fetch tickets in several lanes, confirm every second one; the process dies when enough have come."""
    told, killed = Told(), threading.Event()

    def lane(mine: Sequence[NewCode]) -> None:
        for at, code in enumerate(mine):
            if killed.is_set():
                return
            asked = {"code": code.long, "ticket": tickets[code.long]}
            status, said = application.ask("/i/issue", asked)
            if status == 200:
                told.issued[code.long] = said
                if at % 2 and application.ask("/i/confirm", asked)[0] == 200:
                    told.confirmed.add(code.long)

    lanes = [threading.Thread(target=lane, args=(codes[at::LANES],)) for at in range(LANES)]
    for one in lanes:
        one.start()
    until(lambda: len(told.issued) >= enough or not any(one.is_alive() for one in lanes), 60)
    application.kill()
    killed.set()
    for one in lanes:
        one.join()
    return told


def lost(told: Told, codes: Sequence[NewCode]) -> list[str]:
    """Codes of which the register no longer knows what it has acknowledged."""
    rows = {code.long: row(code) for code in codes}
    issued = [long for long in told.issued if rows[long].state not in {"g", "w"}]
    confirmed = [long for long in told.confirmed if (rows[long].state, rows[long].digest) != ("w", NO_DIGEST)]
    return sorted({*issued, *confirmed})


def test_nothing_acknowledged_is_lost_and_no_ticket_is_given_twice(application: Application):
    codes = open_with_codes(make_round(units=2, aspects=1), VOTERS)
    tickets = {code.long: secrets.token_hex(32) for code in codes}
    told = Told()
    for _ in range(KILLS):
        left = [code for code in codes if code.long not in told.issued]
        application.start()
        told |= fetch_until_killed(application, left, tickets, enough=12)
        assert lost(told, codes) == []
    assert told.confirmed
    application.start()
    for code in codes:
        asked = {"code": code.long, "ticket": tickets[code.long]}
        if code.long in told.issued:
            # another ticket first: asking with the same one would itself note it
            other = application.ask("/i/issue", asked | {"ticket": secrets.token_hex(32)})[0]
            assert other in ({403, 429} if row(code).state == "w" else {409})
        if row(code).state != "w":
            status, said = application.ask("/i/issue", asked)
            assert (status, said) == (200, told.issued.get(code.long, said))
            assert application.ask("/i/confirm", asked)[0] == 200
    application.kill()
    assert {(row(code).state, row(code).digest) for code in codes} == {("w", NO_DIGEST)}


def test_the_broken_twin_is_caught(broken: Application):
    codes = open_with_codes(make_round(units=2, aspects=1), VOTERS)
    tickets = {code.long: secrets.token_hex(32) for code in codes}
    broken.start()
    told = fetch_until_killed(broken, codes, tickets, enough=12)
    assert told.issued
    assert lost(told, codes)
