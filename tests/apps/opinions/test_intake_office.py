"""The office's side: typing in, codes at windows and their posters, the time to answer."""

import re

import pypdfium2
import pytest
from tests.apps.opinions.objects import LEADING, PLAIN, Place, taken

from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.foundation.sealing import unseal
from minping.apps.opinions import selectors
from minping.apps.opinions.models import FormPoint, Opinion, Terms
from minping.apps.units.models import UnitName

pytestmark = pytest.mark.django_db
TAKE, POINTS = "/office/opinions/intake/take/", "/office/opinions/intake/points/"
SHEET = f"{POINTS}sheet.pdf"


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def typed(**fields: str) -> dict[str, str]:
    about = {
        "source": "letter",
        "day": today().isoformat(),
        "kind": "complaint",
        "text": PLAIN,
        "unit": "县水务局",
    }
    return about | fields


def test_a_letter_is_typed_in_and_its_givers_code_shown_once(place: Place, browser, clerk) -> None:
    page = browser.get(TAKE).content.decode()
    mark = re.search(r'name="mark" value="(\w{32})"', page)
    assert mark
    fields = typed(name="王小明", phone="0839-7654321", address="城关镇", source_note="第三封", mark=mark[1])
    page = browser.post(TAKE, fields).content.decode()
    code = re.search(r'class="figure">([0-9A-Z-]{29})<', page)
    assert code
    one = Opinion.objects.get()
    assert selectors.by_code(code[1]) == one.id
    assert (one.source, one.source_note, one.unit_id, one.typed_by) == (
        "letter", "第三封", place.units[1], clerk.person,
    )  # fmt: skip
    assert "城关镇" in unseal(one.giver, "giver")
    again = browser.post(TAKE, fields).content.decode()
    assert code[1] in again
    other = browser.post(TAKE, fields | {"text": "另外的话"}).content.decode()
    assert "先前已经登记过" in other
    assert "另外的话" in other
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "没有这个局"}, "没有查到"),
        ({"text": ""}, "errorlist"),
        ({"day": "2999-01-01"}, "日期不能晚于今天"),
        ({"source": "form"}, "errorlist"),
        ({"phone": "x"}, "errorlist"),
    ],
)
def test_faults_are_told_and_the_rest_stays(place: Place, browser, fields: dict[str, str], said: str) -> None:
    page = browser.post(TAKE, typed(name="王小明", **fields)).content.decode()
    assert said in page
    assert "王小明" in page
    assert not Opinion.objects.exists()


def test_a_unit_is_found_by_code_and_by_its_former_name(place: Place, browser) -> None:
    UnitName.objects.create(unit_id=place.units[1], name="县水利局", until=2020)
    browser.post(TAKE, typed(unit="县水利局"))
    browser.post(TAKE, typed(unit="", text="不知道谁管"))
    assert {one.unit_id for one in Opinion.objects.all()} == {place.units[1], None}


def test_the_page_after_a_lead_reads_like_any_other(place: Place, browser) -> None:
    pages = [browser.post(TAKE, typed(text=text)).content.decode() for text in (PLAIN, LEADING)]
    plain = [re.sub(r'class="figure">[^<]+<|value="\w{64}"', "", page) for page in pages]
    assert plain[0] == plain[1]


def test_places_are_made_once_switched_off_and_printed(place: Place, browser) -> None:
    fields = {"unit": "县自然资源局", "place": "二楼3号窗口"}
    assert browser.post(f"{POINTS}new/", fields).status_code == 302
    assert "已经有一个码" in browser.post(f"{POINTS}new/", fields).content.decode()
    browser.post(f"{POINTS}new/", {"unit": "县水务局", "place": "大厅<b>"})
    first = FormPoint.objects.get(place="二楼3号窗口")
    answer = browser.get(SHEET)
    assert answer.headers["Content-Type"] == "application/pdf"
    text = _text(answer.content)
    for said in ("县自然资源局", "二楼3号窗口", "县水务局", "大厅<b>", f"/o/p/{first.id}/"):
        assert said in text, said
    assert "县水务局" not in _text(browser.get(f"{SHEET}?point={first.id}").content)
    browser.post(f"{POINTS}{first.id}/", {"active": "no"})
    assert "二楼3号窗口" not in _text(browser.get(SHEET).content)
    assert "停用" in browser.get(POINTS).content.decode()


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s", "", pages)


def test_without_places_there_is_nothing_to_print(place: Place, browser) -> None:
    answer = browser.get(SHEET, follow=True)
    assert "没有在用的张贴点" in answer.content.decode()


def test_the_office_sees_how_many_came_which_way_and_sets_its_days(place: Place, browser) -> None:
    taken(place)
    taken(place, LEADING)
    page = browser.get("/office/opinions/intake/").content.decode()
    assert "共收到1条意见" in page
    browser.post("/office/opinions/intake/terms/", {"days": "7"})
    assert Terms.objects.get().answer_days == 7
    browser.post("/office/opinions/intake/terms/", {"days": "700"})
    assert Terms.objects.get().answer_days == 7


def test_without_a_campaign_the_pages_say_so(browser) -> None:
    for address in ("/office/opinions/intake/", TAKE, POINTS):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "没有已启动的评议活动" in answer.content.decode()
    assert browser.get("/office/opinions/intake/feeds/").status_code == 404


@pytest.mark.parametrize("role", [Role.LIAISON, Role.APPRAISER, Role.PARTNER, Role.DISCIPLINE, Role.AUDITOR])
def test_nobody_else_gets_in(place: Place, someone, browser_of, role: Role) -> None:
    other = browser_of(someone(role, unit=place.units[0]))
    for address in ("/office/opinions/intake/", TAKE, POINTS, SHEET, "/office/opinions/intake/feeds/"):
        assert other.get(address).status_code == 403
