"""The four rights, the survey's questions, problems visited again."""

import pytest
from tests.apps.oversight.made import deadline, supervisor, survey_json, take

from minping.apps.casework.models import Problem, Report
from minping.apps.casework.services import problem_raise
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.oversight.follow.selectors import after_surveys_of, follow_ups_for, followed_of
from minping.apps.oversight.follow.services import (
    after_survey_note,
    after_surveys_verify,
    follow_up_plan,
    remark_make,
)
from minping.apps.oversight.models import FollowUp, Right, SurveyVisit
from minping.apps.oversight.rights.selectors import require_right, supervisors_of
from minping.apps.oversight.rights.services import rights_set
from minping.apps.oversight.surveys.selectors import survey_counts, survey_lines
from minping.apps.oversight.surveys.services import survey_asked
from minping.apps.people.appraisers.services import candidate_decide
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db


def test_rights_are_given_and_taken_away_and_stay_on_record(lead, wang, county):
    (one,) = supervisors_of(county.campaign)
    assert one.rights == frozenset(Right.Kind.values)
    rights_set(actor=lead, campaign=county.campaign, person=one.facts.person, kinds=["vote"])
    (one,) = supervisors_of(county.campaign)
    assert one.rights == {"vote"}
    assert Right.objects.count() == 4
    assert Right.objects.filter(ended_by=lead.name).count() == 3


def test_only_the_office_gives_rights_and_only_to_appraisers(lead, wang, county):
    (facts,) = appraisers_of(county.campaign)
    with pytest.raises(NotAllowed):
        rights_set(actor=wang, campaign=county.campaign, person=facts.person, kinds=["vote"])
    with pytest.raises(Refused):
        rights_set(actor=lead, campaign=county.campaign, person=facts.candidate, kinds=["vote"])
    with pytest.raises(Refused):
        rights_set(actor=lead, campaign=county.campaign, person=facts.person, kinds=["rule"])


def test_who_is_no_appraiser_any_more_holds_no_right(lead, wang, county):
    (facts,) = appraisers_of(county.campaign)
    require_right(wang, county.campaign, Right.Kind.VOTE)
    candidate_decide(actor=lead, candidate=facts.candidate, state="withdrawn", reason="调离")
    with pytest.raises(Refused, match="表决权"):
        require_right(wang, county.campaign, Right.Kind.VOTE)


def test_a_right_holds_in_its_campaign_and_not_where_one_has_an_interest(someone, county):
    actor = someone(Role.APPRAISER)
    supervisor(county.campaign, actor, conflicts=(county.water,))
    require_right(actor, county.campaign, Right.Kind.APPRAISE, county.police)
    with pytest.raises(Refused, match="回避"):
        require_right(actor, county.campaign, Right.Kind.APPRAISE, county.water)
    with pytest.raises(Refused):
        require_right(actor, county.police, Right.Kind.APPRAISE)


def test_odd_conversations_are_questions(wang, clerk, county):
    words = [{"text": "都挺好，没有意见可提。", "unit": ""}]
    for time, place in (("09:00", "东关村"), ("09:00", "西关村"), ("10:00", "")):
        take(wang, survey_json(county.campaign, time=time, place=place, opinions=words))
    take(wang, survey_json(county.campaign, time="11:00", place_kind="shop"))
    every = survey_lines(county.campaign)
    lines = {line.visit.time.hour: line for line in every if line.visit.time.hour > 9}
    said = "".join(text.zh for text in lines[10].questions)
    assert "没有写地点" in said
    assert "文字相同" in said
    assert "？" in said
    assert lines[11].questions == ()
    assert [one.visits for one in survey_counts(county.campaign)] == [0, 3, 0, 1, 0]
    nine = [line for line in every if line.visit.time.hour == 9]
    assert all(any("同一分钟" in text.zh for text in line.questions) for line in nine)
    survey_asked(actor=clerk, visit=lines[10].visit.id, note="在车站候车室")
    assert SurveyVisit.objects.get(id=lines[10].visit.id).asked_by == clerk.name


