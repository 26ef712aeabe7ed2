"""The public ledger: published fields and nothing else; citizens' words, kept without a trace of who gave them."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from tests.apps.casework.boards.conftest import below, row
from tests.apps.casework.conftest import campaign as made_campaign
from tests.apps.casework.conftest import liaison, monday, on, opinion, photo, raised, unit, units, walk

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.casework.boards.ratings import rating_give, rating_give_by_giver
from minping.apps.casework.models import CommonProblem, Plan, Rating, Report, Step
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.opinions.selectors import by_code
from minping.apps.portal.rectification import NOTE, rated

PUBLIC = "/rectification/"
__all__ = [
    "below",
    "liaison",
    "made_campaign",
    "monday",
    "on",
    "opinion",
    "photo",
    "raised",
    "row",
    "unit",
    "units",
    "walk",
]


@pytest.fixture(autouse=True)
def afresh() -> None:
    rated.forget()


@pytest.fixture
def campaign(made_campaign):
    """One that the public may see."""
    Campaign.objects.filter(id=made_campaign).update(state="launched")
    return made_campaign


def page(address: str, **asked: str) -> str:
    answer = Client().get(f"{PUBLIC}{address}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_unit_stands_with_its_numbers(row, unit, units) -> None:
    row(overdue=True)
    row(state="watch")
    row(state="raised")
    row(unit_id=units[1], published=False)
    shown = page("")
    assert "在整改1个" in shown
    assert "逾期1个" in shown
    assert "已解决1个" in shown
    assert "县水务局" not in shown, "nothing of it is published"


def test_units_are_found_by_pinyin_and_silence_is_no_praise(row, unit, units, campaign) -> None:
    category = Category.objects.create(campaign_id=campaign, code="x", name="x")
    for one in units:
        Participation.objects.create(campaign_id=campaign, unit_id=one, category=category)
    row()
    assert "县公安局" in page("", q="xgaj")
    shown = page("", q="shuiwu")
    assert "没有登记不等于没有问题" in shown
    assert "县公安局" not in shown
    assert "没有找到" in page("", q="不存在的单位")


def test_what_is_not_published_is_not_found(row, unit, campaign) -> None:
    hidden = [
        row(title="不公开的", published=False),
        row(title="移交的", state="handed_over"),
        row(title="刚提出的", state="raised"),
        row(title="转走的", state="transferred"),
        row(title="重复的", state="linked"),
        row(title="没有单位的", unit_id=None),
    ]
    row(title="公开的")
    shown = page(f"{unit}/")
    assert "公开的" in shown
    for one in hidden:
        assert one.title not in shown
        assert Client().get(f"{PUBLIC}problem/{one.id}/").status_code == 404
        assert Client().post(f"{PUBLIC}problem/{one.id}/", {"word": "good"}).status_code == 404
    Campaign.objects.filter(id=campaign).update(state="draft")
    assert Client().get(f"{PUBLIC}{unit}/").status_code == 404
    assert Client().get(f"{PUBLIC}{uuid4()}/").status_code == 404


TOLD = ("窗口无人", "设A、B岗，3月20日前公示", "已设两个岗位", "午间轮岗制度", "2026-0001", "挂号", "销号")
NEVER = "内部描述不公开 暗访员赵 省台 李明 听证 原因不公开 陈干事 联络员甲 被退回的措施 空泛 13800138000 内部话 媒体"


def with_papers(problem) -> None:
    """A plan that went back, one that was accepted, a report, and steps of which some are nobody's business."""
    given = {"problem": problem, "by_name": "联络员甲", "at": now()}
    plan = given | {"content": "x", "handler": "李明", "deadline": date(2026, 2, 9)}
    Plan.objects.create(number=1, measures="被退回的措施", decision="returned", reason="空泛", **plan)
    measures = "设A、B岗，3月20日前公示，电话13800138000"
    Plan.objects.create(number=2, measures=measures, decision="accepted", decided_by="陈干事", **plan)
    Report.objects.create(number=1, text="已设两个岗位", decision="accepted", **given)
    for serial, act in enumerate(("register", "mark_media", "urge", "report_done", "clear"), 1):
        said = {"by_name": "陈干事", "note": "内部话", "at": now()}
        Step.objects.create(problem=problem, serial=serial, act=act, before="", after="", **said)


