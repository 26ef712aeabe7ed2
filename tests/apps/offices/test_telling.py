"""The office is reminded of what the upper one asked, higher and higher while nobody answers (F134)."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.apps.offices.other import Other, items

from minping.apps.accounts.services import own_phone_set
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.roles import Role
from minping.apps.messaging.models import Message
from minping.apps.offices import services
from minping.apps.offices.models import Item
from minping.apps.offices.telling import remind
from minping.core.dispatch import Kind

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def told() -> list[tuple[str, str, str]]:
    rows = Message.objects.select_related("template").order_by("id")
    return sorted((one.template.standing, one.values["number"], one.values["day"]) for one in rows)


def on(day: date) -> list[tuple[str, str, str]]:
    """What goes out on a day, however often the worker comes round."""
    Message.objects.all().delete()
    with as_of(day):
        remind()
        remind()
    return told()


def test_reminders_climb_until_it_is_answered(lead: Actor, someone: Callable[..., Actor]) -> None:
    own_phone_set(actor=lead, phone="13900000001")
    own_phone_set(actor=someone(Role.LEADING_GROUP), phone="13900000002")
    city = Other("市评议办", 1)
    with as_of(MONDAY):
        city.meet(lead, "upper")
        raw = city.letter(Kind.INSTRUCTION, items(due="2026-03-09"), dated=MONDAY)
        services.letter_take(actor=lead, raw=raw)
    assert on(MONDAY) == []
    assert on(date(2026, 3, 5)) == [("office.0", "1", "3月9日")]
    assert on(date(2026, 3, 10)) == [("office.1", "1", "3月9日")]
    assert on(date(2026, 3, 16)) == [("office.2", "1", "3月9日")] * 2
    with as_of(date(2026, 3, 16)):
        services.answer_send(actor=lead, item=Item.objects.get().id, answer="已办。")
    assert on(date(2026, 3, 17)) == []
