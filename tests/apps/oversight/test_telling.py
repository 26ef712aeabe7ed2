"""Messages about meetings and reports: asked, moved, called off, reminded; climbing while nobody replies."""

from datetime import date, datetime

import pytest
from django.utils import timezone
from tests.apps.oversight.made import issued, visited

from minping.apps.accounts.services import own_phone_set
from minping.apps.foundation.jobs import run_due
from minping.apps.messaging.models import Message
from minping.apps.oversight.hearings.selectors import invited_of
from minping.apps.oversight.hearings.services import (
    Agenda,
    hearing_cancel,
    hearing_change,
    hearing_plan,
    invitation_reply,
    invitation_withdraw,
    person_invite,
    question_answer,
    question_put,
    unit_invite,
)
from minping.apps.oversight.models import Attendee, Hearing, InspectionReport, Question
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(settings) -> None:
    settings.AS_OF = "2026-03-02"


def agenda(day: int = 30, **changes) -> Agenda:
    """A meeting in March; replies by Friday the 20th."""
    said = {
        "kind": "hearing",
        "title": "听证质询会",
        "at": datetime(2026, 3, day, 9, tzinfo=timezone.get_default_timezone()),
        "place": "县政府会议室",
        "agenda": "一、质询",
        "reply_by": date(2026, 3, 20),
    }
    return Agenda(**{**said, **changes})


@pytest.fixture
def hearing(lead, wang, liaison, county):
    """Police and a supervisor are asked; the liaison gave a number."""
    own_phone_set(actor=liaison, phone="13900000001")
    made = hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda())
    unit_invite(actor=lead, hearing=made, unit=county.police)
    (facts,) = appraisers_of(county.campaign)
    person_invite(actor=lead, hearing=made, person=facts.person)
    return made


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("template__standing", flat=True))


def forget() -> None:
    Message.objects.all().delete()


def test_those_who_are_asked_get_a_message(hearing, county) -> None:
    assert kinds() == ["hearing.asked", "hearing.person"]
    asked = Message.objects.get(template__standing="hearing.asked")
    assert asked.values["unit"] == "县公安局"
    told = {one.name: one.told for one in invited_of(Hearing.objects.get(id=hearing))}
    assert all(fate is not None and fate.zh for fate in told.values())


def test_a_unit_without_a_number_is_to_be_called(lead, county, hearing) -> None:
    unit_invite(actor=lead, hearing=hearing, unit=county.water)
    told = {one.name: one.told for one in invited_of(Hearing.objects.get(id=hearing))}
    assert told["县水务局"] is None


def test_another_time_and_a_meeting_called_off_are_told(lead, hearing) -> None:
    forget()
    hearing_change(actor=lead, hearing=hearing, agenda=agenda(chair="刘主任"))
    assert kinds() == [], "time and place are as they were"
    hearing_change(actor=lead, hearing=hearing, agenda=agenda(31))
    assert kinds() == ["hearing.changed", "hearing.changed"]
    forget()
    hearing_cancel(actor=lead, hearing=hearing)
    assert kinds() == ["hearing.off", "hearing.off"]


def test_an_invitation_taken_back_is_told(lead, hearing, county) -> None:
    forget()
    invitation_withdraw(actor=lead, attendee=Attendee.objects.get(hearing=hearing, unit=county.police).id)
    assert kinds() == ["hearing.back"]


def come(settings, day: int) -> list[str]:
    """It is that day in March, the worker has come round twice: what was queued."""
    settings.AS_OF = f"2026-03-{day:02}"
    forget()
    run_due()
    run_due()
    return kinds()


def test_reminders_climb_until_the_unit_has_replied(hearing, settings) -> None:
    assert come(settings, 13) == [], "a week before"
    assert come(settings, 19) == ["hearing.0", "hearing.person"]
    assert come(settings, 23) == ["hearing.1"]
    assert come(settings, 25) == ["hearing.2"]
    assert come(settings, 31) == [], "it is over"


def test_who_has_replied_and_answered_is_left_alone(lead, wang, liaison, hearing, county, settings) -> None:
    for attendee in Attendee.objects.filter(hearing=hearing):
        invitation_reply(actor=lead, attendee=attendee.id, accept=True, who="张局长")
    question_put(actor=wang, hearing=hearing, unit=county.police, text="中午为什么不开窗口？")
    assert come(settings, 23) == ["hearing.1"], "the question is not answered"
    question_answer(actor=liaison, question=Question.objects.get().id, answer="人手不足。")
    assert come(settings, 25) == []


def test_an_issued_report_is_told_and_followed_until_it_is_opened(
    lead, wang, liaison, inspection, county, browser_of, settings
) -> None:
    own_phone_set(actor=liaison, phone="13900000001")
    settings.AS_OF = ""
    report = issued(lead, county, inspection, visited(wang, county, inspection))
    assert kinds() == ["report.issued"]
    InspectionReport.objects.update(issued_at=datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone()))
    assert come(settings, 3) == []
    assert come(settings, 4) == ["report.1"]
    assert come(settings, 10) == ["report.2"]
    browser_of(liaison).get(f"/office/oversight/own/reports/{report}/")
    assert come(settings, 11) == []
