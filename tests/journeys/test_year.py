"""A whole year by clicking, from the form of a campaign to a published result that anybody recomputes."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PHONE
from tests.journeys.demo import PROGRAM, Demo
from tests.journeys.whole_year import (
    OFFICES,
    PEOPLE,
    TITLE,
    WINDOWS,
    agreed,
    freeze,
    launch,
    place_units,
    press,
    says,
    set_up,
    written_roster,
)

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("demo")]
VOTES = (("满意", "基本满意", "满意", "不满意"),) * 3 + (("基本满意", "满意", "满意", "不满意"),) * 3
"""What six deputies choose, of the units in the order of the ballot: 90, 90, 100 and 0 points."""
ROUND = "代表评议"


def gather(clerk: Page, demo: Demo, campaign: str, folder: Path) -> None:
    """The list of deputies: imported, looked through, explained, locked; everybody is asked."""
    clerk.goto(f"{demo.url}/office/people/?campaign={campaign}")
    clerk.get_by_role("link", name=ROUND).first.click()
    press(clerk, "开始收名册")
    press(clerk, "新建名册")
    clerk.get_by_label("来源").fill("评议办从各界选聘，刘主任签字")
    press(clerk, "建立，然后导入名单")
    roster = clerk.url
    press(clerk, "导入名单")
    clerk.locator("input[type=file]").set_input_files(written_roster(folder))
    press(clerk, "上传并查看各列")
    press(clerk, "核对这张表")
    clerk.get_by_role("button", name=f"导入全部{PEOPLE}行").click()
    expect(clerk.locator("summary", has_text="撤销这次导入")).to_be_visible()
    clerk.goto(roster)
    press(clerk, "检查名册")
    while (kept := clerk.get_by_role("button", name="说明后保留")).count():
        clerk.get_by_label("说明理由").first.fill("已逐人核对")
        kept.first.click()
        says(clerk, "理由已记录")
    clerk.locator(".crumbs a").last.click()
    press(clerk, "锁定名册")
    press(clerk, "锁定")
    says(clerk, "名册已锁定")


def take_all(lead: Page, demo: Demo, campaign: str) -> None:
    lead.goto(f"{demo.url}/office/people/?campaign={campaign}")
    lead.get_by_role("link", name=ROUND).first.click()
    press(lead, "全员参加")
    press(lead, "全员参加")
    says(lead, f"共{PEOPLE}人")


def invite(clerk: Page, demo: Demo) -> list[str]:
    """Invitations for everybody, and the addresses that would go out by message."""
    clerk.goto(f"{demo.url}/office/invitations/")
    table = clerk.locator(f"h2:has-text('{TITLE}') + .table")
    table.get_by_role("link", name=ROUND).click()
    press(clerk, "生成邀请")
    press(clerk, "生成邀请")
    says(clerk, f"已邀请{PEOPLE}人")
    press(clerk, "导出码")
    clerk.get_by_label("CSV").check()
    clerk.get_by_label("理由").fill("交发送平台")
    with clerk.expect_download() as codes:
        press(clerk, "导出")
    text = Path(codes.value.path()).read_text("utf-8-sig")
    return [row["链接"] for row in csv.DictReader(io.StringIO(text))]


def open_round(lead: Page, demo: Demo) -> str:
    """The round is handed to the box; the page of the round."""
    lead.goto(f"{demo.url}/office/invitations/")
    lead.locator(f"h2:has-text('{TITLE}') + .table").get_by_role("link", name=ROUND).click()
    at = lead.url
    press(lead, "开放投票")
    press(lead, "开放投票")
    says(lead, "本轮已开放投票")
    return at


def vote(demo: Demo, browser: Browser, link: str, choices: Sequence[str]) -> None:
    """From the link in the message to the acknowledgement, on a telephone."""
    page = demo.open(browser, PHONE)
    page.goto(link)
    press(page, "领取选票")
    press(page, "开始评议")
    for choice in choices:
        page.locator("fieldset").get_by_text(choice, exact=True).click()
        page.locator(".steps .primary").click()
    press(page, "投出选票")
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    page.context.close()


def close(demo: Demo, browser: Browser, lead: Page, at: str) -> None:
    """Asked for with a reason, agreed to; the box counts and the worker takes the tally over."""
    lead.goto(at)
    press(lead, "提请截止")
    lead.get_by_label("理由").fill("应投的都已投完")
    press(lead, "提请截止")
    says(lead, "已提请")
    agreed(demo, browser, f"截止「{ROUND}」")


def wait_for(page: Page, words: str) -> None:
    """Look again until the page says so; the worker's and the box's turn."""
    for _ in range(60):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
        page.reload()
    says(page, words)


def score(clerk: Page, demo: Demo, campaign: str) -> None:
    """Wait for the tally, reconcile, score."""
    clerk.goto(f"{demo.url}/office/results/{campaign}/")
    wait_for(clerk, "没有缺项")
    press(clerk, "停止采集并核对齐全")
    press(clerk, "停止采集并核对齐全")
    says(clerk, "可以计分")
    press(clerk, "开始计分")
    press(clerk, "开始计分")
    wait_for(clerk, "已完成")
    press(clerk, "查看结果")
    says(clerk, "4个单位有结果")


def publish(demo: Demo, browser: Browser, lead: Page, campaign: str) -> None:
    """Reviewed by the lead who did not compute it, announced to the units, published by two."""
    lead.goto(f"{demo.url}/office/results/{campaign}/")
    lead.get_by_role("link", name="第1次计分").click()
    press(lead, "写复核结论")
    lead.get_by_label("核对无误").check()
    lead.locator("main form button").last.click()
    says(lead, "复核结论已留存")
    press(lead, "向各单位通报")
    press(lead, "内部通报")
    says(lead, "已内部通报")
    liaison = demo.sign_in(browser, "liaison", PHONE)
    liaison.goto(f"{demo.url}/office/results/own/")
    says(liaison, TITLE)
    press(lead, "预览并提请公布")
    says(lead, "全部单位都在公布之列")
    press(lead, "提请公布")
    says(lead, "已提请")
    agreed(demo, browser, f"公布「{TITLE}")


def verify(demo: Demo, browser: Browser, campaign: str, folder: Path) -> None:
    """The public sees every unit, and recomputes the result from what it downloads."""
    public = demo.open(browser, PHONE)
    public.goto(demo.url)
    public.get_by_role("link", name=TITLE).or_(
        public.locator("section, article").filter(has_text=TITLE)
    ).first.click()
    public.goto(f"{demo.url}/c/{campaign}/results/")
    for name in (*OFFICES, *WINDOWS):
        says(public, name)
    for points in ("90", "100"):
        says(public, points)
    data = public.request.get(f"{demo.url}/c/{campaign}/data.zip").body()
    zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
    found = next(path.parent for path in folder.rglob("scheme.json") if (path.parent / "units.csv").exists())
    command = [sys.executable, "-c", PROGRAM, "verify", str(found)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_whole_year_by_clicking(demo: Demo, chromium: Browser, tmp_path: Path):
    lead, clerk = demo.sign_in(chromium, "lead"), demo.sign_in(chromium, "clerk")
    address = set_up(demo, lead, tmp_path)
    campaign = address.rstrip("/").rpartition("/")[2]
    place_units(lead, address)
    freeze(demo, chromium, lead, address)
    launch(demo, lead, address)
    gather(clerk, demo, campaign, tmp_path)
    take_all(lead, demo, campaign)
    links = invite(clerk, demo)
    assert len(links) == PEOPLE
    at = open_round(lead, demo)
    for link, choices in zip(links, VOTES, strict=False):
        vote(demo, chromium, link, choices)
    close(demo, chromium, lead, at)
    score(clerk, demo, campaign)
    publish(demo, chromium, lead, campaign)
    verify(demo, chromium, campaign, tmp_path / "public")
