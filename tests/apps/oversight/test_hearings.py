"""Hearings: who may come, ask and vote; what is promised becomes a problem and is followed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.apps.oversight.made import deadline, supervisor

from minping.apps.casework.models import Problem
from minping.apps.casework.selectors import problem_facts
from minping.apps.documents.content import Paragraph
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.oversight.hearings.document import minutes_document
from minping.apps.oversight.hearings.outcome import (
    minutes_confirm,
    promise_add,
    promise_recurred,
    promise_remove,
    vote_count,
)
from minping.apps.oversight.hearings.selectors import invited_of, kept_of, promises_of
from minping.apps.oversight.hearings.services import (
    Agenda,
    hearing_hold,
    hearing_plan,
    invitation_reply,
    person_invite,
    question_answer,
    question_put,
    unit_invite,
)
from minping.apps.oversight.models import Attendee, Hearing, Promise, Question, Vote
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db


def agenda(**changes):
    said = {
        "kind": "hearing",
        "title": "窗口服务听证质询会",
        "at": now(),
        "place": "县政府会议室",
        "agenda": "一、汇报\n二、质询\n三、表决",
        "reply_by": today(),
        "quorum": 1,
    }
    return Agenda(**{**said, **changes})


@pytest.fixture
def hearing(lead, wang, county):
    """A hearing of the police bureau to which the supervisor is invited."""
    made = hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda())
    unit_invite(actor=lead, hearing=made, unit=county.police)
    (facts,) = appraisers_of(county.campaign)
    person_invite(actor=lead, hearing=made, person=facts.person)
    return made


@pytest.fixture
def held(lead, hearing):
    """The same, with everybody there."""
    everybody = Attendee.objects.filter(hearing=hearing).values_list("id", flat=True)
    hearing_hold(actor=lead, hearing=hearing, present=set(everybody), summary="气氛热烈")
    return hearing


def promised(lead, county, held, **changes):
    said = {
        "unit": county.police,
        "text": "户籍窗口中午不断档。",
        "standard": "12:00至14:00至少开一个窗口",
        "deadline": deadline(10),
        "handler": "李科长",
    }
    return promise_add(actor=lead, hearing=held, **{**said, **changes})


def test_each_promise_becomes_a_problem_by_itself_when_the_minutes_stand(lead, county, held):
    question = Question.objects.create(
        hearing_id=held, number=1, unit_id=county.police, when="on_site", asked_by="王监督", text="中午？"
    )
    first = promised(lead, county, held, question=question.id)
    promised(lead, county, held, text="态度生硬的当天道歉")
    assert not promises_of(county.campaign)
    assert minutes_confirm(actor=lead, hearing=held) == 2
    promise = Promise.objects.get(id=first)
    facts = problem_facts([promise.problem])[promise.problem]
    assert (facts.source, facts.source_id, facts.unit) == ("hearing", first, county.police)
    assert (facts.deadline, facts.handler) == (deadline(10), "李科长")
    with pytest.raises(Refused, match="不能再改"):
        minutes_confirm(actor=lead, hearing=held)
    with pytest.raises(Refused, match="不能再改"):
        promised(lead, county, held)
    with pytest.raises(Refused, match="不能再改"):
        promise_remove(actor=lead, promise=first)


def test_a_lapsed_promise_stands_first_and_in_red(lead, county, held, settings):
    promised(lead, county, held, deadline=deadline(30))
    promised(lead, county, held, text="先到期的", deadline=deadline(3))
    minutes_confirm(actor=lead, hearing=held)
    assert [one.mark for one in promises_of(county.campaign)] == ["waiting", "waiting"]
    settings.AS_OF = deadline(10).isoformat()
    first, second = promises_of(county.campaign)
    assert (first.promise.text, first.mark, second.mark) == ("先到期的", "late", "waiting")


def test_a_promise_that_is_not_cured_cannot_recur(lead, county, held):
    promised(lead, county, held)
    minutes_confirm(actor=lead, hearing=held)
    with pytest.raises(Refused):
        promise_recurred(actor=lead, promise=Promise.objects.get().id, text="又断档")


def test_what_was_cured_and_comes_up_again_is_a_new_problem_linked_to_it(lead, county, held):
    promised(lead, county, held)
    minutes_confirm(actor=lead, hearing=held)
    promise = Promise.objects.get()
    first = promise.problem
    Problem.objects.filter(id=first).update(state="cleared")
    assert [one.mark for one in promises_of(county.campaign)] == ["done"]
    again = promise_recurred(actor=lead, promise=promise.id, text="中午又没有人")
    facts = problem_facts([again])[again]
    assert (facts.recurrence_of, facts.generation, facts.level) == (first, 2, 1)
    (line,) = promises_of(county.campaign)
    assert (line.problem, line.mark) == (again, "waiting")
    assert line.state.zh.startswith("重犯")


@pytest.mark.parametrize(
    "changes",
    [{"standard": " "}, {"text": ""}, {"handler": ""}, {"deadline": today()}],
    ids=str,
)
def test_a_promise_has_a_time_and_a_standard(lead, county, held, changes):
    with pytest.raises(Refused):
        promised(lead, county, held, **changes)


def test_a_unit_that_was_not_there_promises_nothing(lead, county, hearing):
    unit_invite(actor=lead, hearing=hearing, unit=county.water)
    here = Attendee.objects.filter(hearing=hearing, unit=county.police).values_list("id", flat=True)
    hearing_hold(actor=lead, hearing=hearing, present=set(here), summary="")
    with pytest.raises(Refused, match="没有到场"):
        promised(lead, county, hearing, unit=county.water)
    with pytest.raises(Refused, match="法定人数"):
        vote_count(actor=lead, hearing=hearing, unit=county.police, yes=0, no=0, void=0)


def count(actor, county, held, yes, no, void=0):
    return vote_count(actor=actor, hearing=held, unit=county.police, yes=yes, no=no, void=void)


@pytest.fixture
def crowd(someone, lead, county, held):
    """Four more voters, all there."""
    for number in range(4):
        person = supervisor(county.campaign, someone(Role.APPRAISER), phone=f"+861381234567{number}")
        person_invite(actor=lead, hearing=held, person=person)
    Attendee.objects.filter(hearing=held).update(present=True)
    return held


def test_a_vote_holds_once_two_persons_counted_the_same(lead, clerk, county, crowd):
    assert not count(lead, county, crowd, 3, 1, 1)
    assert not count(lead, county, crowd, 3, 1, 1)
    with pytest.raises(Refused, match="两人"):
        minutes_confirm(actor=lead, hearing=crowd)
    assert not count(clerk, county, crowd, 2, 2, 1)
    assert Vote.objects.get().passed is None
    assert count(clerk, county, crowd, 3, 1, 1)
    vote = Vote.objects.get()
    assert (vote.passed, vote.present, vote.yes, vote.no, vote.void) == (True, 5, 3, 1, 1)
    with pytest.raises(Refused, match="已经计完"):
        count(clerk, county, crowd, 5, 0)


@pytest.mark.parametrize(
    ("yes", "no", "void", "passed"), [(2, 2, 1, False), (3, 2, 0, True), (0, 0, 5, False), (1, 0, 4, True)]
)
def test_more_than_the_share_of_valid_votes_passes(lead, clerk, county, crowd, yes, no, void, passed):
    count(lead, county, crowd, yes, no, void)
    count(clerk, county, crowd, yes, no, void)
    assert Vote.objects.get().passed is passed


def test_no_more_votes_than_voters(lead, county, crowd):
    with pytest.raises(Refused, match="多于到场"):
        count(lead, county, crowd, 4, 1, 1)
    with pytest.raises(Refused):
        count(lead, county, crowd, -1, 1)


def test_only_people_with_the_right_are_counted_as_voters(someone, lead, county, held):
    person = supervisor(
        county.campaign, someone(Role.APPRAISER), phone="+8613812345678", rights=("appraise",)
    )
    person_invite(actor=lead, hearing=held, person=person)
    Attendee.objects.filter(hearing=held).update(present=True)
    with pytest.raises(Refused, match="多于到场有表决权的1人"):
        count(lead, county, held, 1, 1)


def test_nobody_with_an_interest_is_invited(someone, lead, county, hearing):
    person = supervisor(
        county.campaign,
        someone(Role.APPRAISER),
        phone="+8613812345678",
        conflicts=(county.police, county.water),
    )
    with pytest.raises(Refused, match="回避"):
        person_invite(actor=lead, hearing=hearing, person=person)
    other = hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda(title="另一次"))
    person_invite(actor=lead, hearing=other, person=person)
    with pytest.raises(Refused, match="利害关系"):
        unit_invite(actor=lead, hearing=other, unit=county.water)


def test_questions_before_the_meeting_come_from_those_invited(someone, wang, county, hearing, liaison):
    made = question_put(actor=wang, hearing=hearing, unit=county.police, text="中午为什么没人？")
    assert Question.objects.get().when == "before"
    with pytest.raises(Refused, match="没有邀请"):
        question_put(actor=wang, hearing=hearing, unit=county.water, text="水？")
    stranger = someone(Role.APPRAISER)
    supervisor(county.campaign, stranger, phone="+8613812345678")
    with pytest.raises(Refused, match="受邀"):
        question_put(actor=stranger, hearing=hearing, unit=county.police, text="我也问")
    with pytest.raises(NotAllowed):
        question_put(actor=liaison, hearing=hearing, unit=county.police, text="自问自答")
    question_answer(actor=liaison, question=made, answer="已安排轮班。")
    assert Question.objects.get().answered_by == "赵联络"


def test_the_minutes_name_who_asked_only_if_he_was_there(lead, wang, county, hearing):
    question_put(actor=wang, hearing=hearing, unit=county.police, text="中午为什么没人？")
    units = Attendee.objects.filter(hearing=hearing, unit__isnull=False).values_list("id", flat=True)
    hearing_hold(actor=lead, hearing=hearing, present=set(units), summary="")

    def said() -> str:
        made = minutes_document(Hearing.objects.get(id=hearing), "zh")
        return "".join(block.text for block in made.blocks if isinstance(block, Paragraph))

    assert "会前书面提问，问" in said()
    assert wang.name not in said()
    Attendee.objects.filter(hearing=hearing, user=wang.id).update(present=True)
    assert f"{wang.name}，问" in said()


def test_only_the_unit_itself_answers_and_replies(stranger, liaison, wang, county, hearing):
    made = question_put(actor=wang, hearing=hearing, unit=county.police, text="中午为什么没人？")
    mine = Attendee.objects.get(hearing=hearing, unit=county.police)
    with pytest.raises(NotAllowed):
        question_answer(actor=stranger, question=made, answer="我来答")
    with pytest.raises(NotAllowed):
        invitation_reply(actor=stranger, attendee=mine.id, accept=True, who="我")
    with pytest.raises(Refused, match="出席人"):
        invitation_reply(actor=liaison, attendee=mine.id, accept=True)
    invitation_reply(actor=liaison, attendee=mine.id, accept=True, who="李局长")
    mine.refresh_from_db()
    assert (mine.reply, mine.who) == ("accepted", "李局长")


def test_who_does_not_reply_in_time_is_late(lead, county, hearing):
    found = Hearing.objects.get(id=hearing)
    assert not any(one.late for one in invited_of(found))
    found.reply_by = today() - timedelta(days=1)
    assert all(one.late for one in invited_of(found))


def test_a_unit_invites_to_a_forum_but_calls_no_hearing(liaison, stranger, county):
    made = hearing_plan(
        actor=liaison, campaign=county.campaign, agenda=agenda(kind="forum", host=county.police)
    )
    assert Attendee.objects.get(hearing=made).reply == "accepted"
    with pytest.raises(Refused, match="评议办召开"):
        hearing_plan(actor=liaison, campaign=county.campaign, agenda=agenda(host=county.police))
    with pytest.raises(NotAllowed):
        hearing_plan(
            actor=stranger, campaign=county.campaign, agenda=agenda(kind="forum", host=county.police)
        )
    with pytest.raises(NotAllowed):
        hearing_plan(actor=liaison, campaign=county.campaign, agenda=agenda(kind="forum"))


def test_the_day_must_have_come(lead, county):
    made = hearing_plan(
        actor=lead,
        campaign=county.campaign,
        agenda=agenda(at=now() + timedelta(days=3), reply_by=today() + timedelta(days=1)),
    )
    with pytest.raises(Refused, match="还没有到"):
        hearing_hold(actor=lead, hearing=made, present=set(), summary="")
    with pytest.raises(Refused, match="答复期限"):
        hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda(reply_by=deadline()))
    assert kept_of([]) == []


def test_nobody_is_asked_to_reply_by_a_day_that_has_passed(lead, liaison, county):
    yesterday, now_ = today() - timedelta(days=1), now()
    with pytest.raises(Refused, match="不能早于今天"):
        hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda(reply_by=yesterday))
    past = agenda(at=now_ - timedelta(days=3), reply_by=yesterday - timedelta(days=5), kind="forum")
    assert hearing_plan(actor=lead, campaign=county.campaign, agenda=past), "put on record afterwards"
    own = replace(past, host=county.police)
    with pytest.raises(Refused, match="开会日期已过"):
        hearing_plan(actor=liaison, campaign=county.campaign, agenda=own)
