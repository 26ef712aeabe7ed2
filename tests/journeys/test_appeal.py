"""From a partner's table to the final publication, over an appeal that moves two ranks: each in his own browser."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.conftest import PASSWORD, new_person
from tests.apps.results.appealing import key_of
from tests.apps.results.journey import AUTUMN, Journey, journey, partners_table
from tests.journeys.conftest import DESK, PHONE, Site
from tests.journeys.whole_year import press, says

from minping.apps.accounts.models import User
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.roles import Role
from minping.apps.results.models import Appeal, ScoreRun

Window = Callable[..., BrowserContext]
LAST_DAY = AUTUMN + timedelta(days=5)


@pytest.fixture
def day(settings: Any) -> Callable[[date], None]:
    """The day that everybody in the office has."""

    def is_now(when: date) -> None:
        settings.AS_OF = when.isoformat()

    is_now(AUTUMN)
    return is_now


@pytest.fixture
def county(site: Site) -> Journey:
    clerk, lead = new_person(Role.CLERK, name="陈干事"), new_person(Role.LEAD, name="刘主任")
    return journey(clerk, lead, new_person, handed_in=False)


def sign_in(window: Window, site: Site, actor: Actor, size: dict[str, int] = DESK) -> Page:
    page = window(size).new_page()
    page.goto(f"{site.url}/accounts/login/?next=/office/")
    page.get_by_label("用户名").fill(User.objects.get(id=actor.person).username)
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def hand_in(page: Page, site: Site, county: Journey, folder: Path) -> None:
    """The partner takes its table in, looks at every rate, signs."""
    table = folder / "热线办理.csv"
    with table.open("w", encoding="gb18030", newline="") as opened:
        csv.writer(opened).writerows(partners_table())
    page.goto(f"{site.url}/office/partners/{county.component}/")
    press(page, "导入表格")
    page.locator("input[type=file]").set_input_files(table)
    press(page, "上传并查看各列")
    press(page, "核对这张表")
    page.get_by_role("button", name="导入全部6行").click()
    expect(page.locator("summary", has_text="撤销这次导入")).to_be_visible()
    page.goto(f"{site.url}/office/partners/{county.component}/")
    says(page, "95/100")
    press(page, "签字")
    page.get_by_label("签字的负责人").fill("热线中心周主任")
    press(page, "签字")
    says(page, "封定指纹")


def explain(page: Page, site: Site, county: Journey) -> None:
    """The clerk signs for what there was not in the year."""
    gate = f"{site.url}/office/results/{county.campaign}/"
    page.goto(gate)
    while page.get_by_role("link", name="签字说明缺项").count():
        page.get_by_role("link", name="签字说明缺项").first.click()
        page.locator("main textarea").fill("全年没有，经核对")
        press(page, "签字留存")
        says(page, "说明已签字留存")
    says(page, "没有缺项")


def score(page: Page, site: Site, county: Journey, reason: str = "") -> ScoreRun:
    """The clerk scores; the worker's turn comes at once."""
    page.goto(f"{site.url}/office/results/{county.campaign}/")
    if not reason:
        press(page, "停止采集并核对齐全")
        press(page, "停止采集并核对齐全")
        press(page, "开始计分")
        press(page, "开始计分")
    else:
        press(page, "重新计分")
        page.get_by_label("理由").fill(reason)
        press(page, "开始计分")
    run_due()
    return ScoreRun.objects.get(campaign=county.campaign, number=2 if reason else 1)


def announce(page: Page, site: Site, run: ScoreRun, until: date) -> None:
    """Reviewed by the lead, who did not compute it, and told to the units."""
    page.goto(f"{site.url}/office/results/runs/{run.id}/")
    press(page, "写复核结论")
    page.get_by_label("核对无误").check()
    page.locator("main form button").last.click()
    says(page, "复核结论已留存")
    press(page, "向各单位通报")
    page.locator("input[type=date]").fill(until.isoformat())
    press(page, "内部通报")
    says(page, "已内部通报")


def appeal(page: Page, site: Site, county: Journey, run: ScoreRun) -> Appeal:
    """The liaison, on a telephone, beside the number that is wrong."""
    page.goto(f"{site.url}/office/results/own/{run.id}/{county.units['水务局']}/")
    link = page.locator(f'a[href$="/appeal/{key_of(run, "Q01", "ledger")}/"]').first
    for folded in page.locator("details:not([open])").filter(has=link).all():
        folded.locator(":scope > summary").click()
    link.click()
    press(page, "提出申诉")
    expect(page.locator("main .errors, main .error").first).to_be_visible()
    page.get_by_label("理由").fill("交办单写的是县水利工程公司，不是我局。")
    press(page, "提出申诉")
    says(page, "申诉已提出")
    return Appeal.objects.get()


