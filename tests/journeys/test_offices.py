"""A county's office and the one above it: two installations that know each other by files alone (F039, F149–F151).

The county is the running demo, a process with its own folder; the city is the application of the test. Nothing goes
from one to the other but what a person downloads here and uploads there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.apps.conftest import PASSWORD, new_person
from tests.apps.offices.other import Other, items
from tests.apps.offices.test_letters import picture
from tests.apps.partners.delivering import assign, make_campaign, make_unit
from tests.journeys.conftest import DESK, PATIENCE, PHONE, Site
from tests.journeys.demo import Demo
from tests.journeys.whole_year import press, says

from minping.apps.accounts.models import User
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.roles import Role
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.partners.selectors import report_rows
from minping.apps.units.services import own_office_set
from minping.core.dispatch import Kind

SCHEME = Path(__file__).parents[1] / "data" / "city_scheme.yaml"
CITY, TITLE = "市评议办（测试）", "关于做好民主评议工作的通知"
pytestmark = [pytest.mark.once, pytest.mark.xdist_group("demo")]
ATTACK = "<img src=x onerror=alert(1)>自查"


@dataclass
class Office:
    """One side: its browser, its address, where its files are put."""

    page: Page
    url: str
    folder: Path

    def go(self, path: str = "") -> Page:
        self.page.goto(f"{self.url}/office/offices/{path}")
        return self.page

    def fetch(self, link: Locator) -> Path:
        """Download what a link leads to, as onto a memory stick."""
        with self.page.expect_download() as told:
            link.click()
        path = self.folder / f"{len(list(self.folder.iterdir())):02d}-{told.value.suggested_filename}"
        told.value.save_as(path)
        return path

    def take(self, file: Path) -> Page:
        """Upload a file from the stick."""
        self.go()
        self.page.locator("#take input[type=file]").set_input_files(file)
        press(self.page, "收取")
        return self.page

    def refused(self, file: Path, words: str) -> None:
        """The file is not taken, and the page says why."""
        self.take(file)
        expect(self.page.locator("body")).to_contain_text(words)
        expect(self.page.get_by_role("heading", name="收取文件")).to_be_visible()

    def item(self, title: str) -> Page:
        self.go()
        self.page.get_by_role("link", name=title, exact=True).first.click()
        return self.page

    def letter(self) -> Path:
        """The letter that was just made."""
        return self.fetch(self.page.get_by_role("link", name="下载，交给"))

    def own_print(self) -> str:
        self.go()
        return self.page.locator("code.hash").last.inner_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def lead(site: Site) -> Actor:
    found = new_person(Role.LEAD, name="市评议办主任")
    own_office_set(actor=found, name=CITY, phone="0990-1234567")
    return found


@pytest.fixture
def signed_in(site: Site, window: Callable[..., BrowserContext]) -> Callable[[Actor], Page]:
    def sign_in(actor: Actor) -> Page:
        page = window(DESK).new_page()
        page.set_default_timeout(3 * PATIENCE)  # the application wakes up beside another one
        page.goto(f"{site.url}/accounts/login/?next=/office/")
        page.get_by_label("用户名").fill(User.objects.get(id=actor.person).username)
        page.get_by_label("密码").fill(PASSWORD)
        press(page, "登录")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    return sign_in


@pytest.fixture
def city(site: Site, lead: Actor, signed_in: Callable[[Actor], Page], folder: Path) -> Office:
    return Office(signed_in(lead), site.url, folder)


@pytest.fixture
def county(demo: Demo, chromium: Browser, folder: Path) -> Office:
    return Office(demo.sign_in(chromium, "lead", PHONE), demo.url, folder)


def acquainted(one: Office, other: Office, side: str) -> None:
    """``one`` takes in the card of ``other`` and compares the fingerprint on the telephone."""
    other.go()
    card = other.fetch(other.page.get_by_role("link", name="下载本办身份文件"))
    one.take(card)
    assert one.page.locator("code.hash").first.inner_text() == other.own_print()
    says(one.page, "核对指纹")
    one.page.get_by_label(side).check()
    press(one.page, "确认")
    says(one.page, "逐组核对指纹")
    one.page.get_by_label(side).check()
    one.page.get_by_label("已电话核对").check()
    press(one.page, "确认")
    says(one.page, "核对人")


def fill_item(page: Page, number: int, kind: str, title: str, text: str, due: date) -> None:
    if number > 1:
        page.get_by_text(f"第{number}项（没有可不填）").click()
    page.locator(f"[name='{number}-kind']").select_option(kind)
    page.locator(f"[name='{number}-title']").fill(title)
    page.locator(f"[name='{number}-due']").fill(due.isoformat())
    page.locator(f"[name='{number}-text']").fill(text)


def instruct(city: Office, county_name: str, folder: Path) -> Path:
    """A task with a file, a case whose outcome is asked for, the checklist; first with a telephone number in it."""
    (folder / "通知.jpg").write_bytes(picture())
    page, due = city.go("instruct/"), today() + timedelta(days=20)
    page.get_by_label(county_name).check()
    page.get_by_label("标题").fill(TITLE)
    fill_item(page, 1, "task", ATTACK, "对照重点问题自查。", due)
    fill_item(page, 2, "case", "核查停水三日", "反映人电话13900001111，称停水三日。", due)
    fill_item(page, 3, "checklist", "报送配备情况", "", due)
    page.get_by_text("配备表的要求").click()
    page.locator("[name='required-present']").fill("4")
    press(page, "制作文件")
    expect(page.locator("body")).to_contain_text("第2项里有个人信息")
    page.locator("[name='2-text']").fill("群众反映停水三日，请查清答复。")
    page.locator("#files").set_input_files(folder / "通知.jpg")
    press(page, "制作文件")
    expect(page.locator("body")).to_contain_text("已制作")
    page.get_by_role("link", name=TITLE).first.click()
    return city.letter()


def worked_on(county: Office) -> None:
    """The county makes a task of the first and a problem of the second, in words that a unit may read."""
    page = county.item(ATTACK)
    says(page, "通知.jpg")
    press(page, "列入")
    says(page, "已列入工作任务")
    page = county.item("核查停水三日")
    page.get_by_label("问题内容").fill("群众反映停水三日，请联系13900001111。")
    page.locator("#unit").select_option(index=1)
    press(page, "转为问题")
    expect(page.locator("body")).to_contain_text("问题内容里有个人信息")
    page.get_by_label("问题内容").fill("群众反映停水三日。")
    page.locator("#unit").select_option(index=1)
    press(page, "转为问题")
    says(page, "停水三日")


def answered(county: Office, title: str, text: str, file: Path | None = None) -> Path:
    page = county.item(title)
    if file:
        page.locator("#files-input").set_input_files(file)
        press(page, "上传")
        says(page, file.name)
    page.get_by_label("办理情况").fill(text)
    press(page, "制作回复文件")
    return county.letter()


def checklist(county: Office) -> Path:
    """Every row of the checklist; a word where a number belongs is refused, and nothing typed is lost."""
    page = county.item("报送配备情况")
    page.get_by_label("办理情况").fill("配备如下。")
    for field in page.locator("form input[inputmode], form input[type=text]").all():
        field.fill("3")
    page.locator("[name=present]").fill("若干")
    press(page, "制作回复文件")
    expect(page.locator("body")).to_contain_text("请填0或正数")
    assert page.locator("[name=writers]").input_value() == "3"
    page.locator("[name=present]").fill("3")
    press(page, "制作回复文件")
    return county.letter()


def decided(city: Office, title: str, reason: str = "") -> Path:
    page = city.item(title)
    if reason:
        press(page, "退回")
        expect(page.locator("body")).to_contain_text("请填写退回理由")
        page.get_by_label("退回理由").fill(reason)
    press(page, "退回" if reason else "同意办结")
    return city.letter()


def test_two_offices_work_together_by_files_alone(
    city: Office, county: Office, lead: Actor, signed_in: Callable[[Actor], Page], folder: Path
) -> None:
    acquainted(county, city, "上级办公室")
    acquainted(city, county, "下级办公室")
    exchanged(city, county, folder)
    graded(city, county)
    becomes_component(city, county, lead, signed_in)


def exchanged(city: Office, county: Office, folder: Path) -> None:
    """Down: a task, a case, the checklist. Up: answers, one of them returned once. Nothing else gets in."""
    name = Peer.objects.get().name
    sent = instruct(city, name, folder)
    assert "停水" not in sent.read_bytes().decode("utf-8", "ignore"), "closed for the county"
    county.take(sent)
    says(county.page, TITLE)
    county.take(sent)
    expect(county.page.locator("body")).to_contain_text("以前已经收过")
    worked_on(county)
    (folder / "台账.jpg").write_bytes(picture())
    first = answered(county, ATTACK, "已自查，问题三个。", folder / "台账.jpg")
    city.take(first)
    says(city.page, "已自查，问题三个。")
    back = decided(city, ATTACK, "没有整改时限")
    county.take(back)
    says(county.page, "没有整改时限")
    second = answered(county, ATTACK, "已自查，问题三个，均于本月底前整改。")
    city.take(second)
    accepted = decided(city, ATTACK)
    county.take(accepted)
    says(county.item(ATTACK), "已办结")
    city.take(checklist(county))
    says(city.item("报送配备情况"), "未达到")
    county.take(decided(city, "报送配备情况"))
    item = Item.objects.get(title=ATTACK)
    assert (item.state, item.answers) == ("accepted", 2)
    mishaps(city, sent, second, folder)


def mishaps(city: Office, sent: Path, answer: Path, folder: Path) -> None:
    """What a city must not take in: changed, not for it, from an impostor, its own, too large, no letter at all."""

    def file(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    raw, before = answer.read_bytes(), Letter.objects.count()
    city.refused(file("改动.minping", raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:]), "在路上被改动过")
    city.refused(sent, "不是发给本办的")
    impostor, stranger = Other(Peer.objects.get().name, 66), Other("别处评议办", 67)
    city.refused(file("冒充.minping", impostor.letter(Kind.INFORMATION, {"text": "x"})), "不认识发文单位")
    other = impostor.letter(Kind.INFORMATION, {"text": "x"}, lock=stranger.lock)
    city.refused(file("给别人.minping", other), "封给别的单位")
    city.refused(file("大.minping", bytes(61 * 1024 * 1024)), "超过60MB")
    city.refused(file("空.minping", b"PK\x05\x06" + bytes(18)), "不完整")
    city.take(answer)
    expect(city.page.locator("body")).to_contain_text("以前已经收过")
    city.take(file("冒充身份.minping", impostor.card()))
    says(city.page, "有人冒充")
    upper = Other("假上级", 68)
    city.take(file("假上级.minping", upper.card()))
    city.refused(file("假任务.minping", upper.letter(Kind.INSTRUCTION, items())), "请先电话核对")
    assert Letter.objects.count() == before


def graded(city: Office, county: Office) -> None:
    """By people, time and standard, beside the facts; the county downloads what it was given (F151)."""
    page = city.go(f"peers/{Peer.objects.get(side='lower').id}/")
    page.get_by_role("link", name=f"{today().year}年工作考核").click()
    says(page, "配备表中有要求的人员项达到 0/1 项")
    says(page, "一次审核通过 1/2 项")
    for part, mark, full in (("people", "41", "40"), ("time", "30", "30"), ("standard", "25.5", "30")):
        page.locator(f"[name={part}]").fill(mark)
        page.locator(f"[name={part}_full]").fill(full)
    press(page, "制作考核结果文件")
    expect(page.locator("body")).to_contain_text("得分须在0与满分之间")
    page.locator("[name=people]").fill("30")
    press(page, "制作考核结果文件")
    county.take(city.letter())
    for words in ("30/40", "30/30", "25.5/30", "人数 0/1"):
        says(county.page, words)
    assert county.fetch(county.page.get_by_role("link", name="下载原文")).stat().st_size > 300


def reported(county: Office, city: Office) -> Letter:
    """The county reports its published result; the city computes it again."""
    page = county.go()
    page.get_by_role("link", name=f"向{CITY}上报结果").click()
    press(page, "制作文件")
    city.take(county.letter())
    says(city.page, "上报的结果")
    says(city.page, "报告.docx")
    press(city.page, "按公开数据复算")
    run_due()
    found = Letter.objects.get(kind=Kind.RESULT)
    city.go(f"letters/{found.id}/")
    says(city.page, "与上报完全一致")
    return found


def units_of(page: Page) -> dict[str, str]:
    """Code → name, as the reported table names them."""
    names = page.locator("table tbody th").all_inner_texts()
    return {f"X{number:03d}": name for number, name in enumerate(names, start=1)}


def handed_in(page: Page, url: str, component: UUID, table: Path) -> None:
    page.goto(f"{url}/office/partners/{component}/")
    press(page, "导入表格")
    page.locator("input[type=file]").set_input_files(table)
    press(page, "上传并查看各列")
    press(page, "核对这张表")
    page.get_by_role("button", name=re.compile("导入全部[0-9]+行")).click()
    expect(page.locator("summary", has_text="撤销这次导入")).to_be_visible()


def becomes_component(city: Office, county: Office, lead: Actor, signed_in: Callable[[Actor], Page]) -> None:
    """The county's published scores, handed in as a component of the city's own campaign."""
    found = reported(county, city)
    units = units_of(city.page)
    table = city.fetch(city.page.get_by_role("link", name="下载为数据报送表（Excel）"))
    campaign = make_campaign(SCHEME, ("部门", "部门"), units)
    sender = make_unit("P01", found.peer.name)
    component = assign(lead, campaign, sender, "table", {"得分": "value"}, "县评议结果")
    page = signed_in(new_person(Role.PARTNER, unit=sender, name="县评议办经办人"))
    handed_in(page, city.url, component, table)
    assert not report_rows(campaign), "nothing counts before it is signed"
    page.goto(f"{city.url}/office/partners/{component}/")
    press(page, "签字")
    page.get_by_label("签字的负责人").fill("县评议办主任")
    press(page, "签字")
    says(page, "封定指纹")
    assert len(report_rows(campaign)) == len(units)
