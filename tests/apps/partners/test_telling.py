"""Partners are reminded of what they still have to hand in; who signed is left alone (F134)."""

from datetime import date, timedelta

import pytest
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, assign, signed

from minping.apps.accounts.services import own_phone_set
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.models import Message
from minping.apps.partners.telling import remind

pytestmark = pytest.mark.django_db
TABLE: list[list[object]] = [
    ["单位", "转办", "应办结", "按时办结"],
    ["县水务局", 20, 20, 19],
    ["县供电公司", 7, 7, 7],
]


def on(day: date) -> list[tuple[str, str]]:
    Message.objects.all().delete()
    with as_of(day):
        remind()
        remind()
    rows = Message.objects.select_related("template").order_by("id")
    return [(one.template.standing, one.values["number"]) for one in rows]


def test_reminders_begin_before_the_day_and_climb_after_it(county: County, lead: Actor) -> None:
    own_phone_set(actor=county.one, phone="13900000001")
    table = assign(lead, county.campaign, county.hotline, "hotline", {"按时办结率": "on_time"})
    days = calendar()
    assert on(DUE - timedelta(days=30)) == []
    assert on(DUE) == [("component.0", "1")]
    assert on(days.add(DUE, 1).day) == [("component.1", "1")]
    assert on(days.add(DUE, 5).day) == [("component.2", "1")]
    signed(county.one, table, TABLE)
    assert on(days.add(DUE, 6).day) == []