def test_a_problem_tells_its_published_fields_alone(row) -> None:
    problem = row(
        title="窗口无人",
        text="内部描述不公开",
        state="watch",
        source="hearing",
        inspector_name="暗访员赵",
        media_note="省台",
        handler="李明",
        standard="听证会承诺",
        cause="原因不公开",
        institution="午间轮岗制度",
        cleared_on=date(2026, 2, 20),
        clerk_name="陈干事",
    )
    with_papers(problem)
    shown = page(f"problem/{problem.id}/")
    for told in TOLD:
        assert told in shown
    for never in NEVER.split():
        assert never not in shown, never


def test_what_a_unit_says_is_not_shown_before_it_was_checked(row) -> None:
    problem = row(state="reported_done", institution="没核实的制度")
    Report.objects.create(problem=problem, number=1, by_name="x", at=now(), text="没核实的话")
    shown = page(f"problem/{problem.id}/")
    assert "没核实的话" not in shown
    assert "没核实的制度" not in shown
    assert 'name="word"' not in shown, "nor is there anything to rate"


def test_an_opinion_and_its_giver_never_appear(raised, walk, opinion, unit) -> None:
    given = opinion(text="我是张桂芳，3号窗口总没人", consent=True)
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    for shown in (page(""), page(f"{unit}/"), page(f"problem/{problem}/")):
        for never in (
            "张桂芳",
            str(given.id),
            given.code,
            walk.lead.name,
            walk.clerk.name,
            walk.liaison.name,
        ):
            assert never not in shown


def test_a_recurrence_says_so_and_leads_back(row) -> None:
    first = row(state="closed", title="第一次")
    again = row(generation=2, recurrence_of=first, title="又来了")
    shown = page(f"problem/{again.id}/")
    assert "解决后再次发生" in shown
    assert f"{PUBLIC}problem/{first.id}/" in shown


def rate(problem, word: str, client: Client | None = None, **more: str) -> Client:
    browser = client or Client()
    browser.post(f"{PUBLIC}problem/{problem.id}/", {"word": word, **more})
    return browser


def test_one_browser_has_one_word_a_day(row, on) -> None:
    problem = row(state="watch")
    browser = rate(problem, "good")
    rate(problem, "bad", browser)
    assert [one.word for one in Rating.objects.all()] == ["bad"]
    assert "您今天已经评价过" in browser.get(f"{PUBLIC}problem/{problem.id}/").content.decode()
    rate(problem, "fair")
    assert Rating.objects.count() == 2
    on("2026-03-03")
    rate(problem, "good", browser)
    assert Rating.objects.count() == 3, "a word of another day is a word of its own"


def test_nothing_is_kept_of_who_rated(row) -> None:
    problem = row(state="watch")
    answer = Client(REMOTE_ADDR="203.0.113.7").post(f"{PUBLIC}problem/{problem.id}/", {"word": "good"})
    kept = Rating.objects.get()
    assert {name: getattr(kept, name) for name in ("by_giver", "giver_id", "day")} == {
        "by_giver": False,
        "giver_id": None,
        "day": date(2026, 3, 2),
    }
    note = answer.cookies[NOTE]
    assert (note["path"], note["httponly"], note["samesite"]) == (PUBLIC, True, "Lax")
    assert note["max-age"] <= 24 * 60 * 60
    assert "203.0.113" not in str(note)


def test_a_forged_note_is_worth_nothing(row) -> None:
    problem = row(state="watch")
    rate(problem, "good")
    thief = Client()
    thief.cookies[NOTE] = f'{{"{problem.id}":"{Rating.objects.get().id}"}}'
    rate(problem, "bad", thief)
    assert sorted(one.word for one in Rating.objects.all()) == ["bad", "good"]


