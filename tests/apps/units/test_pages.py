"""The pages of units: found by many words, seen by those who may, changed through forms that ask."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import READERS, Role
from minping.apps.units.models import Change, Office, Unit
from minping.apps.units.selectors import own_office, units_of
from minping.apps.units.services import unit_create, unit_rename

pytestmark = pytest.mark.django_db
LIST = "/office/units/"


@pytest.fixture
def units(clerk: Actor) -> dict[str, UUID]:
    def make(name: str, **more) -> UUID:
        return unit_create(actor=clerk, name=name, **more)

    police = make("县公安局", code="101", system="公安", category="执法", enforcement=True, since=2000)
    section = make("治安科", code="101-1", kind="section", parent=police, system="公安")
    station = make("城关派出所", code="101-2", kind="station", parent=section, district="城关镇")
    build = make("县建设局", code="102", since=2000)
    unit_rename(actor=clerk, unit=build, name="县住房和城乡建设局", year=2015, short="住建局")
    return {"police": police, "section": section, "station": station, "build": build}


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def names(page: str) -> set[str]:
    known = ("县公安局", "治安科", "城关派出所", "县住房和城乡建设局")
    return {name for name in known if f">{name}</a>" in page}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, {"县公安局", "治安科", "城关派出所", "县住房和城乡建设局"}),
        ({"q": "公安"}, {"县公安局"}),
        ({"q": "縣公安"}, {"县公安局"}),
        ({"q": "县建设局"}, {"县住房和城乡建设局"}),
        ({"q": "住建局"}, {"县住房和城乡建设局"}),
        ({"q": "xgaj"}, {"县公安局"}),
        ({"q": "XGAJ"}, {"县公安局"}),
        ({"q": "gonganju"}, {"县公安局"}),
        ({"q": "gong an"}, {"县公安局"}),
        ({"q": "１０１－１"}, set()),
        ({"q": "101-1"}, {"治安科"}),
        ({"kind": "station"}, {"城关派出所"}),
        ({"kind": "' OR 1=1"}, {"县公安局", "治安科", "城关派出所", "县住房和城乡建设局"}),
        ({"system": "公安"}, {"县公安局", "治安科"}),
        ({"district": "城关镇"}, {"城关派出所"}),
        ({"category": "执法"}, {"县公安局"}),
        ({"state": "closed"}, set()),
        ({"q": "%"}, set()),
        ({"q": "_"}, set()),
        ({"page": "999"}, {"县公安局", "治安科", "城关派出所", "县住房和城乡建设局"}),
    ],
)
def test_units_are_found_by_many_words(browser, units, asked, wanted) -> None:
    page = browser.get(LIST, asked).content.decode()
    assert names(page) == wanted
    if not wanted:
        assert "没有符合条件的单位" in page


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("", "县公安局"),
        ("-code", "县住房和城乡建设局"),
        ("name", "城关派出所"),
        ("-name", "治安科"),
        ("kind", "治安科"),
        ("system; DROP TABLE", "县公安局"),
    ],
)
def test_the_list_is_sorted_by_a_click_on_a_head(browser, units, sort: str, first: str) -> None:
    page = browser.get(LIST, {"sort": sort}).content.decode()
    listed = sorted(names(page), key=lambda name: page.index(f">{name}</a>"))
    assert listed[0] == first


def test_an_empty_list_says_how_the_first_one_comes(browser) -> None:
    assert "可导入一张 Excel 单位表" in browser.get(LIST).content.decode()


def test_the_list_costs_the_same_for_many_units(browser, clerk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST).status_code == 200
        return len(queries)

    for at in range(3):
        unit_create(actor=clerk, name=f"第{at}局")
    cost()
    few = cost()
    for at in range(3, 30):
        unit_create(actor=clerk, name=f"第{at}局")
    assert cost() == few


def test_a_unit_shows_its_names_its_relatives_and_what_was_done(browser, units) -> None:
    page = browser.get(f"{LIST}{units['build']}/").content.decode()
    for said in ("县住房和城乡建设局", "2000–2014", "2015–今", "改名", "县建设局 → 县住房和城乡建设局"):
        assert said in page
    page = browser.get(f"{LIST}{units['police']}/").content.decode()
    for said in ("治安科", "城关派出所", "城关镇"):
        assert said in page
    chain = browser.get(f"{LIST}{units['station']}/").content.decode()
    assert chain.index("县公安局") < chain.index("治安科") < chain.index("<h1>")


def test_every_page_speaks_english_too(browser, units) -> None:
    browser.cookies["language"] = "en"
    for path in ("", f"{units['police']}/", "new/", "offices/", f"{units['police']}/merge/"):
        page = browser.get(LIST + path).content.decode()
        assert "Units" in page
        assert "登记单位" not in page


def test_a_liaison_sees_the_own_unit_and_what_lies_below(units, someone, browser_of) -> None:
    browser = browser_of(someone(Role.LIAISON, unit=units["section"]))
    assert names(browser.get(LIST).content.decode()) == {"治安科", "城关派出所"}
    assert browser.get(f"{LIST}{units['section']}/").status_code == 200
    assert browser.get(f"{LIST}{units['station']}/").status_code == 200
    assert browser.get(f"{LIST}{units['police']}/").status_code == 404
    page = browser.get(f"{LIST}{units['section']}/").content.decode()
    assert f"{LIST}{units['police']}/" not in page
    assert "改名" not in page


@pytest.mark.parametrize("role", sorted(Role))
def test_who_may_look_and_who_may_change(units, someone, browser_of, role: Role) -> None:
    browser = browser_of(someone(role, unit=units["police"]))
    looks = role in READERS | {Role.LIAISON}
    assert browser.get(LIST).status_code == (200 if looks else 403)
    may = role in {Role.LEAD, Role.CLERK}
    police = units["police"]
    for path in (
        "new/",
        *(f"{police}/{act}/" for act in ("edit", "move", "rename", "merge", "split", "end")),
    ):
        assert browser.get(LIST + path).status_code == (200 if may else 403), path
        assert browser.post(LIST + path, {"confirmed": "yes"}).status_code in (
            {302, 422} if may else {403}
        ), path
    assert browser.get(f"{LIST}offices/own/").status_code == (200 if role == Role.LEAD else 403)


def test_ids_of_nobody_open_nothing(browser, units) -> None:
    for path in (f"{uuid4()}/", f"{uuid4()}/rename/", f"changes/{uuid4()}/undo/", "offices/nothing/"):
        assert browser.get(LIST + path).status_code == 404


def test_forms_keep_what_was_typed_and_say_what_is_wrong(browser, units) -> None:
    sent = {"name": "县民政局", "code": "101", "kind": "unit", "parent": "县公按局", "since": "20x"}
    answer = browser.post(f"{LIST}new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="县民政局"' in page
    assert "没有名为「县公按局」的单位。最接近的有：县公安局" in page
    assert 'id="id_since_error"' in page
    sent |= {"parent": "公安局", "since": ""}
    assert "没有名为" in browser.post(f"{LIST}new/", sent).content.decode()
    sent |= {"parent": "县公安局"}
    assert "已用于「县公安局」" in browser.post(f"{LIST}new/", sent).content.decode()
    sent |= {"code": "103"}
    assert browser.post(f"{LIST}new/", sent).status_code == 302
    assert Unit.objects.get(code="103").parent_id == units["police"]


def test_an_end_is_asked_about_before_it_happens(browser, units) -> None:
    address = f"{LIST}{units['build']}/merge/"
    sent = {"others": "县公安局", "year": "2020", "way": "new", "name": "合局", "code": "", "carries": "on"}
    asked = browser.post(address, sent).content.decode()
    assert "合并为「合局」" in asked
    assert "下属单位1个随之转入" in asked
    assert Unit.objects.filter(until=None).count() == 4
    answer = browser.post(address, {**sent, "confirmed": "yes"})
    assert answer.status_code == 302
    assert {u.name for u in units_of() if u.until is None} == {"合局", "治安科", "城关派出所"}
    page = browser.get(answer["Location"]).content.decode()
    assert "历年结果由本单位延续" in page
    change = Change.objects.filter(what="merged").get()
    assert "撤销：合并" in browser.get(f"{LIST}changes/{change.id}/undo/").content.decode()
    assert browser.post(f"{LIST}changes/{change.id}/undo/", {"confirmed": "yes"}).status_code == 302
    assert Unit.objects.filter(until=None).count() == 4
    again = browser.post(f"{LIST}changes/{change.id}/undo/", {"confirmed": "yes"}, follow=True)
    assert "已经撤销" in again.content.decode()


def test_a_double_click_renames_once(browser, units) -> None:
    address, sent = f"{LIST}{units['build']}/rename/", {"name": "县住建局", "year": "2020"}
    assert browser.post(address, sent).status_code == 302
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert "新名称与现名称相同" in answer.content.decode()


def test_markup_in_names_stays_text_on_every_page(browser, clerk, units) -> None:
    bad = '<img src=x onerror=alert(1)>"局'
    unit = unit_create(actor=clerk, name=bad, system=bad[:60], district=bad, note=bad, parent=units["police"])
    unit_rename(actor=clerk, unit=unit, name=f"新{bad}", year=2020)
    paths = [
        "",
        f"{unit}/",
        f"{units['police']}/",
        *(f"{unit}/{a}/" for a in ("move", "rename", "edit", "correct")),
    ]
    for path in paths:
        assert "<img src=x" not in browser.get(LIST + path).content.decode(), path


def test_offices_above_and_below_are_kept(lead, browser_of) -> None:
    browser = browser_of(lead)
    page = browser.post(f"{LIST}offices/new/", {"name": "市评议办", "above": "yes"}).content.decode()
    assert "请先填写本办公室的名称" in page
    browser.post(f"{LIST}offices/own/", {"name": "县评议办", "phone": "0553-1"})
    assert own_office().name == "县评议办"
    for name, above in (("市评议办", "yes"), ("某局评议办", "no")):
        assert browser.post(f"{LIST}offices/new/", {"name": name, "above": above}).status_code == 302
    page = browser.post(f"{LIST}offices/new/", {"name": "省评议办", "above": "yes"}).content.decode()
    assert "上级办公室只有一个" in page
    own = Office.objects.get(own=True)
    assert own.upper is not None
    assert (own.upper.name, [o.name for o in own.lower.all()]) == ("市评议办", ["某局评议办"])
    lower = own.lower.get()
    browser.post(f"{LIST}offices/{lower.id}/", {"name": "某局作风办", "above": "no"})
    browser.post(f"{LIST}offices/{own.upper.id}/delete/")
    browser.post(f"{LIST}offices/{own.id}/delete/")
    assert {o.name for o in Office.objects.all()} == {"县评议办", "某局作风办"}
