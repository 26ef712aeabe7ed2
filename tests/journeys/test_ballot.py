"""A ballot from the link to the box: interrupted, resumed, cast, cast again."""

from playwright.sync_api import Page, expect
from tests.apps.register.made import row
from tests.journeys.ballots import (
    answer,
    ballots_in_box,
    begin,
    cast,
    fetch,
    kept_on_device,
    no_choice_left,
    open_round,
)
from tests.journeys.conftest import Site, until

from minping.apps.campaigns.models import Round
from minping.apps.foundation.actors import SYSTEM
from minping.apps.register.models import NO_DIGEST
from minping.apps.register.services import round_shut
from minping.core.tally.shards import load_tally


def close(site: Site, made) -> None:
    """Close the round and wait until the box has counted."""
    round_shut(actor=SYSTEM, round=made.round)
    until(lambda: ballots_in_box(site, made) >= 0, 60)


def patterns(site: Site, made) -> dict[tuple[str, ...], int]:
    """What the box has counted: answers about a unit → how often, over all units."""
    found: dict[tuple[str, ...], int] = {}
    tally = load_tally(site.exchange / "rounds" / str(made.round) / "tally")
    for _, answers, number in tally.patterns.rows():
        found[answers] = found.get(answers, 0) + number
    return found


def test_from_the_link_to_the_count(site: Site, page: Page):
    made, codes = open_round(site, units=3)
    fetch(page, site, codes[0].long)
    expect(page.get_by_role("heading", name="2026年上半年代表评议")).to_be_focused()
    assert (row(codes[0]).state, row(codes[0]).digest) == ("w", NO_DIGEST)
    assert page.url == f"{site.url}/i/"
    assert codes[0].long not in kept_on_device(page)
    expect(page.locator("#manifest")).to_contain_text(Round.objects.get(id=made.round).manifest[:20])
    page.get_by_role("button", name="开始评议").click()
    for choices in (("满意", "一般"), ("比较满意", "不了解"), ("满意", "一般")):
        answer(page, choices)
    cast(page)
    no_choice_left(page)
    close(site, made)
    assert patterns(site, made) == {("A", "C"): 2, ("B", "U"): 1}


def test_a_long_ballot_interrupted_resumed_cast_and_cast_again(site: Site, page: Page):
    _, codes = open_round(site, units=173, aspects=5)
    begin(page, site, codes[0].long)
    expect(page.locator("input:checked")).to_have_count(0)
    for _ in range(3):
        answer(page, ("满意", "比较满意", "一般", "不太满意", "很不满意"))
    page.locator("fieldset").first.get_by_text("满意", exact=True).click()
    title = page.title()
    page.reload()  # interrupted
    page.get_by_role("button", name="继续填写（已评3/173）").click()
    expect(page.locator(".where")).to_contain_text("第4个，共173个 · 已评3个")
    expect(page.locator("input:checked")).to_have_count(1)
    page.get_by_role("button", name="目录").click()
    expect(page.locator(".mark.full")).to_have_count(3)
    expect(page.get_by_text("评了1/5项")).to_be_visible()
    page.get_by_text("未评完（170）").click()
    expect(page.locator("#units li")).to_have_count(170)
    page.get_by_label("按名称查找").fill("自来水")
    expect(page.locator("#units li")).not_to_have_count(170)
    page.get_by_role("button", name="其余未评的一律记“不了解”").click()
    expect(page.locator("main")).to_contain_text("将有170个单位的849项记为“不了解”")
    page.get_by_role("button", name="确认，一律记").click()
    expect(page.locator("main")).to_contain_text("173个单位全部评完，0个没有评完，0项留空。")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("main")).to_contain_text("849项留空")
    page.get_by_role("button", name="其余未评的一律记").click()
    page.get_by_role("button", name="确认，一律记").click()
    cast(page)
    no_choice_left(page, ["01234", "5555555"])
    assert page.title() == title
    _cast_again_too_soon(page)


