"""What a journey needs: the application at an address, a real ballot box beside it, Debian's chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from minping.apps.foundation.keys import key
from minping.apps.register.services.tickets import failures

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE = 20_000
"""Milliseconds that a page is given on a busy machine."""
expect.set_options(timeout=PATIENCE)
# Playwright keeps an event loop in the main thread; the tests still ask the database from there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Site:
    """Where everything is. ``box_home`` and ``exchange``: the folders of the box."""

    url: str
    box_url: str
    box_home: Path
    exchange: Path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; the journeys are left out where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BoxProcess:
    """A box that can be stopped and started again on the same folders."""

    def __init__(self, folder: Path, ticket_key: Path, origin: str) -> None:
        self.home, self.exchange = folder / "box", folder / "exchange"
        self.exchange.mkdir(parents=True, exist_ok=True)
        self.port, self._key, self._origin = free_port(), ticket_key, origin
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Returns when the box answers."""
        program = "from minping.site.cli import main; main()"
        words = ["box", "--box-home", str(self.home), "--exchange", str(self.exchange)]
        words += ["--ticket-key", str(self._key), "--port", str(self.port), "--origin", self._origin]
        self._process = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL)
        until(self._answers, 20)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/b/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End the process in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


def until(happened: Callable[[], object], seconds: float = 10) -> None:
    """Look again and again until something has happened; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def box_process(live_server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoxProcess]:
    """One box for all journeys; each round has files of its own."""
    from django.conf import settings

    key("ticket")
    origin = live_server.url.replace("localhost", "127.0.0.1")
    made = BoxProcess(tmp_path_factory.mktemp("ballots"), Path(settings.KEYS) / "ticket.key", origin)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def site(transactional_db, live_server, box_process: BoxProcess, settings) -> Site:
    """The application and the box, speaking to each other; an empty database."""
    url = live_server.url.replace("localhost", "127.0.0.1")
    rules: dict[str, Any] = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": rules | {"connect-src": ["'self'", box_process.url]}}
    settings.EXCHANGE, settings.BOX_URL, settings.SITE_URL = box_process.exchange, box_process.url, url
    failures.forget()
    return Site(url, box_process.url, box_process.home, box_process.exchange)


@pytest.fixture(params=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """Both widths; journeys that do not depend on it ask for ``PHONE`` themselves."""
    return PHONE if request.param == "phone" else DESK


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """``window(size)``: a fresh browser profile. Any error in a page's script fails the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def make(size: dict[str, int] = PHONE, **about: Any) -> BrowserContext:
        context = chromium.new_context(viewport=size, locale="zh-CN", **about)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert not faults, faults


@pytest.fixture
def page(window: Callable[..., BrowserContext], size: dict[str, int]) -> Page:
    """A page at each of the two widths."""
    return window(size).new_page()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The demo of `make run`, once for all journeys through it."""
    from tests.journeys.demo import running_demo

    yield from running_demo(tmp_path_factory.mktemp("demo"), (free_port(), free_port()))


@pytest.fixture
def demo(running: Any) -> Iterator[Any]:
    """The running demo; browsers that a journey opens are closed after it."""
    yield running
    running.done()
