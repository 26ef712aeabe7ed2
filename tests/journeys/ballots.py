"""Steps that many ballot journeys share, and what may stand on a device after casting."""

import sqlite3
from collections.abc import Sequence

from playwright.sync_api import Page, expect
from tests.apps.register.made import Made, make_round, open_with_codes
from tests.journeys.conftest import Site, until

from minping.apps.register.services import NewCode
from minping.box.keeping import BOX
from minping.core.secrecy.exchange import read_status

CHOICES = ("满意", "比较满意", "一般", "不太满意", "很不满意", "不了解")


def open_round(
    site: Site, *, units: int = 4, aspects: int = 2, voters: int = 3, **about
) -> tuple[Made, list[NewCode]]:
    """A round that the box has taken up, and the codes of its voters."""
    typed = about.pop("typed", False)
    made = make_round(units=units, aspects=aspects, **about)
    codes = open_with_codes(made, voters, typed=typed)
    until(lambda: read_status(site.exchange, str(made.round)))
    return made, codes


def fetch(page: Page, site: Site, code: str) -> None:
    """From the link to the page that tells what the round is."""
    page.goto(f"{site.url}/i/#{code}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("heading", name="2026年上半年代表评议")).to_be_visible()


def begin(page: Page, site: Site, code: str) -> None:
    """To the first unit."""
    fetch(page, site, code)
    page.get_by_role("button", name="开始评议").click()


def answer(page: Page, choices: Sequence[str]) -> None:
    """Answer the questions of the unit on the screen and go on."""
    for group, choice in zip(page.locator("fieldset").all(), choices, strict=True):
        group.get_by_text(choice, exact=True).click()
    page.locator(".steps .primary").click()


def cast(page: Page) -> None:
    """From the review to the acknowledgement."""
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()


def kept_on_device(page: Page) -> str:
    """Everything the browser holds for the page: storage, address, title, history, text, form values."""
    return str(
        page.evaluate(
            """async () => JSON.stringify([
                {...localStorage}, {...sessionStorage}, location.href, document.title, history.state,
                document.documentElement.outerHTML,
                [...document.querySelectorAll("input")].map(i => [i.name, i.value, i.checked]),
                document.cookie, await indexedDB.databases(), await caches.keys(),
            ])"""
        )
    )


def no_choice_left(page: Page, grades: Sequence[str] = ()) -> None:
    """Fail when anything on the device tells what was chosen."""
    held = kept_on_device(page)
    for word in (*CHOICES, '"grades"', "mp.draft", "mp.out"):
        assert word not in held, word
    for text in grades:
        assert text not in held


def ballots_in_box(site: Site, made: Made) -> int:
    """Ballots in spool and file, as the box itself counts them when it closes."""
    status = read_status(site.exchange, str(made.round))
    return status.counted if status and status.closed else -1


def rows_in_file(site: Site, made: Made) -> int:
    """Ballots that have left the spool."""
    with sqlite3.connect(site.box_home / "rounds" / str(made.round) / BOX) as file:
        return int(file.execute("SELECT count(*) FROM ballots").fetchone()[0])