def test_many_conversations_a_day_are_asked_about(wang, county):
    for number in range(26):
        time = f"{8 + number // 6:02}:{number % 6 * 10:02}"
        words = [{"text": f"第{number}条意见，各不相同", "unit": ""}]
        take(wang, survey_json(county.campaign, time=time, opinions=words))
    lines = survey_lines(county.campaign)
    assert all(any("26次" in text.zh for text in line.questions) for line in lines)


@pytest.fixture
def problem(lead, county):
    return problem_raise(
        actor=lead,
        campaign=county.campaign,
        unit=county.police,
        origin="collective",
        source="office",
        title="窗口排队长",
        text="窗口排队超过一小时",
    )


def test_problems_are_visited_again_and_commented_on(someone, lead, wang, county, problem):
    made = follow_up_plan(
        actor=lead,
        campaign=county.campaign,
        title="窗口服务回头看",
        since=today(),
        until=deadline(),
        problems=[problem, county.police],
    )
    found = FollowUp.objects.get(id=made)
    assert follow_ups_for(wang) == [found]
    (one,) = followed_of(found)
    remark_make(actor=wang, followed=one.row.id, day=today(), word="better", text="开了三个窗口")
    (one,) = followed_of(found)
    assert [(remark.text, word.zh) for remark, word in one.remarks] == [("开了三个窗口", "有改进")]
    other = someone(Role.APPRAISER)
    supervisor(county.campaign, other, phone="+8613812345678", rights=("vote",))
    assert follow_ups_for(other) == []
    with pytest.raises(Refused, match="评议权"):
        remark_make(actor=other, followed=one.row.id, day=today(), word="better", text="也不错")
    with pytest.raises(Refused, match="跟踪期"):
        remark_make(actor=wang, followed=one.row.id, day=deadline(), word="better", text="将来")
    with pytest.raises(Refused):
        remark_make(actor=wang, followed=one.row.id, day=today(), word="great", text="x")


def test_nobody_comments_where_he_has_an_interest(someone, lead, county, problem):
    actor = someone(Role.APPRAISER)
    supervisor(county.campaign, actor, conflicts=(county.police,))
    made = follow_up_plan(
        actor=lead, campaign=county.campaign, title="回头看", since=today(), until=today(), problems=[problem]
    )
    (one,) = followed_of(FollowUp.objects.get(id=made))
    with pytest.raises(Refused, match="回避"):
        remark_make(actor=actor, followed=one.row.id, day=today(), word="better", text="都好")


def test_what_people_said_after_rectification(lead, wang, problem):
    after_survey_note(actor=lead, problem=problem, day=today(), asked=10, satisfied=8, how="phone")
    (one,) = after_surveys_of(problem)
    assert (one.asked, one.satisfied, one.by_name) == (10, 8, lead.name)
    for asked, satisfied in ((10, 11), (0, 0), (5, -1)):
        with pytest.raises(Refused):
            after_survey_note(
                actor=lead, problem=problem, day=today(), asked=asked, satisfied=satisfied, how="phone"
            )
    with pytest.raises(NotAllowed):
        after_survey_note(actor=wang, problem=problem, day=today(), asked=1, satisfied=1, how="phone")


def test_surveys_after_it_support_the_check(lead, wang, problem):
    with pytest.raises(Refused, match="跟踪调查"):
        after_surveys_verify(actor=lead, problem=problem)
    after_survey_note(actor=lead, problem=problem, day=today(), asked=10, satisfied=8, how="phone")
    with pytest.raises(Refused):
        after_surveys_verify(actor=lead, problem=problem)
    Problem.objects.filter(id=problem).update(state="reported_done")
    Report.objects.create(problem_id=problem, number=1, by_name="赵联络", at=now(), text="已改")
    after_surveys_verify(actor=lead, problem=problem)
    found = Problem.objects.get(id=problem)
    assert found.state == "verified"
    assert "调查10人，满意8人" in found.steps.get(act="verify").note
