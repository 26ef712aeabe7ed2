"""Looking up by a private code: what is told, and what an unknown code is told."""

import re

import pytest
from django.test import Client
from tests.apps.opinions.objects import LEADING, PLAIN, Place, make_place, taken

from minping.apps.opinions import services
from minping.apps.portal.opinions import often
from minping.core.secrecy.codes import grouped

pytestmark = pytest.mark.django_db
MISSING = "没有查到"


@pytest.fixture(autouse=True)
def afresh() -> None:
    for one in often.EVERY:
        one.forget()


@pytest.fixture
def place(db) -> Place:
    return make_place()


def look(code: str, client: Client | None = None, **more: str):
    return (client or Client()).post("/o/", {"code": code, **more})


def test_the_story_shows_state_unit_and_answers_but_not_what_was_written(place: Place, clerk) -> None:
    one = taken(place)
    services.opinion_answer(actor=clerk, opinion=one.id, text="已增开窗口。\n谢谢。<b>")
    page = look(grouped(one.code).lower()).content.decode()
    for said in ("办理中", "县自然资源局", "已增开窗口。", "&lt;b&gt;"):
        assert said in page
    assert PLAIN not in page
    assert one.code not in page, "nor is the code"
    assert clerk.name not in page


def test_unknown_and_unreadable_codes_read_the_same(place: Place) -> None:
    taken(place)
    pages = set()
    for code in ("0" * 24, "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01", "不是码", "'; --", "x" * 99):
        answer = look(code)
        assert answer.status_code == 200
        assert MISSING in answer.content.decode()
        pages.add(re.sub(r'value="\w{64}"', "", answer.content.decode()))
        often.wrong_codes.forget()
    assert len(pages) == 1


def test_ten_wrong_codes_and_that_address_has_to_wait_with_a_right_one_too(place: Place) -> None:
    one = taken(place)
    for _ in range(10):
        assert look("0" * 24).status_code == 200
    assert look("0" * 24).status_code == 429
    assert look(one.code).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert look(one.code, elsewhere).status_code == 200


def test_right_codes_are_never_counted(place: Place) -> None:
    one = taken(place)
    assert {look(one.code).status_code for _ in range(15)} == {200}


def test_no_address_holds_a_code(place: Place) -> None:
    one = taken(place)
    for address in (f"/o/?code={one.code}", f"/o/{one.code}/"):
        page = Client().get(address)
        assert "办理中" not in page.content.decode()


def test_an_empty_code_is_told_at_the_field(place: Place) -> None:
    answer = look("")
    assert answer.status_code == 422
    assert "请输入查询码" in answer.content.decode()


def test_nothing_can_be_added_and_nothing_answered_that_was_not_asked(place: Place) -> None:
    one = taken(place)
    page = look(one.code)
    assert "<textarea" not in page.content.decode()
    said = look(one.code, answer="1", solved="yes", words="x").content.decode()
    assert "没有向这位提出人询问" in said


def test_the_story_of_a_lead_reads_like_any_other(place: Place) -> None:
    pages = []
    for text in (PLAIN, LEADING):
        page = look(taken(place, text).code).content.decode()
        pages.append(re.sub(r'value="\w+"', "", page))
    assert pages[0] == pages[1]
