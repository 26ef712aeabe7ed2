"""A ballot from the link to the box, at both widths."""

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.apps.register.made import make_round, open_with_codes, row
from tests.journeys.conftest import Site, until

from minping.core.secrecy.exchange import read_status


def in_box(site: Site, made) -> None:
    """Wait until the box has taken up the round."""
    until(lambda: read_status(site.exchange, str(made.round)))


def test_from_the_link_to_the_box(site: Site, page: Page):
    made = make_round(units=4, aspects=2)
    code = open_with_codes(made)[0]
    in_box(site, made)
    page.goto(f"{site.url}/i/#{code.long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("heading", name="2026年上半年代表评议")).to_be_focused()
    assert row(code).state == "w"
    page.get_by_role("button", name="开始评议").click()
    for _ in range(4):
        for group in page.get_by_role("group").all():
            group.get_by_text("比较满意", exact=True).click()
        page.locator(".steps .primary").click()
    expect(page.get_by_role("heading", name="检查选票")).to_be_visible()
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    assert Path(site.box_home).exists()
