"""Writing an opinion as a citizen: choosing the unit, the form and what can go wrong with it, the code."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.apps.opinions.objects import LEADING, PLAIN, Place, make_place

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.sealing import unseal
from minping.apps.opinions import selectors
from minping.apps.opinions.models import FormPoint, Opinion
from minping.apps.portal.opinions import often
from minping.apps.units.models import Unit, UnitName

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
CODE = re.compile(r'data-copy="([0-9A-Z-]{29})"')


@pytest.fixture(autouse=True)
def afresh() -> None:
    for one in often.EVERY:
        one.forget()


@pytest.fixture
def place(db) -> Place:
    return make_place()


def address(place: Place) -> str:
    return f"/o/new/?unit={place.units[0]}"


def mark_of(page: str) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def send(place: Place, client: Client | None = None, **fields: Any):
    return (client or Client()).post(address(place), {"kind": "complaint", "text": PLAIN, **fields})


def code_on(answer) -> str:
    found = CODE.search(answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_a_unit_is_found_by_name_and_by_pinyin_stations_too(place: Place) -> None:
    station = Unit.objects.create(code="S1", kind="station", parent_id=place.units[1])
    UnitName.objects.create(unit=station, name="城关水务站")
    for wanted, found in (
        ("自然", "县自然资源局"),
        ("xswj", "县水务局"),
        ("csgws", ""),
        ("cgswz", "城关水务站"),
    ):
        page = Client().get("/o/new/", {"q": wanted}).content.decode()
        hits = page.partition("<details>")[0]
        assert (found in hits) if found else "没有找到" in hits, wanted
    assert Client().get(f"/o/new/?unit={station.id}").status_code == 200


def test_whoever_does_not_know_the_unit_writes_all_the_same(place: Place) -> None:
    answer = Client().post("/o/new/?unit=any", {"kind": "question", "text": PLAIN})
    assert answer.status_code == 200
    one = Opinion.objects.get()
    assert one.unit_id is None
    assert one.kind == "question"


@pytest.mark.parametrize("unit", ["x", "00000000-0000-4000-8000-000000000000", "' OR 1=1 --"])
def test_a_unit_that_is_none_is_not_found(place: Place, unit: str) -> None:
    assert Client().get("/o/new/", {"unit": unit}).status_code == 404


def test_a_unit_outside_the_campaign_is_not_found(place: Place) -> None:
    other = Unit.objects.create(code="OUT")
    UnitName.objects.create(unit=other, name="外单位")
    assert Client().get(f"/o/new/?unit={other.id}").status_code == 404


def test_what_is_sent_is_kept_and_the_code_shown_once(place: Place) -> None:
    answer = send(place, wants_answer="on", consent="on", name="王小明", phone="138 0000 1111")
    page = answer.content.decode()
    code = code_on(answer)
    one = Opinion.objects.get()
    assert selectors.by_code(code) == one.id
    assert (one.source, one.unit_id, one.consent, one.wants_answer) == ("form", place.units[0], True, True)
    assert '"+8613800001111"' in unseal(one.giver, "giver")
    assert PLAIN not in page, "what was written is not shown again"
    assert "data:image/svg+xml" in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies.get("session")


def test_a_form_sent_twice_is_one_opinion_and_gives_the_same_code(place: Place) -> None:
    client = Client()
    mark = mark_of(client.get(address(place)).content.decode())
    first, again = send(place, client, mark=mark), send(place, client, mark=mark)
    assert code_on(first) == code_on(again)
    assert Opinion.objects.count() == 1


def test_a_form_sent_again_with_other_words_says_so_and_keeps_them(place: Place) -> None:
    client = Client()
    mark = mark_of(client.get(address(place)).content.decode())
    send(place, client, mark=mark)
    altered = send(place, client, mark=mark, text="另外的话")
    page = altered.content.decode()
    assert altered.status_code == 409
    assert "先前已经提交过" in page
    assert "另外的话" in page
    assert Opinion.objects.count() == 1
    assert mark_of(page) != mark
    assert send(place, client, mark=mark_of(page), text="另外的话").status_code == 200
    assert Opinion.objects.count() == 2


def test_two_forms_are_two_opinions(place: Place) -> None:
    assert code_on(send(place)) != code_on(send(place))
    assert Opinion.objects.count() == 2
    assert send(place, mark="x" * 32).status_code == 200
    assert Opinion.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "请写下您要说的内容"),
        ({"text": " \n "}, "请写下您要说的内容"),
        ({"text": "字" * 10_000}, "共10000字"),
        ({"kind": "other"}, "请选择"),
        ({"phone": "12"}, "电话"),
        ({"homepage": "http://spam"}, "此栏须留空"),
    ],
)
def test_faults_are_told_and_nothing_typed_is_lost(place: Place, fields: dict[str, Any], said: str) -> None:
    answer = send(place, name="王小明", **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page or said == "请选择"
    assert "errorlist" in page
    assert "王小明" in page
    assert fields.get("text", PLAIN).strip()[:50] in page
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧‍👦 好评 🎉", "𠮷野家的事", "a" * 5000, XSS, "{{ 7|add:7 }} {% now 'Y' %}"]
)
def test_odd_texts_come_through(place: Place, text: str) -> None:
    code_on(send(place, text=text))
    assert unseal(Opinion.objects.get().text, "opinion") == text


def test_what_was_typed_comes_back_as_text_in_every_field(place: Place) -> None:
    page = send(place, text=XSS, name=XSS, phone=XSS, homepage=XSS, mark=XSS, kind=XSS).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert unescape(page).count("alert(1)") >= 2
    searched = Client().get("/o/new/", {"q": XSS}).content.decode()
    assert "<script>alert" not in searched


def test_a_page_whose_mark_has_expired_keeps_what_was_written(place: Place) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = send(place, strict)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert PLAIN in page
    assert "您写的都还在" in page
    assert not Opinion.objects.exists()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert send(place, strict, csrfmiddlewaretoken=token[1]).status_code == 200
    assert Opinion.objects.count() == 1


def test_a_form_of_another_site_is_not_taken(place: Place) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address(place)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    answer = strict.post(
        address(place),
        {"kind": "complaint", "text": PLAIN, "csrfmiddlewaretoken": token[1]},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403


def test_one_address_may_send_so_many_and_loses_nothing_when_it_has_to_wait(place: Place) -> None:
    for at in range(20):
        assert send(place, text=f"第{at}件事").status_code == 200
    answer = send(place)
    assert answer.status_code == 429
    assert PLAIN in answer.content.decode()
    assert Opinion.objects.count() == 20


def test_the_receipt_of_what_points_to_misconduct_reads_like_any_other(place: Place) -> None:
    pages = []
    for text in (PLAIN, LEADING):
        page = send(place, text=text).content.decode()
        plain = re.sub(r'data-copy="[^"]*"|<p class="code".*?</p>|src="data:[^"]*"', "", page)
        pages.append(re.sub(r'value="\w{64}"', "", plain))
    assert pages[0] == pages[1]
    assert sorted(Opinion.objects.values_list("state", flat=True)) == ["reading", "restricted"]


def test_a_code_at_a_window_fixes_the_unit_and_the_place(place: Place) -> None:
    point = FormPoint.objects.create(campaign_id=place.campaign, unit_id=place.units[1], place="二楼3号窗口")
    page = Client().get(f"/o/p/{point.id}/").content.decode()
    assert "县水务局" in page
    assert "二楼3号窗口" in page
    assert Client().post(f"/o/p/{point.id}/", {"kind": "praise", "text": "办得快"}).status_code == 200
    one = Opinion.objects.get()
    assert (one.source, one.unit_id, one.point_id) == ("qr", place.units[1], point.id)
    FormPoint.objects.update(active=False)
    assert Client().get(f"/o/p/{point.id}/").headers["Location"] == "/o/new/"
    assert Client().get(f"/o/p/{place.campaign}/").status_code == 404


def test_without_a_campaign_the_page_says_so(db) -> None:
    page = Client().get("/o/new/")
    assert page.status_code == 200
    assert "目前没有评议活动" in page.content.decode()


def test_opinions_go_to_the_running_campaign(place: Place) -> None:
    Campaign.objects.create(title="明年", year=2027, state="draft")
    Campaign.objects.create(title="去年", year=2028, state="published")
    send(place)
    assert Opinion.objects.get().campaign_id == place.campaign


def test_in_english_every_word_is_english(place: Place) -> None:
    client = Client(headers={"Accept-Language": "en"})
    for page in (client.get("/o/new/"), client.get(address(place)), client.get("/o/")):
        text = re.sub(r"<[^>]+>", "", page.content.decode())
        text = text.replace("县自然资源局", "").replace("县水务局", "").replace("中文", "")
        assert not re.search(r"[\u4e00-\u9fff]", text), re.findall(r"[\u4e00-\u9fff]+", text)
