"""What follows from a result: office, discipline body, leading group and liaison, each in his own browser."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.conftest import PASSWORD, new_person
from tests.apps.consequences import made
from tests.journeys.conftest import DESK, PHONE, Site
from tests.journeys.whole_year import press, says

from minping.apps.accounts.models import User
from minping.apps.consequences.models import Measure
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.results.outcomes import picks_of

Window = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Desk:
    """Everybody at work, and where the campaign's measures are."""

    site: Site
    county: made.County
    clerk: Page
    lead: Page
    discipline: Page
    group: Page
    liaison: Page
    unit: str

    def open(self, page: Page, row: Measure) -> None:
        page.goto(f"{self.site.url}/office/consequences/measures/{row.id}/")

    def tab(self, page: Page, name: str = "") -> None:
        page.goto(f"{self.site.url}/office/consequences/{name}?campaign={self.county.campaign}")


def sign_in(window: Window, site: Site, actor: Actor, size: dict[str, int] = DESK) -> Page:
    page = window(size).new_page()
    page.goto(f"{site.url}/accounts/login/?next=/office/")
    page.get_by_label("用户名").fill(User.objects.get(id=actor.person).username)
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


@pytest.fixture
def desk(site: Site, window: Window) -> Desk:
    clerk, lead = new_person(Role.CLERK, name="陈干事"), new_person(Role.LEAD, name="刘主任")
    county = made.county(clerk, lead, all_last=True)
    picks = picks_of(county.campaign)
    assert picks is not None
    unit = next(one.unit for one in picks.picked if one.purpose == "replacement" and "行政" in one.pool)
    at_work = (
        (clerk, DESK),
        (lead, DESK),
        (new_person(Role.DISCIPLINE, name="纪检周同志"), DESK),
        (new_person(Role.LEADING_GROUP, name="王组长"), DESK),
        (new_person(Role.LIAISON, unit=unit, name="联络员"), PHONE),
    )
    pages = [sign_in(window, site, actor, size) for actor, size in at_work]
    clerk_page, lead_page, discipline, group, liaison = pages
    return Desk(site, county, clerk_page, lead_page, discipline, group, liaison, str(unit))


def of(desk: Desk, kind: str, number: int = 0) -> Measure:
    """The proposal about the liaison's unit where there is one, else any; ``number`` counts the others."""
    rows = list(Measure.objects.filter(kind=kind).order_by("unit__code"))
    own = [row for row in rows if str(row.unit_id) == desk.unit]
    return (own or rows)[0] if number == 0 else [row for row in rows if row not in own][number]


def take_up(desk: Desk) -> None:
    """The rules' proposals become a list; nothing goes on without the office's opinion."""
    page = desk.clerk
    desk.tab(page)
    press(page, "列入建议")
    says(page, "尚未作出任何决定")
    for box in page.locator("main table input[type=checkbox]").all():
        box.check()
    page.get_by_label("评议办意见").fill("名次和得分已核对，情况属实，建议按规则办理。")
    press(page, "提请审定")
    says(page, "已提请审定")
    desk.open(page, of(desk, "interview"))
    says(page, "正在等纪检监察机关决定")
    expect(page.get_by_role("link", name="作出决定")).to_have_count(0)


def decide(page: Page, desk: Desk, row: Measure, choice: str, reason: str) -> None:
    desk.open(page, row)
    press(page, "作出决定")
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("理由").fill(reason)
    press(page, "作出决定")
    says(page, "决定已登记")


def interviewed(desk: Desk, row: Measure) -> None:
    """Approved by the right body, served, acknowledged, held, ordered."""
    answer = desk.group.goto(f"{desk.site.url}/office/consequences/measures/{row.id}/act/decide/")
    assert answer is not None
    assert answer.status == 403, "the leading group does not decide on interviews"
    decide(desk.discipline, desk, row, "按规则办理", "末位，群众反映集中。")
    desk.open(desk.clerk, row)
    press(desk.clerk, "填写通知")
    desk.clerk.get_by_label("谈话日期").fill(today().isoformat())
    desk.clerk.get_by_label("地点").fill("区纪委第一谈话室")
    press(desk.clerk, "填写通知")
    press(desk.clerk, "登记送达")
    desk.clerk.get_by_label("签收人").fill("办公室王某")
    press(desk.clerk, "登记送达")
    says(desk.clerk, "办公室王某")
    desk.liaison.goto(f"{desk.site.url}/office/consequences/own/")
    desk.liaison.get_by_role("link", name="约谈", exact=True).click()
    press(desk.liaison, "签收")
    says(desk.liaison, "已签收")
    recorded(desk.discipline, desk, row)


