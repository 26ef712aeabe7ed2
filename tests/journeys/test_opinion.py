"""A citizen writes, keeps his code and looks it up; a voter leaves a comment apart from his ballot."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.apps.opinions.objects import PLAIN, make_place
from tests.journeys.ballots import begin, open_round
from tests.journeys.conftest import DESK, PHONE, Site

from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.sealing import unseal
from minping.apps.opinions import services
from minping.apps.opinions.models import HeldComment, Opinion
from minping.apps.portal.opinions import often

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def afresh() -> None:
    for one in often.EVERY:
        one.forget()


def write(page: Page, site: Site, text: str = PLAIN) -> str:
    """From the first page to the code."""
    page.goto(f"{site.url}/o/new/")
    page.get_by_label("单位名称或拼音").fill("zrzy")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="县自然资源局", exact=True).first.click()
    page.get_by_label("您要说的").fill(text)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到您的意见")).to_be_visible()
    return "".join(page.locator("#code span").all_inner_texts())


def test_a_citizen_writes_and_reads_what_became_of_it(site: Site, page: Page) -> None:
    make_place()
    code = write(page, site)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    assert code not in page.url
    one = Opinion.objects.get()
    services.opinion_answer(actor=SYSTEM, opinion=one.id, text="已增开窗口。")
    page.goto(f"{site.url}/o/")
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("已增开窗口。")).to_be_visible()
    assert PLAIN not in page.content()
    assert page.url == f"{site.url}/o/"


def test_the_link_in_the_picture_opens_the_story_and_leaves_no_code_behind(site: Site, window) -> None:
    make_place()
    page = window(PHONE).new_page()
    code = write(page, site)
    asked: list[str] = []
    other = window(PHONE).new_page()
    other.on("request", lambda request: asked.append(request.url))
    other.goto(f"{site.url}/o/#{code}")
    expect(other.get_by_role("heading", name="您的意见：办理中")).to_be_visible()
    assert code not in other.url
    assert not [url for url in asked if code in url.partition("#")[0]], "the code is never sent in an address"
    assert "expired" not in other.evaluate("document.cookie")


def test_a_second_press_and_the_back_button_make_no_second_opinion(site: Site, window) -> None:
    make_place()
    page = window(PHONE).new_page()
    code = write(page, site)
    page.go_back()
    expect(page.get_by_label("您要说的")).to_have_value(PLAIN)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到您的意见")).to_be_visible()
    assert "".join(page.locator("#code span").all_inner_texts()) == code
    assert Opinion.objects.count() == 1


def test_everything_works_without_scripts(site: Site, window) -> None:
    make_place()
    page = window(DESK, java_script_enabled=False).new_page()
    code = write(page, site)
    page.goto(f"{site.url}/o/")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name="您的意见：办理中")).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_have_count(0)


def test_a_comment_goes_apart_from_the_ballot(site: Site, window) -> None:
    _, codes = open_round(site)
    page = window(PHONE).new_page()
    sent: list[tuple[str, dict[str, str], int]] = []
    page.on(
        "request",
        lambda request: (
            sent.append((request.url, request.headers, len(request.post_data_buffer or b"")))
            if request.url.endswith("/o/comment")
            else None
        ),
    )
    begin(page, site, codes[0].long)
    page.get_by_text("有话要说").click()
    page.get_by_label(re.compile("与选票分开发出")).fill("排队时间太长。")
    page.get_by_role("button", name="下一个").click()
    page.get_by_role("button", name="上一个").click()
    field = page.get_by_label(re.compile("与选票分开发出"))
    expect(field).to_have_value("排队时间太长。")
    page.get_by_role("button", name="单独发出").click()
    expect(page.get_by_text("已收下。")).to_be_visible()
    expect(field).to_have_value("")
    (url, headers, size), *more = sent
    assert not more
    assert url == f"{site.url}/o/comment"
    assert size == 2048
    assert "cookie" not in headers
    assert not headers.get("referer")
    held = HeldComment.objects.get()
    assert "排队时间太长。" in unseal(held.sealed, "comment")
    assert codes[0].long not in unseal(held.sealed, "comment")
    assert "排队" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert not Opinion.objects.exists()
