"""What hotlines say became of a matter: kept as facts of the source, question by question, never mixed."""

import pytest
from tests.apps.opinions.objects import LEADING, PLAIN, Place
from tests.apps.opinions.test_intake_feed import apply, by_number, checked, table, undo

from minping.apps.foundation.sealing import unseal
from minping.apps.leads.models import Lead
from minping.apps.opinions.intake.handled import asked_of, rating, reply, told_of
from minping.apps.opinions.models import Handling
from minping.apps.opinions.services import opinion_text_erase

pytestmark = pytest.mark.django_db
HEAD = (
    "工单编号,诉求内容,主办单位,办结日期,处理结果,是否响应,问题是否解决,"
    "办理结果满意度,服务态度,话务员满意度,评价方式"
)
FULL = f"GD1,{PLAIN},县自然资源局,2026-03-09,已增开一个窗口,已联系,未解决,满意,基本满意,非常满意,主动评价"
FILLED = "GD2,路灯不亮三天了,县水务局,2026/3/8,已修复,是,已解决,满意,满意,满意,系统默认"
SILENT = "GD3,水压太低,县水务局,,,,,默认满意,未评价,5分,"
BARE = f"GD1,{PLAIN},县自然资源局,,,,,,,,"


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def words(opinion) -> dict[str, tuple[str, str]]:
    found = told_of([opinion.id])[opinion.id]
    return {one.name.zh: (one.words, one.meant.zh if one.meant else "") for one in found}


def test_every_answer_is_kept_by_itself_in_the_senders_words(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(FULL, FILLED, SILENT, head=HEAD)))
    full = words(by_number()["GD1"])
    assert full["办理结果"] == ("已增开一个窗口", "")
    assert full["是否联系"] == ("已联系", "是")
    assert full["是否解决"] == ("未解决", "否")
    assert full["对办理结果的满意度"] == ("满意", "满意")
    assert full["对承办态度的满意度"] == ("基本满意", "基本满意")
    assert full["对热线服务的满意度"] == ("非常满意", "满意")
    assert str(Handling.objects.get(opinion=by_number()["GD1"]).ended) == "2026-03-09"


def test_a_rating_that_nobody_gave_is_never_good(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(FULL, FILLED, SILENT, head=HEAD)))
    filled = Handling.objects.get(opinion=by_number()["GD2"])
    assert {filled.result, filled.manner, filled.hotline} == {"default"}
    silent = Handling.objects.get(opinion=by_number()["GD3"])
    assert (silent.result, silent.manner, silent.hotline) == ("default", "none", "unclear")
    (_, questions), *none = asked_of(place.campaign)
    assert not none
    told = {one.name.zh: {label.zh: number for label, number in one.answers} for one in questions}
    assert told["对办理结果的满意度"] == {"满意": 1, "系统默认，不算满意": 2}
    assert told["是否解决"] == {"是": 1, "否": 1}
    assert "满意" not in told["对承办态度的满意度"]
    shown = browser.get("/office/opinions/intake/").content.decode()
    assert "系统默认，不算满意 2" in shown


def test_the_office_reads_it_beside_the_opinion(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(FULL, head=HEAD)))
    shown = browser.get(f"/office/opinions/{by_number()['GD1'].id}/").content.decode()
    assert "来源方怎么办的" in shown
    assert "已增开一个窗口" in shown


def test_a_later_table_that_tells_more_is_a_change_and_can_be_taken_back(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(BARE, head=HEAD)))
    assert not Handling.objects.exists()
    run = checked(browser, place, table(FULL, head=HEAD))
    assert (run.counts["new"], run.counts["changed"]) == (0, 1)
    apply(browser, run)
    assert Handling.objects.get().solved == "no"
    again = checked(browser, place, table(FULL, head=HEAD))
    assert again.counts["unchanged"] == 1
    undo(browser, run)
    assert not Handling.objects.exists()
    assert set(by_number()) == {"GD1"}


def test_an_account_that_points_to_misconduct_never_reaches_a_clerk(place: Place, browser) -> None:
    row = FULL.replace("已增开一个窗口", LEADING)
    apply(browser, checked(browser, place, table(row, head=HEAD)))
    assert by_number()["GD1"].state == "restricted"
    assert not told_of([by_number()["GD1"].id])
    assert Lead.objects.count() == 1


def test_one_that_comes_with_a_later_table_goes_to_the_keepers_too(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(BARE, head=HEAD)))
    apply(browser, checked(browser, place, table(FULL.replace("已增开一个窗口", LEADING), head=HEAD)))
    assert Lead.objects.count() == 1
    assert LEADING not in browser.get(f"/office/opinions/{by_number()['GD1'].id}/").content.decode()
    assert "办理结果" not in words(by_number()["GD1"])


def test_its_words_are_erased_with_the_opinion(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(FULL, head=HEAD)))
    opinion_text_erase(opinion=by_number()["GD1"].id)
    assert unseal(Handling.objects.get().words, "opinion") == "{}"
    assert Handling.objects.get().solved == "no"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("非常满意", "good"),
        ("比较满意", "good"),
        ("基本满意", "fair"),
        ("一般", "fair"),
        ("不满意", "bad"),
        ("非常不满意", "bad"),
        ("差评", "bad"),
        ("系统默认满意", "default"),
        ("超时未评默认好评", "default"),
        ("自动好评", "default"),
        ("未评价", "none"),
        ("无法联系", "none"),
        ("拒绝评价", "none"),
        ("4", "unclear"),
        ("", ""),
        ("/", ""),
    ],
)
def test_words_of_satisfaction(written: str, meant: str) -> None:
    assert rating(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("已解决", "yes"),
        ("未解决", "no"),
        ("没有解决", "no"),
        ("无法解决", "no"),
        ("部分解决", "partly"),
        ("是", "yes"),
        ("不是", "no"),
        ("待定", "unclear"),
        ("—", ""),
    ],
)
def test_words_of_done_and_not_done(written: str, meant: str) -> None:
    assert reply(written) == meant