@pytest.mark.parametrize("word", ["", "best", "<b>", "good\0"])
def test_only_known_words_are_taken(row, word) -> None:
    rate(row(state="watch"), word)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("state", ["assigned", "in_progress", "reported_done", "reopened", "long_term"])
def test_what_is_not_done_cannot_be_rated(row, state) -> None:
    problem = row(state=state)
    rate(problem, "good")
    with pytest.raises(Refused):
        rating_give(problem=problem.id, word="good")
    assert not Rating.objects.exists()


def test_too_many_words_from_one_address_have_to_wait(row) -> None:
    problem = row(state="watch")
    codes = [Client().post(f"{PUBLIC}problem/{problem.id}/", {"word": "bad"}).status_code for _ in range(12)]
    assert codes[-1] == 429
    assert Rating.objects.count() == 10
    other = row(state="watch")
    assert Client().post(f"{PUBLIC}problem/{other.id}/", {"word": "bad"}).status_code == 302


def test_givers_are_counted_apart_and_from_three_on(raised, walk, opinion) -> None:
    taken = [opinion(text=f"窗口没有人，第{n}次了") for n in range(3)]
    problem = walk.row(raised(opinions=[one.id for one in taken]))
    walk.to_givers(problem.id)
    for place, one in enumerate(taken):
        rate(problem, "good", code=one.code)
        rate(problem, "bad", code=one.code)
        assert Rating.objects.filter(by_giver=True).count() == place + 1, "one word for each giver"
        shown = page(f"problem/{problem.id}/")
        assert ("提出问题的群众</th>" in shown) == (place == 2)
    assert set(Rating.objects.values_list("word", flat=True)) == {"bad"}


def test_a_code_of_another_matter_is_refused(row, opinion) -> None:
    problem = row(state="watch")
    stranger = opinion()
    found = by_code(stranger.code)
    assert found is not None
    with pytest.raises(Refused, match="无关"):
        rating_give_by_giver(problem=problem.id, opinion=found, word="good")
    answer = Client().post(f"{PUBLIC}problem/{problem.id}/", {"word": "good", "code": "0000"})
    assert "没有查到" in answer.content.decode()
    assert not Rating.objects.exists()


def test_common_problems_stand_with_their_rule(row, campaign, unit) -> None:
    made = CommonProblem.objects.create(
        campaign_id=campaign,
        title="窗口午休无人",
        text="多个单位都有",
        answerable_id=unit,
        made_at=now(),
        state="adopted",
        measure="午间轮岗",
        document="政办〔2026〕1号",
        decided_on=date(2026, 3, 1),
    )
    for name, more in (("没公布的", {"published": False}), ("不推进的", {"state": "dropped"})):
        CommonProblem.objects.create(campaign_id=campaign, title=name, text="文", made_at=now(), **more)
    problem = row(common=made)
    for shown in (page(""), page(f"problem/{problem.id}/")):
        assert "政办〔2026〕1号" in shown
        assert "没公布的" not in shown
        assert "不推进的" not in shown


def test_the_unit_page_shows_open_and_cured(row, campaign, unit) -> None:
    category = Category.objects.create(campaign_id=campaign, code="x", name="x")
    Participation.objects.create(campaign_id=campaign, unit_id=unit, category=category)
    row()
    row(state="closed")
    shown = Client().get(f"/units/{unit}/").content.decode()
    assert "在整改1个" in shown
    assert "已解决1个" in shown


def test_pages_stand_in_english_and_empty(row, unit) -> None:
    browser = Client()
    browser.cookies["language"] = "en"
    assert "What is put right" in browser.get(PUBLIC).content.decode()
    problem = row(state="watch")
    for address in ("", f"{unit}/", f"{unit}/?show=open", f"{unit}/?show=junk", f"problem/{problem.id}/"):
        assert browser.get(f"{PUBLIC}{address}").status_code == 200
