"""A security key as the second factor, with the browser's own virtual key: set up, signed in with, asked again."""

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from minping.apps.accounts.services import NewGrant, grant_give, user_create
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role

PASSWORD = "春风化雨 润物无声 2026"  # noqa: S105 - of an invented person
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def address(site, live_server, settings) -> str:
    """The application where staff must have a second factor. A browser gives keys to names, not to numbers."""
    settings.SECOND_FACTOR = True
    user = user_create(actor=SYSTEM, username="clerk", name="陈晓", password=PASSWORD)
    grant_give(actor=SYSTEM, user=user, grant=NewGrant(Role.CLERK, None))
    return str(live_server.url.replace("127.0.0.1", "localhost"))


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """A key in this browser, and the wire by which it is handled."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    added: dict[str, Any] = wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return wire, added["authenticatorId"]


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/?next=/office/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出").first.click()
    expect(page.get_by_role("button", name="退出")).to_have_count(0)


def enrol(page: Page) -> None:
    """From the page that staff are led to until the office opens."""
    expect(page.locator("h1")).to_have_text("第二重验证")
    page.get_by_role("link", name="添加安全密钥").click()
    page.get_by_label("名称").fill("办公室的密钥")
    page.get_by_role("button", name="添加安全密钥").click()
    expect(page.locator("main")).to_contain_text("备用码")


def test_a_key_is_set_up_and_opens_the_office(address: str, page: Page):
    wire, key = plug_in(page)
    sign_in(page, address)
    enrol(page)
    page.goto(f"{address}/accounts/2fa/webauthn/")
    expect(page.get_by_role("row")).to_contain_text(["名称", "办公室的密钥"])
    sign_out(page)
    sign_in(page, address)
    expect(page.get_by_role("button", name="使用安全密钥")).to_be_visible()
    answer = page.goto(f"{address}/office/accounts/me/")
    assert answer is not None
    assert answer.url.endswith("/accounts/2fa/authenticate/"), "the password alone opens nothing"
    page.get_by_role("button", name="使用安全密钥").click()
    expect(page).to_have_url(re.compile(f"^{address}/office/"))
    held = wire.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [one["signCount"] > 1 for one in held] == [True]
    assert "accounts.second_factor.key_added" in set(AuditEntry.objects.values_list("act", flat=True))


def test_another_key_opens_nothing_and_the_page_says_so(address: str, page: Page):
    wire, key = plug_in(page)
    sign_in(page, address)
    enrol(page)
    sign_out(page)
    wire.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, address)
    page.get_by_role("button", name="使用安全密钥").click()
    expect(page.get_by_role("alert")).to_contain_text("没有完成")
    expect(page.get_by_label("验证码")).to_be_visible()
