"""Units are reminded of notices that they have not acknowledged, and of orders that fall due (F134)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from tests.apps.consequences import made

from minping.apps.accounts.services import own_phone_set
from minping.apps.consequences.models import Notice, Order
from minping.apps.consequences.telling import remind
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, now
from minping.apps.messaging.models import Message

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 9)


def on(day: date) -> list[str]:
    Message.objects.all().delete()
    with as_of(day):
        remind()
        remind()
    return sorted(Message.objects.values_list("template__standing", flat=True))


def test_notices_and_orders_are_recalled(liaison_of: Callable[[UUID], Actor]) -> None:
    unit = made.unit_named("A1", "县水务局")
    own_phone_set(actor=liaison_of(unit), phone="13900000001")
    row = made.measure(made.campaign_of_year(2026), unit)
    row.state = "rectification_ordered"
    row.save()
    notice = Notice.objects.create(measure=row, asked="主要负责人", served_on=date(2026, 2, 2))
    assert on(date(2026, 3, 2)) == ["measure.served"]
    notice.received_at = now()
    notice.save()
    order = Order.objects.create(
        measure=row, number=1, text="限期整改", deadline=DUE, issued_on=date(2026, 2, 6), issued_name="周同志"
    )
    assert on(date(2026, 3, 2)) == []
    assert on(date(2026, 3, 5)) == ["order.0"]
    assert on(date(2026, 3, 10)) == ["order.1"]
    assert on(date(2026, 3, 16)) == ["order.2"]
    order.answer = "已整改"
    order.save()
    assert on(date(2026, 3, 17)) == []