def recorded(page: Page, desk: Desk, row: Measure) -> None:
    """The record names who spoke to whom, the causes, and the accountability of the party organisation."""
    desk.open(page, row)
    press(page, "填写谈话记录")
    page.get_by_label("谈话人（姓名、职务）", exact=True).fill("区纪委副书记 周某")
    page.get_by_label("领导班子成员参加").check()
    page.get_by_label("记录人").fill("李某")
    page.get_by_label("谈话内容").fill("通报评议结果和群众意见，指出窗口服务存在的问题。")
    page.get_by_label("原因分析").fill("窗口人手不足，首问负责制没有落实。")
    page.get_by_label("被问责的党组织").fill("局党组")
    press(page, "填写谈话记录")
    says(page, "对党组织问责须同时写明")
    page.get_by_label("问责情况").fill("责令作出书面检查，在全区通报。")
    press(page, "填写谈话记录")
    says(page, "局党组")
    press(page, "登记记录已签字")
    press(page, "登记记录已签字")
    press(page, "责令限期整改")
    page.get_by_label("整改要求").fill("一个月内补足窗口人员，落实首问负责制。")
    page.get_by_label("整改期限").fill((today() + timedelta(days=20)).isoformat())
    press(page, "责令限期整改")
    says(page, "已责令整改")


def rectified(desk: Desk, row: Measure) -> None:
    """The unit answers on a telephone; whoever ordered it may not recheck, somebody else does."""
    desk.liaison.reload()
    says(desk.liaison, "落实首问负责制")
    desk.liaison.get_by_label("整改情况").fill("已增设窗口两个，首问负责制上墙并每周抽查。")
    press(desk.liaison, "报送")
    says(desk.liaison, "已报送整改情况")
    for page in (desk.discipline, desk.lead):
        desk.open(page, row)
        press(page, "复查")
        page.get_by_label("整改到位", exact=True).check()
        page.get_by_label("复查情况").fill("现场查看两个窗口，情况属实。")
        press(page, "复查整改情况")
        says(page, "复查须由另一人进行" if page is desk.discipline else "已办结")


def praised(desk: Desk) -> None:
    """The leading group approves one and waives another; only the approved one goes into the circular."""
    first, second = of(desk, "praise"), of(desk, "praise", 1)
    decide(desk.group, desk, first, "按规则办理", "同意表扬。")
    decide(desk.group, desk, second, "不予采取", "年内发生有影响的投诉，暂不表扬。")
    says(desk.group, "不予通报")
    page = desk.clerk
    desk.tab(page, "praise/")
    expect(page.locator("main fieldset input[type=checkbox]")).to_have_count(1)
    page.get_by_label("文号").first.fill("评议办〔2026〕9号")
    press(page, "登记印发")
    says(page, "通报已登记")


def recommended(desk: Desk) -> None:
    """Three years among the last: the leading group decides, the letter goes out, the reply comes back."""
    row = of(desk, "replacement")
    decide(desk.group, desk, row, "按规则办理", "连续三年末位，同意提出建议。")
    page = desk.clerk
    desk.open(page, row)
    press(page, "填写建议函")
    page.get_by_label("建议事项").fill("建议对主要负责人、分管负责人予以调整。")
    press(page, "填写建议函")
    press(page, "登记已发函")
    press(page, "登记已发函")
    says(page, "已发函")
    press(page, "登记答复")
    page.get_by_label("答复结果").select_option(label="部分采纳")
    page.get_by_label("答复内容").fill("分管负责人已调整，主要负责人诫勉。")
    press(page, "登记答复")
    says(page, "分管负责人已调整")
    assert Measure.objects.get(id=row.id).state == "replied"


def exported(desk: Desk) -> None:
    """Points of the plan for praise and interview beside each unit's result, in a workbook without formulas."""
    page = desk.clerk
    for ground, points in (("通报表扬", "2"), ("约谈", "-1.5")):
        desk.tab(page, "assessment/")
        page.locator("main summary", has_text="设定一项").click()
        page.get_by_label("依据", exact=True).select_option(label=ground)
        page.get_by_label("分值").fill(points)
        page.locator("main details button").last.click()
        says(page, "已保存")
    with page.expect_download() as coming:
        press(page, "下载 Excel")
    book = load_workbook(io.BytesIO(coming.value.path().read_bytes()))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {2, -1.5} <= {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


def test_what_follows_from_a_result(desk: Desk) -> None:
    take_up(desk)
    row = of(desk, "interview")
    interviewed(desk, row)
    rectified(desk, row)
    praised(desk)
    recommended(desk)
    exported(desk)
