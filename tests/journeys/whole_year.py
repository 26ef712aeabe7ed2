"""Steps of a whole year as the people of an office click them, and the plan that they follow."""

import csv
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PHONE
from tests.journeys.demo import Demo

TITLE = "作风评议全年试验"
OFFICES = ("财政局", "教育局")
WINDOWS = ("自来水公司", "供电公司")
PEOPLE = 32

SCHEME = """\
方案: 作风评议全年试验方案
来源: 县评议办
年度: {year}
满分: 100
量表:
  四档:
    选项:
      - {{代码: A, 名称: 满意, 分值: 100, 计为满意: 是}}
      - {{代码: B, 名称: 基本满意, 分值: 80, 计为满意: 是}}
      - {{代码: C, 名称: 不满意, 分值: 0}}
      - {{代码: U, 名称: 不了解, 类型: 不了解}}
    漏填: 不计
投票层面:
  代表: {{名称: 评议代表, 量表: 四档, 评议全部单位: 是, 名单: 评议办从各界选取}}
轮次:
  一次: {{名称: 代表评议, 层面: 代表, 实施时间: {{从: {opens}, 到: {closes}}}}}
类别:
  - {{代码: 机关类, 名称: 机关}}
  - {{代码: 窗口类, 名称: 窗口服务单位}}
计分:
  总分: {{运算: 测评, 满分: 100, 层面: 代表}}
小样本: 5
"""


def written_scheme(folder: Path) -> Path:
    """A plan of two categories that is asked from yesterday on, in a file."""
    day = date.today()  # noqa: DTZ011 - the day of the office, as the demo has it
    text = SCHEME.format(year=day.year, opens=day - timedelta(days=1), closes=day + timedelta(days=15))
    path = folder / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def written_roster(folder: Path) -> Path:
    """As many deputies as a list needs, with numbers that no one else has."""
    path = folder / "评议代表.csv"
    names = [
        f"{family}{given}"
        for family in "赵钱孙李"
        for given in ("一", "二", "三", "四", "五", "六", "七", "八")
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["姓名", "手机号", "单位职务"])
        for at, name in enumerate(names[:PEOPLE]):
            writer.writerow([name, f"1711{(at * 7919 + 31) % 10**7:07d}", "人大代表"])
    return path


def press(page: Page, words: str) -> None:
    """The button or link of this name, the last one on the page."""
    found = page.get_by_role("button", name=words, exact=True).or_(
        page.get_by_role("link", name=words, exact=True)
    )
    found.last.click()


def says(page: Page, words: str) -> None:
    """The page holds these words."""
    expect(page.locator("main")).to_contain_text(words)


def agreed(demo: Demo, browser: Browser, title: str) -> None:
    """The deputy agrees to what was asked for, on a telephone."""
    deputy = demo.sign_in(browser, "deputy", PHONE)
    deputy.goto(f"{demo.url}/office/approvals/")
    deputy.get_by_role("link", name=title).first.click()
    press(deputy, "确认并办理")
    says(deputy, "已确认并办理")
    deputy.context.close()


def set_up(demo: Demo, lead: Page, folder: Path) -> str:
    """A campaign of the five stages, a plan of one's own, what it names; its address."""
    lead.goto(f"{demo.url}/office/campaigns/")
    press(lead, "建立评议活动")
    lead.get_by_role("link", name="用这种形式").first.click()
    lead.get_by_label("名称").first.fill(TITLE)
    press(lead, "建立")
    says(lead, TITLE)
    campaign = lead.url
    lead.goto(f"{campaign}scheme/begin/")
    lead.locator("input[type=file]").set_input_files(written_scheme(folder))
    press(lead, "上传")
    says(lead, "方案与本次评议的设置不一致")
    press(lead, "冻结方案")
    says(lead, "不能冻结")
    press(lead, "按方案设置类别和轮次")
    says(lead, "建立类别：机关、窗口服务单位")
    press(lead, "按方案设置")
    says(lead, "没有错误")
    return campaign


def place_units(lead: Page, campaign: str) -> None:
    """Two units in each category, ticked by hand."""
    for names, category in ((OFFICES, "机关"), (WINDOWS, "窗口服务单位")):
        lead.goto(f"{campaign}units/")
        for name in names:
            lead.get_by_label(name, exact=True).check()
        lead.get_by_label("类别").last.select_option(label=category)
        press(lead, "设定")
        says(lead, "已更新2个单位")


def freeze(demo: Demo, browser: Browser, lead: Page, campaign: str) -> None:
    """Asked for by the lead, agreed to by the deputy."""
    lead.goto(f"{campaign}scheme/")
    press(lead, "冻结方案")
    says(lead, "2个类别，4个参评单位")
    press(lead, "提请冻结方案")
    says(lead, "已提请冻结")
    agreed(demo, browser, f"冻结“{TITLE}”")
    lead.goto(f"{campaign}scheme/")
    says(lead, "已冻结")


def launch(demo: Demo, lead: Page, campaign: str) -> None:
    """The stages up to the rating, each from the page of the year."""
    year = f"{demo.url}/office/year/{campaign.rstrip('/').rpartition('/')[2]}/"
    for act in ("启动", "开始选题评议", "结束选题评议", "开始自查自纠", "开始落实整改", "开始集中评议"):
        lead.goto(year)
        link = lead.locator("main .actions").get_by_role("link", name=act, exact=True)
        link.click()
        press(lead, act)
        says(lead, "已办理")
