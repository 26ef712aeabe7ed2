"""A box in a process of its own, killed and started again, with voters who post to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests.box.workbench import TICKET_KEY, ballot_of

from minping.core.secrecy.manifest import Manifest

REAL = "from minping.site.commands.box import box_command; box_command()"
TWIN = "from tests.box.broken_twin import main; main()"
ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://127.0.0.1:8000"
PATIENCE = 30
"""Seconds within which a process must be there, or gone."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Process:
    """The box of ``folder`` as a process. ``program``: the command, or its broken twin."""

    folder: Path
    program: str = REAL
    port: int = field(default_factory=free_port)
    more: tuple[str, ...] = ()

    def start(self) -> None:
        """Begin, and return once the door is open. Raises AssertionError with the box's words."""
        self.begin()
        self._until_open()

    def begin(self) -> None:
        key = self.folder / "keys" / "ticket.key"
        key.parent.mkdir(exist_ok=True)
        key.write_bytes(TICKET_KEY)
        where = ["--home", str(self.folder), "--port", str(self.port), *self.more]
        command = [sys.executable, "-c", self.program, *where]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.words = self.folder / "words"
        with self.words.open("ab") as words:
            self.running = subprocess.Popen(command, stdout=words, stderr=words, env=environment, cwd=ROOT)

    def _until_open(self) -> None:
        pause = Event()
        for _ in range(PATIENCE * 50):
            if self.running.poll() is not None:
                raise AssertionError(self.words.read_text())
            try:
                if self.get("/b/health").status == 200:
                    return
            except OSError:
                pause.wait(0.02)
        raise AssertionError("the box did not open")

    def kill(self) -> None:
        """As a power cut does: without a word."""
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(PATIENCE)

    def stop(self) -> int:
        """As an operator does."""
        self.running.terminate()
        return self.running.wait(PATIENCE)

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        with closing(self._line()) as line:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            return answer

    def post(self, data: bytes) -> tuple[int, dict[str, str]]:
        """Cast on a line of its own."""
        with closing(self._line()) as line:
            return post(line, data)

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)


@contextmanager
def opened(process: Process) -> Iterator[Process]:
    process.start()
    try:
        yield process
    finally:
        if process.running.poll() is None:
            process.kill()


class Voters(Thread):
    """Casts ballots one after the other until the line breaks. ``acknowledged``: who was told so."""

    def __init__(self, port: int, manifest: Manifest, voters: range) -> None:
        super().__init__(daemon=True)
        self._port, self._manifest, self._voters = port, manifest, voters
        self.acknowledged: dict[int, str] = {}
        self.sent = 0

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            for voter in self._voters:
                self.sent += 1
                status, told = post(line, ballot_of(self._manifest, voter))
                if status == 200:
                    self.acknowledged[voter] = told["entry"]
        except (OSError, http.client.HTTPException):
            return
        finally:
            line.close()


def post(line: http.client.HTTPConnection, data: bytes) -> tuple[int, dict[str, str]]:
    """Cast as the page does: status and what the answer says."""
    headers = {"Content-Type": "application/octet-stream", "Origin": ORIGIN}
    line.request("POST", "/b/cast", data, headers)
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())