def act(page: Page, site: Site, found: Appeal, words: str) -> None:
    page.goto(f"{site.url}/office/results/appeals/{found.id}/")
    press(page, words)


def examine(clerk: Page, other: Page, site: Site, found: Appeal) -> None:
    """Taken up by the clerk, who computed the run and may not examine it; counted again and examined by somebody
    else."""
    act(clerk, site, found, "受理")
    for way in ("重新计票、重新核算", "核查佐证和登记事项"):
        clerk.get_by_label(way).check()
    press(clerk, "受理")
    for page in (clerk, other):
        act(page, site, found, "重新计票、重新核算")
        press(page, "重新计票、重新核算")
        run_due()
        assert found.steps.filter(act="recount").exists() == (page is other)
    other.goto(f"{site.url}/office/results/appeals/{found.id}/")
    says(other, "两次结果完全一致")
    for page in (clerk, other):
        act(page, site, found, "核查佐证和登记事项")
        page.get_by_label("查实有差错").check()
        page.get_by_label("核查了什么、查明什么").fill("调阅交办单原件，承办单位确为县水利工程公司。")
        press(page, "核查佐证和登记事项")
        assert found.steps.filter(act="check_evidence").exists() == (page is other)
    says(other, "核查结论已留存")


def correct(lead: Page, site: Site, found: Appeal) -> None:
    """Decided, and mended where the fault was made."""
    act(lead, site, found, "作出决定")
    lead.get_by_label("更正", exact=True).check()
    lead.get_by_label("理由").fill("记录对象有误。")
    press(lead, "作出决定")
    says(lead, "决定已留存")
    act(lead, site, found, "在源头更正")
    lead.locator("input[name=source][value=entry]").check()
    lead.locator("select[name=entry]").select_option(index=1)
    lead.get_by_label("更正说明").fill("撤销误记的一条")
    press(lead, "在源头更正")
    says(lead, "更正已留存")


def publish(lead: Page, group: Page, site: Site, run: ScoreRun) -> None:
    """Asked for by the lead, agreed to by the leading group."""
    lead.goto(f"{site.url}/office/results/runs/{run.id}/")
    press(lead, "预览并提请公布")
    press(lead, "提请公布")
    says(lead, "已提请")
    group.goto(f"{site.url}/office/approvals/")
    group.get_by_role("link", name="公布「").first.click()
    press(group, "确认并办理")
    says(group, "已确认并办理")


def audit(page: Page, site: Site, first: ScoreRun, second: ScoreRun) -> None:
    """The auditor holds both runs side by side."""
    page.goto(f"{site.url}/office/results/runs/{second.id}/against/{first.id}/")
    says(page, "县供电公司")


def read(citizen: Page, site: Site, county: Journey) -> None:
    """Anybody reads what was corrected and whose rank moved."""
    citizen.goto(f"{site.url}/c/{county.campaign}/results/")
    says(citizen, "经复核第1号申诉")
    for words in ("县水务局得分由", "名次由第2名变为第1名", "名次由第1名变为第2名"):
        says(citizen, words)


def test_an_appeal_moves_two_ranks(
    site: Site, county: Journey, window: Window, day: Callable[[date], None], tmp_path: Path
) -> None:
    partner = sign_in(window, site, county.partner)
    hand_in(partner, site, county, tmp_path)
    clerk, lead = sign_in(window, site, county.clerk), sign_in(window, site, county.lead)
    explain(clerk, site, county)
    first = score(clerk, site, county)
    announce(lead, site, first, LAST_DAY)

    liaison = sign_in(window, site, county.liaison, PHONE)
    found = appeal(liaison, site, county, first)
    examine(clerk, sign_in(window, site, county.other), site, found)
    correct(lead, site, found)

    second = score(clerk, site, county, reason="第1号申诉决定更正")
    announce(lead, site, second, LAST_DAY)
    press(lead, "拟发更正通知")
    for name in ("县水务局", "县供电公司"):
        says(lead, name)
    press(lead, "发出更正通知")
    says(lead, "更正通知已发出")
    act(clerk, site, found, "书面答复并办结")
    press(clerk, "书面答复并办结")
    says(clerk, "申诉办结")
    liaison.goto(f"{site.url}/office/results/own/appeals/{found.id}/")
    says(liaison, "名次第2名→第1名")
    liaison.goto(f"{site.url}/office/results/own/{second.id}/{county.units['水务局']}/")
    says(liaison, "结果已更正")

    day(LAST_DAY + timedelta(days=1))
    audit(sign_in(window, site, new_person(Role.AUDITOR, name="王审计")), site, first, second)
    group = sign_in(window, site, new_person(Role.LEADING_GROUP, name="赵书记"), PHONE)
    publish(lead, group, site, second)
    assert Campaign.objects.get(id=county.campaign).state == "published"
    read(window(PHONE).new_page(), site, county)
