"""What was typed stands there again when an act is refused: nobody writes an answer twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.oversight.made import deadline

from minping.apps.casework.services import problem_raise
from minping.apps.desk.inbox import inbox
from minping.apps.foundation.clock import now, today
from minping.apps.oversight.follow.services import follow_up_plan
from minping.apps.oversight.hearings.services import (
    Agenda,
    hearing_plan,
    person_invite,
    question_put,
    unit_invite,
)
from minping.apps.oversight.models import Attendee, FollowUp, Hearing, Question
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db
WORDS = "中午安排两人轮班"


@pytest.fixture
def hearing(lead, wang, county) -> Hearing:
    """Planned for the week after next, with a question to the police."""
    agenda = Agenda("hearing", "听证会", now() + timedelta(days=14), "会议室", "质询", deadline(5))
    made = hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda)
    unit_invite(actor=lead, hearing=made, unit=county.police)
    (facts,) = appraisers_of(county.campaign)
    person_invite(actor=lead, hearing=made, person=facts.person)
    question_put(actor=lead, hearing=made, unit=county.police, text="为什么不开窗口？")
    return Hearing.objects.get(id=made)


def kept(client: Client, address: str, said: dict[str, object], words: str = WORDS) -> bool:
    """Whether the page that answers says why not, and holds what was typed."""
    answer = client.post(address, said)
    page = answer.content.decode()
    return answer.status_code == 200 and "message-error" in page and words in page


def test_of_the_office(lead, county, hearing, browser_of) -> None:
    client, question = browser_of(lead), Question.objects.get()
    unit = Attendee.objects.get(hearing=hearing, unit=county.police)
    answer = reverse("oversight:question_answered", args=[question.id])
    assert kept(client, answer, {"answer": " ", "answered_by": WORDS})
    assert kept(client, answer, {"answer": WORDS + "长" * 5000, "answered_by": ""})
    assert kept(
        client, reverse("oversight:hold", args=[hearing.id]), {"present": [unit.id], "summary": WORDS}
    )


def test_of_the_units_liaison(county, liaison, hearing, browser_of) -> None:
    client, question = browser_of(liaison), Question.objects.get()
    long = WORDS + "长" * 5000
    assert kept(client, reverse("oversight:own_answer", args=[question.id]), {"answer": long})
    unit = Attendee.objects.get(hearing=hearing, unit=county.police)
    answer = client.post(reverse("oversight:own_reply", args=[unit.id]), {"accept": "yes", "who": ""})
    assert "请写明出席人姓名" in answer.content.decode()


def test_of_a_supervisor(wang, county, hearing, browser_of) -> None:
    client, address = browser_of(wang), reverse("oversight:my_question", args=[hearing.id])
    answer = client.post(address, {"unit": "", "text": WORDS})
    assert WORDS in answer.content.decode()
    assert not Question.objects.filter(text=WORDS).exists()


def test_who_could_not_be_invited_stays_chosen(lead, county, hearing, browser_of) -> None:
    address = reverse("oversight:invite", args=[hearing.id])
    both = {"unit": [county.police, county.water]}
    answer = browser_of(lead).post(address, both)
    assert "已经邀请过" in answer.content.decode()
    assert Attendee.objects.filter(hearing=hearing, unit=county.water).exists()


def test_a_comment_on_the_spot(someone, lead, wang, county, browser_of) -> None:
    problem = problem_raise(
        actor=lead,
        campaign=county.campaign,
        unit=county.police,
        origin="masses",
        source="opinion",
        title="窗口无人",
        text="窗口无人",
    )
    follow = follow_up_plan(
        actor=lead,
        campaign=county.campaign,
        title="专题",
        since=today(),
        until=today(),
        problems=[problem],
    )
    (row,) = FollowUp.objects.get(id=follow).problems.all()
    address = reverse("oversight:remark", args=[row.id])
    answer = browser_of(wang).post(address, {"day": "", "word": "better", "text": WORDS})
    assert WORDS in answer.content.decode()
    assert not row.remarks.exists()


def test_what_waits_stands_on_the_first_page(lead, wang, liaison, stranger, hearing, browser_of) -> None:
    def waits(actor) -> dict[str, tuple[int, int]]:
        return {item.words.zh: (item.number, item.late) for item in inbox(actor)}

    asked = {"会议邀请待答复": (1, 0), "会议提问待回答": (1, 0)}
    assert waits(liaison) == asked
    assert waits(wang) == {"会议邀请待答复": (1, 0)}
    assert waits(stranger) == {}
    Hearing.objects.update(reply_by=today() - timedelta(days=1))
    assert waits(liaison) == {"会议邀请待答复": (1, 1), "会议提问待回答": (1, 1)}
    assert "会议邀请待答复" in browser_of(wang).get("/office/").content.decode()
    Hearing.objects.update(state="held")
    assert waits(wang) == {}
    assert waits(lead) == {"会议纪要待确认": (1, 0), "通知短信待发送": (1, 0)}
