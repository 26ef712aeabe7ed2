"""What goes to the units' telephones: one message for a unit, a day and a rung, with counts and no contents."""

from datetime import date

import pytest

from minping.apps.accounts.services import own_phone_set
from minping.apps.casework import services
from minping.apps.foundation.jobs import run_due
from minping.apps.messaging.models import Message


@pytest.fixture
def two(raised, lead, liaison):
    """Two problems of one unit, both due on Friday; its liaison and the lead gave numbers."""
    own_phone_set(actor=liaison, phone="13900000001")
    own_phone_set(actor=lead, phone="13900000009")
    made = [raised(), raised()]
    for problem in made:
        services.problem_assign(
            actor=lead, problem=problem, klass="planned", handler="王局长", deadline=date(2026, 3, 6)
        )
    return made


def told() -> dict[str, int]:
    """Standing text → how many messages."""
    run_due()
    run_due()
    kinds = list(Message.objects.values_list("template__standing", flat=True))
    Message.objects.all().delete()
    return {kind: kinds.count(kind) for kind in kinds}


def test_one_message_for_a_unit_a_day_and_a_rung(two, on) -> None:
    on("2026-03-04")
    run_due()
    [message] = Message.objects.all()
    assert (message.values["number"], message.values["day"]) == ("2", "3月6日")
    assert set(message.values) == {"unit", "number", "day", "office", "phone"}
    assert told() == {"problem.0": 1}
    on("2026-03-09")
    assert told() == {"problem.1": 1}
    on("2026-03-10")
    assert told() == {}
    on("2026-03-13")
    assert told() == {"problem.2": 1}


def test_an_order_is_told_to_the_office_too(two, on, lead) -> None:
    for day in ("2026-03-09", "2026-03-13"):
        on(day)
        told()
    on("2026-03-20")
    services.problem_urge(actor=lead, problem=two[0], text="责令三日内整改", level=3)
    assert told() == {"problem.3": 2}
