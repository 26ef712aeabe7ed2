"""Units are told on their telephones what was recorded and what runs out; nobody has to call them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from tests.apps.assessments.conftest import County, line, shown

from minping.apps.accounts.services import own_phone_set
from minping.apps.assessments import services
from minping.apps.assessments.telling import remind
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reached(county: County) -> None:
    own_phone_set(actor=county.liaison, phone="13900000001")


def told() -> list[tuple[str, str, str]]:
    rows = Message.objects.select_related("template").order_by("id")
    return sorted((one.template.standing, one.values.get("number", ""), one.values["day"]) for one in rows)


def test_a_unit_is_told_once_how_many_entries_it_was_shown(book: County, clerk: Actor) -> None:
    entries = [
        services.entry_record(actor=clerk, campaign=book.campaign, line=line(book.water, reason=reason))
        for reason in ("第一件", "第二件")
    ]
    assert told() == [], "nothing before it is shown"
    services.entries_show(actor=clerk, campaign=book.campaign, entries=entries)
    assert told() == [("entry.shown", "2", "3月17日")]


def test_only_what_was_not_read_is_recalled_before_its_time_runs_out(book: County, clerk: Actor) -> None:
    first, _ = shown(clerk, book, book.water), shown(clerk, book, book.water, reason="另一件")
    services.entries_seen(actor=book.liaison, entries=[first])
    Message.objects.all().delete()
    remind()
    assert told() == []
    with as_of(date(2026, 3, 13)):
        remind()
        remind()
    assert told() == [("entry.0", "1", "3月17日")]


def test_a_unit_that_has_handed_in_is_not_reminded(
    county: County, lead: Actor, someone: Callable[..., Actor]
) -> None:
    services.self_call_set(actor=lead, campaign=county.campaign, due=date(2026, 3, 12))
    remind()
    assert told() == [("self.0", "", "3月12日")]
    Message.objects.all().delete()
    services.self_save(
        actor=county.liaison,
        campaign=county.campaign,
        unit=county.water,
        total=None,
        aspects={"总体评价": Fraction(90)},
        text="好",
        submit=True,
    )
    remind()
    assert told() == []


def test_an_objection_that_waits_is_recalled_to_the_office(book: County, clerk: Actor, lead: Actor) -> None:
    own_phone_set(actor=lead, phone="13900000009")
    entry = shown(clerk, book, book.water)
    services.entry_object(actor=book.liaison, entry=entry, reason="当天已在公众号通知")
    Message.objects.all().delete()
    for day, expected in ((11, []), (20, ["entry.late"]), (21, ["entry.late"])):
        with as_of(date(2026, 3, day)):
            remind()
        assert [one.template.standing for one in Message.objects.select_related("template")] == expected
