"""The pages of the desk as the office clicks through them, and the unit's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.opinions.objects import PLAIN, Place, kept, taken
from tests.apps.opinions.test_triage import SAME, three

from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.opinions import dictionaries
from minping.apps.opinions.models import Likeness, Opinion, SavedView, Theme, WordList
from minping.apps.opinions.services import Giver
from minping.apps.opinions.triage import grouping, wordlists

pytestmark = pytest.mark.django_db
DESK = "/office/opinions/"


@pytest.fixture(autouse=True)
def fresh_lists():
    dictionaries._list.cache_clear()
    yield
    dictionaries._list.cache_clear()


@pytest.fixture
def office(clerk, browser_of):
    return browser_of(clerk)


def said(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_desk_lists_filters_and_keeps_views(place: Place, office, clerk) -> None:
    one = taken(place)
    page = said(office, DESK)
    assert "YJ-" in page
    assert PLAIN[:20] in page
    assert "YJ-" not in said(office, f"{DESK}?state=noted")
    office.post(f"{DESK}views/", {"name": "已阅存", "query": "state=noted"})
    assert "已阅存" in said(office, DESK)
    office.post(f"{DESK}views/forget/", {"view": str(SavedView.objects.get().id)})
    assert not SavedView.objects.exists()
    assert str(one.id) in page


def test_an_empty_desk_says_how_the_first_one_comes(place: Place, office) -> None:
    assert "还没有意见" in said(office, DESK)


def test_readers_see_what_was_confirmed_and_nothing_raw(place: Place, someone, browser_of, office) -> None:
    one = taken(place, "电话13800001111，排队太久", giver=Giver("王小明"))
    reader = browser_of(someone(Role.AUDITOR))
    for address in (DESK, f"{DESK}{one.id}/"):
        page = said(reader, address)
        assert "13800001111" not in page
        assert "排队太久" not in page
    mask(office, one)
    page = said(reader, f"{DESK}{one.id}/")
    assert "排队太久" in page
    assert "13800001111" not in page
    assert "王" not in page.partition("<main")[2].replace("王小", "")


def mask(browser, one) -> None:
    address = f"{DESK}{one.id}/mask/"
    page = said(browser, address)
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    marks = [part.partition('"')[0] for part in page.split('type="hidden" name="mark" value="')[1:]]
    browser.post(address, {"mark": marks, "words": "", "shown": shown, "confirmed": "yes"})
    assert kept(one).masked_by


def test_an_opinion_is_handled_by_clicking(place: Place, office, clerk) -> None:
    one = taken(place, unit=None, wants_answer=True)
    at = f"{DESK}{one.id}/"
    assert "怎么算的" in said(office, at)
    office.post(f"{at}route/", {"unit": str(place.units[1])})
    office.post(f"{at}sort/", {"klass": "H", "kind": "suggestion"})
    office.post(f"{at}handler/", {"handler": str(clerk.person)})
    answer = office.post(f"{at}answer/", {"text": ""})
    assert "id_text_error" in answer.content.decode()
    office.post(f"{at}answer/", {"text": "已请该局中午安排值守。"})
    page = said(office, at)
    for words in ("县水务局", "陈干事", "已请该局中午安排值守。", "已答复"):
        assert words in page
    office.post(f"{at}note/", {"reason": "建议，供参考"})
    assert kept(one).state == "noted"
    office.post(f"{at}read-again/")
    office.post(f"{at}transfer/", {"receiver": "市自然资源局", "note": ""})
    assert "市自然资源局" in said(office, at)
    assert office.post(f"{at}burn/").status_code == 404


def test_marking_a_lead_closes_the_page_behind_whoever_did(place: Place, office) -> None:
    one = taken(place)
    at = f"{DESK}{one.id}/"
    assert "标为线索" in said(office, f"{at}lead/")
    assert office.post(f"{at}lead/", {"confirmed": "yes"}).headers["Location"] == DESK
    for address in (at, f"{at}lead/", f"{at}mask/", f"{at}giver/"):
        assert office.get(address).status_code == 404
    assert office.post(f"{at}sort/", {"klass": "", "kind": "praise"}).status_code == 404
    assert str(one.id) not in said(office, f"{DESK}?state=all")


def test_pairs_stand_side_by_side(place: Place, office) -> None:
    one, two = taken(place, day=today() - timedelta(days=1)), taken(place, SAME)
    grouping.compare_new()
    page = said(office, f"{DESK}pairs/")
    assert PLAIN in page
    assert SAME in page
    assert "可能重复" in said(office, f"{DESK}{one.id}/")
    pair = Likeness.objects.get().id
    answer = office.post(f"{DESK}pairs/{pair}/", {"same": "yes", "back": "https://evil.example/"})
    assert answer.headers["Location"] == f"{DESK}pairs/"
    assert kept(two).state == "linked"
    assert "重复件" in said(office, f"{DESK}{one.id}/")


def test_comparing_everything_is_a_job(place: Place, office) -> None:
    answer = office.post(f"{DESK}group/?campaign={place.campaign}")
    assert answer.headers["Location"].startswith("/office/jobs/")


def test_masking_shows_what_comes_of_it_and_confirms_only_that(place: Place, office) -> None:
    one = taken(place, "我叫欧阳明，电话13800001111，带着双胞胎排队。", giver=Giver("欧阳明"))
    at = f"{DESK}{one.id}/mask/"
    page = said(office, at)
    assert "〔电话〕" in page
    page = office.post(at, {"mark": [], "words": "双胞胎\n没有这个词"}).content.decode()
    assert "〔略〕" in page
    assert "没有这个词" in page.partition("原文里没有")[2]
    assert "还留着" in page
    office.post(at, {"mark": [], "words": "双胞胎", "shown": "0" * 64, "confirmed": "yes"})
    assert not kept(one).masked
    mask(office, one)
    assert "〔姓名〕" in kept(one).masked


def test_the_giver_is_masked_until_a_reason_is_given(place: Place, office) -> None:
    one = taken(place, giver=Giver("王小明", "+8613800001111"))
    assert "王小明" not in said(office, f"{DESK}{one.id}/")
    page = office.post(f"{DESK}{one.id}/giver/", {"reason": "回访"}).content.decode()
    assert "王小明" in page
    assert "13800001111" in page


def test_a_theme_from_the_ticked_ones_to_the_units_page(
    place: Place, office, lead, someone, browser_of
) -> None:
    ids = three(place)
    query = "&".join(f"opinion={one}" for one in ids)
    assert "合成主题" in said(office, f"{DESK}themes/new/?{query}")
    theme = {"title": "窗口太少", "text": "几位群众说窗口太少。", "klass": "H"}
    office.post(f"{DESK}themes/new/", {"opinion": ids, "unit": str(place.units[0]), **theme})
    made = Theme.objects.get()
    at = f"{DESK}themes/{made.id}/"
    assert office.post(f"{at}release/").status_code == 403
    office.post(f"{at}out/", {"opinion": str(ids[0])})
    assert "至少要3件" in said(office, at)
    office.post(f"{at}put/", {"opinion": str(ids[0])})
    office.post(f"{at}edit/", {**theme, "text": "几位群众说窗口太少，中午没人。"})
    head = browser_of(lead)
    assert "发给单位" in said(head, f"{at}release/")
    head.post(f"{at}release/", {"confirmed": "yes"})
    liaison = browser_of(someone(Role.LIAISON, unit=place.units[0]))
    page = said(liaison, f"{DESK}own/")
    assert "几位群众说窗口太少，中午没人。" in page
    assert "3件意见" in page
    for word in ("中午没有人值守", "网上表单", "YJ-"):
        assert word not in page
    other = browser_of(someone(Role.LIAISON, unit=place.units[1]))
    assert "窗口太少" not in said(other, f"{DESK}own/")
    assert "窗口太少" in said(office, f"{DESK}themes/")


def test_a_case_reaches_its_unit_masked(place: Place, office, lead, someone, browser_of) -> None:
    one = taken(place, "电话13800001111，厕所常年锁着", consent=True)
    mask(office, one)
    head = browser_of(lead)
    head.post(f"{DESK}{one.id}/case/")
    liaison = browser_of(someone(Role.LIAISON, unit=place.units[0]))
    page = said(liaison, f"{DESK}own/")
    assert "厕所常年锁着" in page
    assert "13800001111" not in page
    for address in (DESK, f"{DESK}{one.id}/", f"{DESK}themes/", f"{DESK}words/", f"{DESK}pairs/"):
        assert liaison.get(address).status_code == 403
    head.post(f"{DESK}{one.id}/case-back/")
    assert "厕所常年锁着" not in said(liaison, f"{DESK}own/")


# --- the word list -----------------------------------------------------------------------------------------


def test_each_save_is_a_version_and_settled_ones_stay(place: Place, office, clerk) -> None:
    waiting, settled = taken(place, "叭叭叭的事没人问"), taken(place, "叭叭叭的事还是没人问")
    Opinion.objects.filter(id=settled.id).update(klass="D")
    at = f"{DESK}words/?part=class-H"
    page = said(office, at)
    lines = page.partition('name="lines"')[2].partition(">")[2].partition("</textarea>")[0].strip()
    answer = office.post(at, {"lines": f"{lines}\n叭叭叭 | 9", "note": "加一个词", "base": "1"})
    assert answer.status_code == 302
    assert WordList.objects.get().number == 2
    assert kept(waiting).suggested_by == 1
    assert "叭叭叭（9）" in said(office, f"{DESK}words/2/")
    page = said(office, f"{at}&sentence=叭叭叭怎么办")
    assert "叭叭叭" in page.partition("依据")[2]
    office.post(f"{DESK}words/again/")
    wordlists.suggest_again(lambda done, total: None)
    assert (kept(waiting).suggested, kept(waiting).suggested_by) == ("H", 2)
    assert (kept(settled).klass, kept(settled).suggested_by) == ("D", 1)
    answer = office.post(at, {"lines": lines, "note": "旧页面", "base": "1"})
    assert "请重新打开" in answer.content.decode()


def test_faulty_lines_are_named_and_nothing_is_lost(place: Place, office) -> None:
    at = f"{DESK}words/?part=lead"
    page = office.post(at, {"lines": "红包 | 很重\n回扣 | 9", "note": "改", "base": "1"}).content.decode()
    assert "红包 | 很重" in page
    assert "不是数字" in page
    page = office.post(at, {"lines": "好\n回扣 | 99", "note": "改", "base": "1"}).content.decode()
    assert not WordList.objects.exists()
    assert "回扣 | 99" in page
    assert office.get(f"{DESK}words/?part=nothing").status_code == 404
    assert office.get(f"{DESK}words/9/").status_code == 404


def test_a_new_lead_word_takes_what_waits_to_its_keepers_and_tells_nobody(place: Place, office) -> None:
    one, judged = taken(place, "嘟嘟嘟才给盖章"), taken(place, "嘟嘟嘟也没用")
    Opinion.objects.filter(id=judged.id).update(lead=one.id)
    page = said(office, f"{DESK}words/?part=lead")
    lines = page.partition('name="lines"')[2].partition(">")[2].partition("</textarea>")[0].strip()
    office.post(f"{DESK}words/?part=lead", {"lines": f"{lines}\n嘟嘟嘟 | 9", "note": "黑话", "base": "1"})
    assert wordlists.suggest_again(lambda done, total: None) <= 1
    assert (kept(one).state, kept(judged).state) == ("restricted", "reading")


@pytest.mark.parametrize("address", ["", "themes/", "themes/new/", "words/", "pairs/", "own/"])
def test_english_pages(place: Place, address, clerk, someone, browser_of) -> None:
    actor = someone(Role.LIAISON, unit=place.units[0]) if address == "own/" else clerk
    taken(place)
    browser = browser_of(actor)
    browser.cookies["language"] = "en"
    assert '<html lang="en"' in said(browser, f"{DESK}{address}")


def test_a_longer_list_asks_the_database_no_more_often(
    place: Place, office, django_assert_max_num_queries
) -> None:
    for number in range(3):
        taken(place, f"{PLAIN}{number}", unit=place.units[number % 2])
    said(office, DESK)
    with CaptureQueriesContext(connection) as few:
        said(office, DESK)
    for number in range(3, 20):
        taken(place, f"{PLAIN}{number}", unit=place.units[number % 2])
    with django_assert_max_num_queries(len(few)):
        said(office, DESK)
