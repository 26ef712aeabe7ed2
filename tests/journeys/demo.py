"""The demo as `make run` starts it: processes of its own, on ports of their own, for journeys of all roles."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import DESK, until

from minping.site.demo.logins import PASSWORD

PROGRAM = "from minping.site.cli import main; main()"
PATIENCE_SECONDS = 900
OWN = ("MINPING_HOME", "MINPING_MODE", "MINPING_TEST_HOME", "MINPING_DATABASE", "DJANGO_SETTINGS_MODULE")


@dataclass
class Demo:
    """Where it is, and the voters' codes that are still free."""

    url: str
    home: Path
    codes: list[str]
    pages: list[Page] = field(default_factory=list)

    def code(self) -> str:
        """A code that no other journey has used."""
        return self.codes.pop()

    def sign_in(self, browser: Browser, user: str, size: dict[str, int] = DESK) -> Page:
        """A fresh browser in which this user has signed in."""
        page = self.open(browser, size)
        page.goto(f"{self.url}/accounts/login/?next=/office/")
        page.get_by_label("用户名").fill(user)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("nav.side").first).to_be_attached()
        return page

    def open(self, browser: Browser, size: dict[str, int] = DESK) -> Page:
        """A fresh browser; an error in a page's script fails the journey when it ends."""
        context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"error in a page: {error}"))
        self.pages.append(page)
        return page

    def done(self) -> None:
        """Close what the journey opened."""
        for page in self.pages:
            page.context.close()
        self.pages.clear()


def _words(home: Path, ports: Sequence[int]) -> list[str]:
    port, box = (str(port) for port in ports)
    return [sys.executable, "-c", PROGRAM, "demo", "--home", str(home), "--port", port, "--box-port", box]


def running_demo(folder: Path, ports: Sequence[int]) -> Iterator[Demo]:
    """Start the demo and give it when it says that it is up."""
    home, said = folder / "demo", folder / "said.txt"
    environment: dict[str, Any] = {name: value for name, value in os.environ.items() if name not in OWN}
    with said.open("wb") as told:
        process = subprocess.Popen(_words(home, ports), stderr=told, stdout=told, env=environment)
    try:
        until(lambda: process.poll() is not None or "/i/#" in said.read_text("utf-8"), PATIENCE_SECONDS)
        text = said.read_text("utf-8")
        assert process.poll() is None, text[-3000:]
        until(lambda: said.read_text("utf-8").count("/i/#") >= 6, 10)
        codes = [
            line.rpartition("#")[2].strip() for line in said.read_text("utf-8").splitlines() if "/i/#" in line
        ]
        yield Demo(f"http://127.0.0.1:{ports[0]}", home, codes)
    finally:
        process.terminate()
        process.wait(60)