def _cast_again_too_soon(page: Page) -> None:
    """A second version within half a minute waits, and shows nothing of what was chosen."""
    page.reload()
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_visible()
    page.get_by_role("button", name="重新填一张").click()
    expect(page.locator("input:checked")).to_have_count(0)
    answer(page, ["很不满意"] * 5)
    page.get_by_role("button", name="目录").click()
    page.get_by_role("button", name="检查并投出").click()
    page.get_by_role("button", name="投出选票").click()
    expect(page.get_by_text("两次投出须间隔半分钟")).to_be_visible()
    expect(page.get_by_role("heading", name="未确认")).to_be_focused()
    assert "很不满意" not in page.inner_text("body")


def test_a_second_version_replaces_the_first(site: Site, page: Page, box_process):
    made, codes = open_round(site, units=1, aspects=1)
    begin(page, site, codes[0].long)
    answer(page, ["满意"])
    cast(page)
    box_process.stop()
    box_process.start()  # forgets when the last version came
    page.get_by_role("button", name="重新填一张").click()
    answer(page, ["很不满意"])
    cast(page)
    close(site, made)
    assert patterns(site, made) == {("E",): 1}


def test_without_the_option_the_rest_stays_blank(site: Site, page: Page):
    made, codes = open_round(site, units=3, aspects=2, unknown=False)
    begin(page, site, codes[0].long)
    answer(page, ("满意", "满意"))
    page.get_by_role("button", name="目录").click()
    expect(page.get_by_role("button", name="其余未评")).to_have_count(0)
    page.get_by_role("button", name="检查并投出").click()
    expect(page.get_by_text("1个单位全部评完，2个没有评完，4项留空。")).to_be_visible()
    cast(page)
    close(site, made)
    assert patterns(site, made) == {("A", "A"): 1, ("", ""): 2}


def test_an_empty_ballot_is_not_cast(site: Site, page: Page):
    _, codes = open_round(site)
    begin(page, site, codes[0].long)
    page.get_by_role("button", name="目录").click()
    page.get_by_role("button", name="检查并投出").click()
    expect(page.get_by_text("还没有选择任何一项")).to_be_visible()
    expect(page.locator("#cast")).to_be_disabled()


def test_by_keyboard_alone(site: Site, page: Page):
    _, codes = open_round(site, units=2, aspects=2, typed=True)
    page.goto(f"{site.url}/i/")
    press = page.keyboard.press

    def to(role: str, name: str) -> None:
        for _ in range(40):
            press("Tab")
            if page.get_by_role(role, name=name).evaluate_all("all => all.includes(document.activeElement)"):  # type: ignore[arg-type]
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    to("textbox", "输入领票码")
    page.keyboard.type(codes[0].typed)
    press("Enter")
    expect(page.get_by_role("heading", name="2026年上半年代表评议")).to_be_focused()
    to("button", "开始评议")
    press("Enter")
    for last in (False, True):
        expect(page.locator("h1")).to_be_focused()
        for _ in range(2):
            press("Tab")
            press("Space")
            press("ArrowDown")
        expect(page.locator("input:checked")).to_have_count(2)
        to("button", "检查并投出" if last else "下一个")
        press("Enter")
    expect(page.get_by_role("heading", name="检查选票")).to_be_focused()
    to("button", "投出选票")
    press("Enter")
    expect(page.get_by_role("heading", name="已计入 ✓")).to_be_focused()


def test_in_english_and_in_large_type(site: Site, page: Page):
    _, codes = open_round(site)
    fetch(page, site, codes[0].long)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Delegates’ appraisal, first half of 2026")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("very dissatisfied").first.click()
    small = page.locator("h1").evaluate("e => getComputedStyle(e).fontSize")
    page.get_by_role("button", name="Large type").click()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontSize") > small
    page.reload()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    expect(page.locator("html.large")).to_have_count(1)


def test_targets_are_large_and_every_question_is_named(site: Site, page: Page):
    _, codes = open_round(site, aspects=5)
    begin(page, site, codes[0].long)
    sizes = page.locator(".option, .steps button").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 56
    assert page.locator("fieldset:visible").count() == 5
    assert page.get_by_role("group", name="依法办事").get_by_role("radio").count() == 6
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page must not scroll sideways"
