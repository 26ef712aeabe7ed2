"""Units assess themselves once, before collecting closes."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction as F

import pytest
from tests.apps.assessments.conftest import DAY, County, takes_part

from minping.apps.assessments import selectors, services
from minping.apps.assessments.models import SelfAssessment
from minping.apps.assessments.selectors import SelfScore
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 20)
ONLY = "总体评价"


@pytest.fixture
def called(county: County, lead: Actor) -> County:
    services.self_call_set(actor=lead, campaign=county.campaign, due=DUE, note="请实事求是。")
    return county


def save(actor: Actor, county: County, **changes: object) -> None:
    known: dict[str, object] = {
        "unit": county.water,
        "total": F("92.5"),
        "aspects": {ONLY: F(95)},
        "text": "全年投诉下降三成。",
        "submit": True,
    }
    services.self_save(actor=actor, campaign=county.campaign, **(known | changes))  # type: ignore[arg-type]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as fault:
        act()
    return fault.value.text.zh


def test_a_unit_hands_in_once(called: County) -> None:
    save(called.liaison, called, submit=False)
    assert selectors.self_scores(called.campaign) == {}
    save(called.liaison, called)
    assert selectors.self_scores(called.campaign) == {
        called.water: SelfScore(F("92.5"), {ONLY: F(95)}, "全年投诉下降三成。")
    }
    assert "不能再改" in refused(lambda: save(called.liaison, called, total=F(99)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"total": F(101)}, "0至100"),
        ({"total": F(-1)}, "0至100"),
        ({"aspects": {ONLY: F(101)}}, "请填0至100"),
        ({"aspects": {"纪律": F(1)}}, "已不存在"),
        ({"total": None, "aspects": {}}, "至少填写"),
        ({"text": ""}, "自评说明"),
    ],
)
def test_what_is_not_right_is_refused(called: County, changes, said) -> None:
    assert said in refused(lambda: save(called.liaison, called, **changes))
    assert not SelfAssessment.objects.exists()


def test_only_for_ones_own_unit(called: County, lead: Actor) -> None:
    for who in (called.other, lead):
        with pytest.raises(NotAllowed):
            save(who, called)
    save(called.liaison, called, unit=called.post)


def test_it_is_locked_after_its_day_and_when_collecting_closes(called: County) -> None:
    with as_of(DUE + timedelta(days=1)):
        assert "截止" in refused(lambda: save(called.liaison, called))
    Campaign.objects.filter(id=called.campaign).update(state="collecting_closed")
    assert "截止" in refused(lambda: save(called.liaison, called))


def test_nobody_answers_before_the_office_asks(county: County, lead: Actor) -> None:
    assert "已不存在" in refused(lambda: save(county.liaison, county))
    assert "不能早于今天" in refused(
        lambda: services.self_call_set(actor=lead, campaign=county.campaign, due=DAY - timedelta(days=1))
    )
    with pytest.raises(NotAllowed):
        services.self_call_set(actor=county.liaison, campaign=county.campaign, due=DUE)


def test_a_unit_only_asked_for_opinions_does_not_assess_itself(called: County, someone) -> None:
    takes_part(called.campaign, called.away, "opinion_only")
    who = someone(Role.LIAISON, unit=called.away)
    assert "已不存在" in refused(lambda: save(who, called, unit=called.away))
