"""A visit recorded where there is no network: kept on the telephone, uploaded twice, stored once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.apps.conftest import PASSWORD
from tests.apps.oversight import made
from tests.journeys.conftest import PHONE, Site

from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.roles import Role
from minping.apps.oversight.models import FieldRecord, SurveyVisit, Visit

WORD = "守口如瓶2026"
FIELD = "/office/oversight/field/"

# A waiting predicate is a string that the page's security policy refuses to evaluate; a promise is not.
KEPT = """() => new Promise((done) => {
  const kept = navigator.serviceWorker;
  if (kept.controller) return done();
  kept.addEventListener("controllerchange", () => done(), { once: true });
})"""

# A full device takes a write and gives the whole transaction up afterwards.
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  window.full = true;
  IDBObjectStore.prototype.put = function (...row) {
    const asked = put.apply(this, row);
    if (window.full) this.transaction.abort();
    return asked;
  };
}"""


def _user(name: str, role: Role) -> Actor:
    user = User(username=name, name=f"监督员{name}", made_at=now())
    user.set_password(PASSWORD)
    user.save()
    Grant.objects.create(user=user, role=role, given_at=now())
    return actor_for(user.id)


@pytest.fixture
def wang(site: Site) -> Actor:
    """A supervisor with an inspection to carry out."""
    lead, wang = _user("lead", Role.LEAD), _user("wang", Role.APPRAISER)
    county = made.county()
    made.supervisor(county.campaign, wang)
    made.inspection(lead, county, wang)
    return wang


@pytest.fixture
def phone(window: Callable[..., BrowserContext]) -> BrowserContext:
    return window(PHONE)


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/accounts/login/?next={FIELD}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{FIELD}")


def begin(page: Page, site: Site, name: str = "wang") -> None:
    """Sign in, set the device's word, wait until the page is kept for times without a network."""
    sign_in(page, site, name)
    page.get_by_label("本机口令").fill(WORD)
    page.get_by_label("再输一次").fill(WORD)
    page.get_by_role("button", name="设置").click()
    expect(page.get_by_role("heading", name="我的走访")).to_be_visible()
    page.evaluate(KEPT)


def unlock(page: Page) -> None:
    page.get_by_label("本机口令").fill(WORD)
    page.get_by_role("button", name="打开").click()


def fill_in(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="新的督查记录").click()
    page.get_by_label("单位", exact=True).select_option(label="县公安局")
    page.get_by_label("地点、窗口").fill("户籍窗口")
    page.get_by_label("暗访（不表明身份）").check()
    page.get_by_label("看到的情况").fill("排队二十余人，只开一个窗口。")
    page.get_by_label("第1条").fill(made.FINDING)
    taken = tmp_path / "taken.jpg"
    taken.write_bytes(made.picture())
    page.get_by_label("照片").set_input_files(taken)
    expect(page.locator("figure canvas")).to_have_count(1)


