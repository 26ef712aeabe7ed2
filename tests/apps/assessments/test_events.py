"""Circulars and vetoes: known to the scheme, registered by one, confirmed by another."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.apps.assessments.conftest import DAY, County

from minping.apps.assessments import selectors, services
from minping.apps.assessments.event_uses import event_uses
from minping.apps.assessments.models import Event
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.core.scoring.inputs import EventRow

pytestmark = pytest.mark.django_db


def register(actor: Actor, county: County, **changes: object) -> UUID:
    known = {
        "unit": county.water,
        "event": "纪委通报",
        "day": date(2026, 3, 5),
        "document": "青纪通〔2026〕3号",
        "signed_by": "县纪委",
    }
    return services.event_register(actor=actor, campaign=county.campaign, **(known | changes))  # type: ignore[arg-type]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as fault:
        act()
    return fault.value.text.zh


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"event": "迟到"}, "可登记的有：纪委通报、班子成员严重违纪违法"),
        ({"day": date(2025, 9, 30)}, "不在方案的计算期间（2025年10月1日至2026年9月30日"),
        ({"day": date(2026, 3, 11)}, "不能晚于今天"),
        ({"document": ""}, "填写文号"),
        ({"signed_by": " "}, "填写签发"),
        ({"count": 0}, "次数请填"),
    ],
)
def test_what_is_not_right_is_refused(county: County, clerk: Actor, changes, said) -> None:
    assert said in refused(lambda: register(clerk, county, **changes))
    assert not Event.objects.exists()


def test_a_unit_outside_the_campaign_is_refused(county: County, clerk: Actor) -> None:
    assert "没有参加" in refused(lambda: register(clerk, county, unit=county.away))


def test_an_event_counts_once_another_person_confirmed_it(county: County, clerk: Actor, lead: Actor) -> None:
    assert not selectors.uses_events(county.campaign)
    event = register(clerk, county, count=2)
    assert selectors.uses_events(county.campaign)
    assert selectors.event_rows(county.campaign) == ()
    assert selectors.events_unconfirmed(county.campaign) == 1
    assert "登记人以外" in refused(lambda: services.event_confirm(actor=clerk, event=event))
    services.event_confirm(actor=lead, event=event)
    assert selectors.event_rows(county.campaign) == (
        EventRow("W01", "纪委通报", "2026-03-05", 2, "青纪通〔2026〕3号", "县纪委"),
    )
    assert selectors.events_unconfirmed(county.campaign) == 0


def test_the_table_itself_knows_no_confirmation_by_the_same_person(county: County, clerk: Actor) -> None:
    event = register(clerk, county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(id=event).update(confirmed_by=clerk.id)


def test_the_same_paper_is_registered_once(county: County, clerk: Actor, lead: Actor) -> None:
    event = register(clerk, county)
    assert "已经登记" in refused(lambda: register(clerk, county))
    services.event_strike(actor=clerk, event=event, reason="登错单位")
    register(clerk, county)


def test_a_confirmed_event_is_struck_by_another_person_with_the_reason(
    county: County, clerk: Actor, lead: Actor
) -> None:
    event = register(clerk, county)
    services.event_confirm(actor=lead, event=event)
    assert "登记人以外" in refused(lambda: services.event_strike(actor=clerk, event=event, reason="撤"))
    assert "填写理由" in refused(lambda: services.event_strike(actor=lead, event=event, reason=""))
    services.event_strike(actor=lead, event=event, reason="通报已撤销", appeal=county.campaign)
    assert selectors.event_rows(county.campaign) == ()
    assert Event.objects.get().struck_reason == "通报已撤销"


def test_only_the_office_registers_and_confirms(county: County, clerk: Actor, someone) -> None:
    event = register(clerk, county)
    for who in (county.liaison, someone(Role.DISCIPLINE), someone(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            register(who, county, document="别的")
        with pytest.raises(NotAllowed):
            services.event_confirm(actor=who, event=event)


def test_what_the_scheme_makes_of_each_event_is_told(county: County) -> None:
    scheme = frozen_scheme(county.campaign)
    assert scheme is not None
    told = {name: [use.words.zh for use in uses] for name, uses in event_uses(scheme).items()}
    assert told == {
        "纪委通报": ["每次从「服务对象满意率」减去2%", "每次从「上半年满意率」减去2%"],
        "班子成员严重违纪违法": ["一票否决（列末位、取消评优、等次不高于「合格」）"],
    }


def test_the_first_day_of_the_assessment_year_is_taken(county: County, clerk: Actor) -> None:
    register(clerk, county, day=date(2025, 10, 1))
    assert Event.objects.get().day < DAY
