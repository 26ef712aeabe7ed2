"""What goes wrong on the way: networks, clocks, second windows, wrong codes, rounds that close."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.apps.register.made import row
from tests.journeys.ballots import answer, ballots_in_box, begin, cast, fetch, no_choice_left, open_round
from tests.journeys.conftest import PHONE, Site, until

from minping.apps.campaigns.models import Round
from minping.apps.foundation.actors import SYSTEM
from minping.apps.register.models import Invitation
from minping.apps.register.services import round_shut
from minping.apps.register.services.tickets import MOST_FAILURES, failures
from minping.core.secrecy.codes import ALPHABET, check_character

ONE = {"units": 1, "aspects": 1}


@pytest.fixture
def page(window: Callable[..., BrowserContext]) -> Page:
    """A telephone: what is tried here does not depend on the width."""
    return window(PHONE).new_page()


def counted(site: Site, made) -> int:
    round_shut(actor=SYSTEM, round=made.round)
    until(lambda: ballots_in_box(site, made) >= 0, 60)
    return ballots_in_box(site, made)


def test_a_double_click_casts_once(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    page.evaluate("() => { const b = document.getElementById('cast'); b.click(); b.click(); }")
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    assert sum(url.endswith("/b/cast") for url in sent) == 1
    assert counted(site, made) == 1


def test_a_double_click_fetches_once(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").dblclick()
    expect(page.get_by_role("button", name="开始评议")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['mp.cards']).length") == 1


def test_a_ballot_fetched_before_the_box_knows_the_round_waits_for_it(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    asked: list[str] = []

    def not_yet(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        elsewhere = route.request.url.replace(str(made.round), "00000000-0000-0000-0000-000000000000")
        return route.fulfill(response=route.fetch(url=elsewhere))

    page.route("**/manifest.json", not_yet)
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_text("票箱正在准备这一轮")).to_be_visible()
    expect(page.get_by_role("button", name="开始评议")).to_be_visible()
    assert len(asked) == 2


def test_the_answer_of_the_box_is_lost_and_the_same_bytes_come_again(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    bodies: list[bytes | None] = []

    def lose_first(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        bodies.append(route.request.post_data_buffer)
        if len(bodies) > 1:
            return route.continue_()
        route.fetch()  # it arrives; the answer does not come back
        return route.abort()

    page.route("**/b/cast", lose_first)
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="未确认")).to_be_focused()
    assert "满意" not in page.inner_text("main")
    page.get_by_role("button", name="现在重发").click()
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    assert bodies[0] == bodies[1]
    no_choice_left(page)
    assert counted(site, made) == 1


def test_unconfirmed_survives_closing_the_window(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    page.route("**/b/cast", lambda route: route.abort())
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="未确认")).to_be_visible()
    other = page.context.new_page()
    page.close()
    other.goto(f"{site.url}/i/")
    expect(other.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    assert counted(site, made) == 1


def test_offline_then_online(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.context.set_offline(True)
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("alert")).to_contain_text("网络中断")
    page.context.set_offline(False)
    page.get_by_role("button", name="领取选票").click()
    page.get_by_role("button", name="开始评议").click()
    page.context.set_offline(True)
    answer(page, ["满意"])
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="未确认")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    assert counted(site, made) == 1


@pytest.mark.parametrize("lost", ["issue", "confirm"])
def test_lost_answers_of_the_register_are_asked_for_again(site: Site, page: Page, lost: str):
    _, codes = open_round(site, **ONE)
    seen: list[str] = []

    def lose_first(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route(f"**/i/{lost}", lose_first)
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("alert")).to_contain_text("网络中断")
    page.reload()  # even so
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("button", name="开始评议")).to_be_visible()
    assert row(codes[0]).state == "w"
    assert "mp.waiting" not in page.evaluate("Object.keys(localStorage)")


def test_back_and_forward_move_between_screens_and_never_past_the_casting(site: Site, page: Page):
    _, codes = open_round(site, units=3, aspects=1)
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    answer(page, ["一般"])
    expect(page.locator(".where")).to_contain_text("第3个")
    page.go_back()
    expect(page.locator(".where")).to_contain_text("第2个")
    expect(page.get_by_role("radio", name="一般")).to_be_checked()
    page.go_forward()
    expect(page.locator(".where")).to_contain_text("第3个")
    answer(page, ["满意"])
    cast(page)
    for _ in range(3):
        page.go_back()
        expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    no_choice_left(page)


def test_two_windows_share_one_ballot(site: Site, page: Page):
    made, codes = open_round(site, units=2, aspects=1)
    begin(page, site, codes[0].long)
    second = page.context.new_page()
    second.goto(f"{site.url}/i/")
    second.get_by_role("button", name="开始评议").click()
    page.get_by_text("满意", exact=True).click()
    expect(second.get_by_role("radio", name="满意", exact=True)).to_be_checked()
    second.locator(".steps .primary").click()
    answer(second, ["一般"])
    cast(second)
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    no_choice_left(page)
    no_choice_left(second)
    assert counted(site, made) == 1


def test_two_windows_fetch_at_the_same_moment(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    second = page.context.new_page()
    for one in (page, second):
        one.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click(no_wait_after=True)
    second.get_by_role("button", name="领取选票").click()
    late = page.get_by_role("button", name="打开这台设备上已领的选票")
    first, other = page.get_by_role("button", name="开始评议"), second.get_by_role("button", name="开始评议")
    expect(first.or_(late)).to_be_visible()
    expect(other.or_(second.get_by_role("button", name="打开这台设备上已领的选票"))).to_be_visible()
    for one in (page, second):
        if one.get_by_role("alert").count():
            one.get_by_role("button", name="打开这台设备上已领的选票").click()
        expect(one.get_by_role("button", name="开始评议")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['mp.cards']).length") == 1


def test_another_browser_cannot_take_a_ballot_half_fetched(site: Site, page: Page, window):
    _, codes = open_round(site, **ONE)
    page.route("**/i/confirm", lambda route: route.abort())
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("alert")).to_be_visible()
    other = window(PHONE).new_page()
    other.goto(f"{site.url}/i/#{codes[0].long}")
    other.get_by_role("button", name="领取选票").click()
    expect(other.get_by_role("alert")).to_contain_text("正在另一台设备")


def test_two_persons_on_one_device(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    for code in codes[:2]:
        begin(page, site, code.long)
        answer(page, ["满意"])
        cast(page)
    page.goto(f"{site.url}/i/")
    expect(page.get_by_role("heading", name="这台设备上有2张选票")).to_be_visible()
    expect(page.get_by_text("已投出")).to_have_count(2)
    page.locator(".row").first.click()
    page.get_by_role("button", name="清除这台设备上的凭据").click()
    page.get_by_role("button", name="确认清除").click()
    expect(page.get_by_role("heading", name="已清除")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['mp.cards']).length") == 1
    assert counted(site, made) == 2


def test_ten_wrong_codes_lock_and_say_no_more_than_before(site: Site, page: Page):
    _, codes = open_round(site, typed=True, **ONE)
    plain = codes[0].typed.replace("-", "")
    said = set()
    for at in range(MOST_FAILURES + 1):
        failures.forget()
        body = plain[:4] + ALPHABET[at] * 8
        wrong = codes[0].typed if at == MOST_FAILURES else body + check_character(body)
        page.goto("about:blank")
        page.goto(f"{site.url}/i/")
        page.get_by_label("输入领票码").fill(wrong)
        page.get_by_role("button", name="领取选票").click()
        said.add(page.get_by_role("alert").inner_text())
    assert len(said) == 1
    assert "锁定" in said.pop()
    assert row(codes[0]).locked


def test_a_mistyped_character_is_noticed_without_a_try(site: Site, page: Page):
    _, codes = open_round(site, typed=True, **ONE)
    wrong = codes[0].typed[:-1] + ("0" if codes[0].typed[-1] != "0" else "1")
    page.goto(f"{site.url}/i/")
    page.get_by_label("输入领票码").fill(wrong)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("有一位输错")
    assert Invitation.objects.filter(failures__gt=0).count() == 0


def test_a_flood_of_wrong_codes_asks_for_patience(site: Site, page: Page):
    open_round(site, **ONE)
    page.route("**/i/issue", lambda r: r.fulfill(status=429, body=json.dumps({"status": "too_many"})))
    page.goto(f"{site.url}/i/#{'0' * 24}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("alert")).to_contain_text("一分钟后再试")


def test_a_round_that_closes_while_somebody_fills_in(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    assert counted(site, made) == 0
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_role("heading", name="本轮已截止")).to_be_visible()
    expect(page.get_by_text("这一次没有计入")).to_be_visible()
    no_choice_left(page)


def test_nothing_is_issued_after_the_close(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    Round.objects.update(closes=timezone.now())
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("alert")).to_contain_text("现在不能领票")


def test_a_clock_wrong_by_weeks_warns_and_votes(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    fetch(page, site, codes[0].long)
    expect(page.get_by_text("设备时钟可能不准")).to_be_visible()
    page.get_by_role("button", name="开始评议").click()
    answer(page, ["满意"])
    cast(page)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_wrong_by_a_day_changes_nothing(site: Site, page: Page, days: int):
    made, codes = open_round(site, **ONE)
    page.clock.set_fixed_time(timezone.now() + timedelta(days=days))
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    cast(page)
    assert counted(site, made) == 1


def test_a_month_after_the_close_the_device_forgets_unless_its_clock_is_wrong(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    begin(page, site, codes[0].long)
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    page.goto(f"{site.url}/i/")
    expect(page.get_by_role("button", name="开始评议")).to_be_visible()
    past = {"Date": "Wed, 01 Jan 2031 00:00:00 GMT"}
    page.route("**/i/ballot.css", lambda route: route.fulfill(status=200, headers=past))
    page.goto(f"{site.url}/i/")
    expect(page.get_by_role("heading", name="网上评议")).to_be_visible()
    assert page.evaluate("localStorage['mp.cards']") == "[]"


def test_another_list_than_the_one_issued_for_stops_the_page(site: Site, page: Page):
    _, codes = open_round(site, **ONE)
    page.route(
        "**/manifest.json",
        lambda route: route.fulfill(status=200, body=b"{}", headers={"Access-Control-Allow-Origin": "*"}),
    )
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    expect(page.get_by_role("heading", name="本轮清单不一致，已停止")).to_be_visible()
    expect(page.locator("main")).to_contain_text(Round.objects.get().manifest[:20])
    expect(page.locator("main")).to_contain_text("0839-7000000")


def test_a_browser_that_lacks_what_is_needed_is_told_other_ways(site: Site, page: Page):
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})")
    page.goto(f"{site.url}/i/#{'0' * 24}")
    expect(page.get_by_text("缺少保护选票所需的功能")).to_be_visible()
    expect(page.get_by_text("接受电话访问")).to_be_visible()


def test_a_browser_that_keeps_nothing_can_still_vote(site: Site, page: Page):
    made, codes = open_round(site, **ONE)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto(f"{site.url}/i/#{codes[0].long}")
    expect(page.get_by_text("请一次填完")).to_be_visible()
    page.get_by_role("button", name="领取选票").click()
    page.get_by_role("button", name="开始评议").click()
    answer(page, ["满意"])
    cast(page)
    assert counted(site, made) == 1


def test_without_scripts_the_page_says_what_to_do(site: Site, window):
    open_round(site, **ONE)
    page = window(PHONE, java_script_enabled=False).new_page()
    page.goto(f"{site.url}/i/")
    expect(page.get_by_text("本页需要 JavaScript")).to_be_visible()
    expect(page.get_by_text("0839-7000000")).to_be_visible()