def test_recorded_without_a_network_uploaded_twice_stored_once(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    phone.set_offline(True)
    page.goto(site.url + FIELD)
    unlock(page)
    fill_in(page, tmp_path)
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    page.reload()
    unlock(page)
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    assert not FieldRecord.objects.exists()

    phone.set_offline(False)
    answers: list[int] = []

    def lose_first(route: Route) -> None:
        answers.append(route.fetch().status)  # it arrives; the answer does not come back
        if len(answers) == 1:
            return route.abort()
        return route.continue_()

    page.route(f"**{FIELD}send/", lose_first)
    page.get_by_role("button", name="全部上传").click()
    expect(page.locator("#live")).to_contain_text("记录仍在本机")
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    page.get_by_role("button", name="全部上传").click()
    expect(page.locator("#live")).to_contain_text("已上传 1 份")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    assert answers == [200, 200]
    assert FieldRecord.objects.count() == Visit.objects.count() == Evidence.objects.count() == 1
    visit = Visit.objects.get()
    assert (visit.place, visit.manner, visit.source.user) == ("户籍窗口", "covert", wang.id)
    assert visit.findings.get().text == made.FINDING
    page.get_by_text("已上传的回执").click()
    expect(page.locator("details li")).to_have_count(1)


def kept_in_the_open(page: Page) -> str:
    """Everything that somebody finds in the browser's store without the key."""
    script = """async () => {
      const told = (r) => new Promise((done) => { r.onsuccess = () => done(r.result); });
      const words = (v) => (v instanceof ArrayBuffer ? new TextDecoder().decode(v) : JSON.stringify(v));
      const base = await told(indexedDB.open("minping-field"));
      const found = [];
      for (const name of base.objectStoreNames) {
        const rows = await told(base.transaction(name).objectStore(name).getAll());
        for (const row of rows) found.push(...Object.values(row).map(words));
      }
      base.close();
      return found.join(" ");
    }"""
    return str(page.evaluate(script))


def test_the_next_user_of_the_telephone_sees_nothing(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    page.route(f"**{FIELD}send/", lambda route: route.abort())
    fill_in(page, tmp_path)
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    kept = kept_in_the_open(page)
    assert made.FINDING not in kept
    assert "户籍窗口" not in kept
    page.get_by_role("button", name="锁定本机").click()
    expect(page.get_by_role("heading", name="本机已锁定")).to_be_visible()
    expect(page.locator("#waiting")).to_have_text("本机未上传 1 份")
    page.get_by_label("本机口令").fill("不是这个口令")
    page.get_by_role("button", name="打开").click()
    expect(page.locator("#live")).to_contain_text("口令不对")

    _user("li", Role.APPRAISER)
    phone.clear_cookies()
    begin(page, site, "li")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    assert "户籍窗口" not in page.content()

    page.unroute(f"**{FIELD}send/")
    phone.clear_cookies()
    sign_in(page, site, "wang")
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    page.get_by_role("button", name="全部上传").click()
    expect(page.locator("#live")).to_contain_text("已上传 1 份")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    assert Visit.objects.get().source.user == wang.id


def test_signed_out_it_asks_to_sign_in_and_keeps_everything(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    fill_in(page, tmp_path)
    phone.clear_cookies()
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#live")).to_contain_text("登录已过期")
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    expect(page.get_by_role("link", name="登录")).to_be_visible()
    assert not FieldRecord.objects.exists()
    sign_in(page, site, "wang")
    page.get_by_role("button", name="全部上传").click()
    expect(page.locator("#live")).to_contain_text("已上传 1 份")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    assert Visit.objects.count() == 1


def test_two_windows_make_one_record_of_a_draft(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    fill_in(page, tmp_path)
    other = phone.new_page()
    other.goto(site.url + FIELD)
    expect(other.locator("#waiting")).to_contain_text("草稿 1 份")
    other.get_by_role("button", name="继续填写").click()
    expect(other.locator("#live")).to_contain_text("另一个窗口填写")
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#live")).to_contain_text("已上传 1 份")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    expect(other.locator("#waiting")).to_have_text("未上传 0 份")
    assert FieldRecord.objects.count() == 1


def test_a_saved_file_is_brought_in_by_the_office(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    page.route(f"**{FIELD}send/", lambda route: route.abort())
    fill_in(page, tmp_path)
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出文件").click()
    saved = Path(str(waiting.value.path()))
    assert json.loads(saved.read_text(encoding="utf-8"))["format"] == "minping-field-file-1"

    office = Client()
    office.force_login(User.objects.get(username="lead"))
    for _ in range(2):
        with saved.open("rb") as file:
            office.post("/office/oversight/records/from-file/", {"file": file})
    assert Visit.objects.count() == Evidence.objects.count() == 1
    assert Visit.objects.get().source.by_name == "监督员lead"


def test_a_conversation_of_the_survey_goes_the_same_way(
    site: Site, phone: BrowserContext, wang: Actor
) -> None:
    page = phone.new_page()
    begin(page, site)
    page.get_by_role("button", name="新的民意走访").click()
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#live")).to_contain_text("请填写")
    page.get_by_label("地点类型").select_option(label="农村")
    page.get_by_label("走访对象").select_option(label="农民")
    page.get_by_label("第1条").fill("<img src=x onerror=alert(1)>办证要跑好几趟")
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#live")).to_contain_text("已上传 1 份")
    expect(page.locator("#waiting")).to_contain_text("未上传 0 份")
    visit = SurveyVisit.objects.get()
    assert (visit.place_kind, visit.place, visit.answers.count()) == ("village", "", 1)


def test_a_full_telephone_says_so_and_loses_nothing(
    site: Site, phone: BrowserContext, wang: Actor, tmp_path: Path
) -> None:
    page = phone.new_page()
    begin(page, site)
    page.route(f"**{FIELD}send/", lambda route: route.abort())
    fill_in(page, tmp_path)
    full = "本机存储空间不足"
    page.evaluate(FULL)
    page.get_by_label("看到的情况").fill("长" * 4000)
    expect(page.locator("#live")).to_contain_text(full)
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#live")).to_contain_text(full)
    expect(page.get_by_label("看到的情况")).to_have_value("长" * 4000)
    page.evaluate("() => { window.full = false; }")
    page.get_by_role("button", name="完成记录").click()
    expect(page.locator("#waiting")).to_contain_text("未上传 1 份")


def test_a_wrong_clock_is_told_and_large_type_fits(site: Site, phone: BrowserContext, wang: Actor) -> None:
    page = phone.new_page()
    begin(page, site)
    page.get_by_role("button", name="新的督查记录").click()
    expect(page.get_by_text("本机日期可能不对")).to_have_count(0)
    page.clock.set_fixed_time("2020-01-01T08:00:00")
    page.get_by_role("button", name="返回").click()
    page.get_by_role("button", name="新的督查记录").click()
    expect(page.get_by_text("本机日期可能不对")).to_be_visible()
    page.get_by_role("button", name="大字").click()
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.reload()
    assert page.evaluate("() => document.documentElement.classList.contains('large-type')")
