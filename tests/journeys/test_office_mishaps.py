"""What goes wrong at a desk: double clicks, the back button, two tabs, a session that ended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys.conftest import DESK, Site

from minping.apps.accounts.services import NewGrant, grant_give, user_create
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.roles import Role

PASSWORD = "春风化雨 润物无声 2026"  # noqa: S105 - of an invented person
NEW = "/office/campaigns/new/short/"


@pytest.fixture
def lead(site: Site, window: Callable[..., BrowserContext]) -> Page:
    """A browser in which the office lead has signed in, on the form of a new campaign."""
    user = user_create(actor=SYSTEM, username="lead", name="刘建国", password=PASSWORD)
    grant_give(actor=SYSTEM, user=user, grant=NewGrant(Role.LEAD, None))
    page = window(DESK).new_page()
    page.goto(f"{site.url}/accounts/login/?next={NEW}")
    sign_in(page)
    expect(page.get_by_label("年度")).to_be_visible()
    return page


def sign_in(page: Page) -> None:
    page.get_by_label("用户名").fill("lead")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_double_click_sets_up_one_campaign(lead: Page):
    lead.get_by_label("名称").first.fill("双击试验")
    lead.get_by_role("button", name="建立").dblclick()
    expect(lead.locator("h1")).to_contain_text("双击试验")
    assert Campaign.objects.count() == 1


def test_back_and_again_is_told_and_nothing_is_there_twice(lead: Page):
    lead.get_by_label("名称").first.fill("返回试验")
    lead.get_by_role("button", name="建立").click()
    expect(lead.locator("h1")).to_contain_text("返回试验")
    lead.go_back()
    lead.get_by_label("名称").first.fill("返回试验")
    lead.get_by_role("button", name="建立").click()
    expect(lead.get_by_text("已有").first).to_be_visible()
    assert Campaign.objects.count() == 1
    lead.go_forward()
    expect(lead.locator("h1")).to_be_visible()


def test_what_is_done_in_one_tab_is_told_in_the_other(lead: Page):
    lead.get_by_label("名称").first.fill("两个窗口")
    lead.get_by_role("button", name="建立").click()
    expect(lead.locator("h1")).to_contain_text("两个窗口")
    address, second = f"{lead.url}units/", lead.context.new_page()
    for page in (lead, second):
        page.goto(address)
        page.locator("summary", has_text="类别").click()
    for page in (lead, second):
        page.get_by_label("名称", exact=True).last.fill("窗口")
        page.get_by_role("button", name="添加类别").click()
    expect(second.locator("main")).to_contain_text("已有代码为「窗口」的类别")
    lead.get_by_role("button", name="退出").first.click()
    second.reload()
    expect(second.get_by_label("用户名")).to_be_visible()


def test_a_session_that_ended_says_that_nothing_was_saved_and_leads_back(lead: Page, site: Site):
    lead.get_by_label("名称").first.fill("过期试验")
    lead.context.clear_cookies(name="session")
    lead.get_by_role("button", name="建立").click()
    expect(lead.locator("body")).to_contain_text("刚才提交的内容没有保存")
    assert Campaign.objects.count() == 0
    sign_in(lead)
    expect(lead).to_have_url(f"{site.url}{NEW}")
    lead.get_by_label("名称").first.fill("过期试验")
    lead.get_by_role("button", name="建立").click()
    expect(lead.locator("h1")).to_contain_text("过期试验")


def test_whoever_types_is_not_signed_out_over_a_long_form(lead: Page):
    lead.clock.install()
    lead.reload()
    lead.clock.fast_forward("10:00")
    with lead.expect_response("**/office/accounts/me/") as answer:
        lead.get_by_label("名称").first.press_sequentially("长")
    assert answer.value.ok
