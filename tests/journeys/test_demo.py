"""Journeys through the demo, one for each role, as `make run` serves it."""

import io
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import DESK, PHONE, until
from tests.journeys.demo import PROGRAM, Demo

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("demo")]
BOTH = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def fits(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    page.wait_for_load_state()
    wide = page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")
    assert wide <= 0, page.url


def go(page: Page, words: str) -> None:
    """To a room by the navigation, which is folded on a telephone."""
    link = page.locator("nav.side").get_by_role("link", name=words, exact=True)
    if not link.is_visible():
        page.locator("nav.side .menu-button").click()
    link.click()
    fits(page)


@BOTH
def test_a_citizen_votes_and_votes_again(demo: Demo, chromium, size):
    page = demo.open(chromium, size)
    page.goto(f"{demo.url}/i/#{demo.code()}")
    page.get_by_role("button", name="领取选票").click()
    page.get_by_role("button", name="开始评议").click()
    page.locator("fieldset").first.get_by_text("比较满意", exact=True).click()
    fits(page)
    page.get_by_role("button", name="目录").click()
    page.get_by_role("button", name="其余未评的一律记“不了解”").click()
    page.get_by_role("button", name="确认，一律记").click()
    page.get_by_role("button", name="投出").last.click()
    expect(page.locator("main")).to_contain_text("已计入")
    kept = page.evaluate(
        "document.body.innerHTML + JSON.stringify({...localStorage}) + location.href + document.title"
    )
    assert "比较满意" not in kept
    assert "不了解" not in kept
    page.get_by_role("button", name="重新填一张").click()
    expect(page.locator("input:checked")).to_have_count(0)


@BOTH
def test_a_citizen_reads_a_published_result(demo: Demo, chromium, size):
    page = demo.open(chromium, size)
    page.goto(demo.url)
    fits(page)
    page.get_by_role("link", name="看结果").last.click()
    fits(page)
    page.get_by_role("link", name="财政局").first.click()
    expect(page.locator("main")).to_contain_text("财政局")
    fits(page)
    page.goto(f"{demo.url}/search/?q=czj")
    expect(page.locator("main")).to_contain_text("财政局")


@BOTH
def test_the_clerk_sees_what_is_due_and_opens_every_room(demo: Demo, chromium, size):
    page = demo.sign_in(chromium, "clerk", size)
    fits(page)
    for words in ("评议活动", "单位", "名册与评议员", "邀请", "计分与公布", "通知", "操作记录"):
        go(page, words)
        expect(page.locator("h1")).to_be_visible()


@BOTH
def test_a_liaison_sees_the_own_unit_only(demo: Demo, chromium, size):
    page = demo.sign_in(chromium, "liaison", size)
    fits(page)
    page.get_by_role("link", name="财政局").first.click()
    expect(page.locator("h1")).to_contain_text("财政局")
    fits(page)
    lead = demo.sign_in(chromium, "lead")
    lead.goto(f"{demo.url}/office/units/")
    foreign = lead.get_by_role("link", name="教育局", exact=True).first.get_attribute("href")
    answer = page.goto(f"{demo.url}{foreign}")
    assert answer is not None
    assert answer.status == 404


@BOTH
def test_an_appraiser_finds_the_own_training(demo: Demo, chromium, size):
    page = demo.sign_in(chromium, "appraiser", size)
    fits(page)
    page.goto(f"{demo.url}/office/people/mine/")
    expect(page.locator("h1")).to_contain_text("我的培训")
    fits(page)


@BOTH
def test_an_auditor_checks_the_chain_and_changes_nothing(demo: Demo, chromium, size):
    page = demo.sign_in(chromium, "auditor", size)
    go(page, "操作记录")
    page.get_by_role("button", name="核验全链").click()
    expect(page.locator("main")).to_contain_text("核验通过")
    fits(page)
    go(page, "评议活动")
    expect(page.get_by_role("link", name="新建")).to_have_count(0)
    answer = page.goto(f"{demo.url}/office/accounts/new/")
    assert answer is not None
    assert answer.status == 403


def test_an_appeal_is_counted_again_decided_and_answered(demo: Demo, chromium):
    """The deputy, who neither computed nor reviewed, counts again; the lead upholds; the clerk answers."""
    deputy = demo.sign_in(chromium, "deputy")
    found = _appeal(deputy, demo)
    deputy.get_by_role("link", name="重新计票、重新核算").click()
    deputy.locator("main form button").last.click()
    lead = demo.sign_in(chromium, "lead")
    until(lambda: _offers(lead, found, "作出决定"), 90)
    _act(lead, found, "作出决定")
    lead.get_by_label("维持", exact=False).check()
    lead.get_by_label("理由").fill("重新计票、重新核算，与原结果一致。")
    lead.locator("main form button").last.click()
    expect(lead.locator("main")).to_contain_text("决定已留存")
    clerk = demo.sign_in(chromium, "clerk", PHONE)
    _act(clerk, found, "书面答复并办结")
    fits(clerk)
    clerk.locator("main form button").last.click()
    expect(clerk.locator("main")).to_contain_text("申诉办结")
    liaison = demo.sign_in(chromium, "liaison", PHONE)
    liaison.goto(found.replace("/results/appeals/", "/results/own/appeals/"))
    expect(liaison.locator("main")).to_contain_text("维持")
    fits(liaison)


def _appeal(page: Page, demo: Demo) -> str:
    """The page of the finance bureau's appeal."""
    page.get_by_role("link", name="申诉待办理").click()
    row = page.get_by_role("row").filter(has_text="财政局")
    row.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("孙丽")
    fits(page)
    return page.url


def _offers(page: Page, address: str, words: str) -> bool:
    page.goto(address)
    return page.get_by_role("link", name=words).count() > 0


def _act(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=words).click()


def test_a_published_result_is_recomputed_by_anybody(demo: Demo, chromium, tmp_path):
    """The corrected result: its notice beside it, its public data computed again on another machine."""
    public = demo.open(chromium, PHONE)
    public.goto(demo.url)
    public.get_by_role("link", name="看结果").last.click()
    expect(public.locator("main")).to_contain_text("财政局")
    expect(public.locator("main")).to_contain_text("更正")
    campaign = public.url.split("/c/")[1].split("/")[0]
    data = public.request.get(f"{demo.url}/c/{campaign}/data.zip").body()
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    folders = [path.parent for path in tmp_path.rglob("scheme.json") if (path.parent / "units.csv").exists()]
    command = [sys.executable, "-c", PROGRAM, "verify", str(folders[0] if folders else tmp_path)]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr


@BOTH
def test_each_partner_finds_the_own_task(demo: Demo, chromium, size):
    """A schedule, one with faults, a draft, a session that is still to come; nobody else's table."""
    for user, words in (
        ("radio", "行风热线上线"),
        ("survey", "待签字"),
        ("town", "评议会"),
        ("partner", "好差评"),
    ):
        page = demo.sign_in(chromium, user, size)
        go(page, "数据报送")
        expect(page.locator("main")).to_contain_text(words)
        expect(page.locator("main")).not_to_contain_text("热线工单办理")
    page = demo.sign_in(chromium, "hotline", size)
    go(page, "数据报送")
    page.get_by_role("link", name="热线工单办理").first.click()
    fits(page)


@BOTH
def test_each_body_finds_what_it_decides(demo: Demo, chromium, size):
    """Interviews before the discipline body, praise before the leading group, an order before the unit."""
    discipline = demo.sign_in(chromium, "discipline", size)
    discipline.get_by_role("link", name="结果运用建议待决定").click()
    expect(discipline.locator("main")).to_contain_text("约谈")
    fits(discipline)
    group = demo.sign_in(chromium, "group", size)
    group.get_by_role("link", name="结果运用建议待决定").click()
    expect(group.locator("main")).to_contain_text("窗口满意度")
    fits(group)
    ordered = demo.sign_in(chromium, "ordered", size)
    ordered.get_by_role("link", name="责令整改待报情况").click()
    fits(ordered)
    expect(ordered.locator("main")).to_contain_text("整改")


def test_an_open_round_shows_tens_only(demo: Demo, chromium):
    clerk = demo.sign_in(chromium, "clerk")
    go(clerk, "名册与评议员")
    fits(clerk)
    lead = demo.sign_in(chromium, "lead", PHONE)
    go(lead, "邀请")
    lead.get_by_role("link", name="专家评议（11月）").first.click()
    fits(lead)
    expect(lead.locator("main")).to_contain_text("投票期间各数向下取整到十")


def test_large_type_and_english_on_a_telephone(demo: Demo, chromium):
    page = demo.open(chromium, PHONE)
    page.goto(demo.url)
    page.get_by_role("button", name="大字").click()
    fits(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    fits(page)


@BOTH
def test_a_clerk_takes_a_table_in_mends_it_and_takes_it_back(demo: Demo, chromium, size, tmp_path):
    """One row of three is wrong: it is named by its cell, the good ones go in, and come out again."""
    names = [f"{word}试验站{size['width']}" for word in ("甲", "乙", "丙")]
    table = tmp_path / "新增站所.csv"
    lines = [
        "单位名称,类型,上级",
        f"{names[0]},站所,财政局",
        f"{names[1]},站所,没有这个局",
        f"{names[2]},站所,财政局",
    ]
    table.write_text("\n".join(lines), encoding="gb18030")
    page = demo.sign_in(chromium, "clerk", size)
    go(page, "单位")
    page.get_by_role("link", name="导入单位表").click()
    fits(page)
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="上传并查看各列").click()
    fits(page)
    page.get_by_role("button", name="核对这张表").click()
    fits(page)
    expect(page.locator("main")).to_contain_text("没有这个局")
    with page.expect_download() as marked:
        page.get_by_role("link", name="下载原表").first.click()
    assert marked.value.suggested_filename.endswith((".csv", ".xlsx"))
    page.get_by_role("button", name="只导入").click()
    undo = page.locator("summary", has_text="撤销这次导入")
    expect(undo).to_be_visible()
    ended = page.url
    assert found(page, demo, names[0])
    assert not found(page, demo, names[1])
    page.goto(ended)
    undo.click()
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.locator("main")).to_contain_text("撤销")
    assert not found(page, demo, names[0])


def found(page: Page, demo: Demo, name: str) -> bool:
    """Whether the list of units has this one."""
    page.goto(f"{demo.url}/office/units/?q={name}")
    return page.get_by_role("link", name=name, exact=True).count() > 0


def test_a_lead_sets_a_campaign_up_and_open_values_stand_in_the_way(demo: Demo, chromium):
    """From the library of forms to a scheme whose open values must be decided before it is frozen."""
    lead = demo.sign_in(chromium, "lead")
    go(lead, "评议活动")
    lead.get_by_role("link", name="建立评议活动").first.click()
    fits(lead)
    lead.get_by_role("link", name="用这种形式").first.click()
    lead.get_by_label("名称").first.fill("2027年民主评议试验")
    lead.get_by_label("年度").fill("2027")
    lead.locator("main form button.primary").first.click()
    expect(lead.locator("h1")).to_contain_text("2027年民主评议试验")
    fits(lead)
    lead.get_by_role("link", name="计分方案").first.click()
    expect(lead.locator("main")).to_contain_text("待定")
    fits(lead)
    lead.get_by_role("link", name="冻结方案").click()
    expect(lead.locator("main")).to_contain_text("待定")
    fits(lead)
