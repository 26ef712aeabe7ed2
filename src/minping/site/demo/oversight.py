"""The demo's supervisors: an inspection that was reported, a hearing whose promises are followed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from minping.apps.casework.selectors import problems_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.oversight.field.services import record_take
from minping.apps.oversight.follow.services import follow_up_plan
from minping.apps.oversight.hearings.outcome import minutes_confirm, promise_add, vote_count
from minping.apps.oversight.hearings.selectors import attendees_of
from minping.apps.oversight.hearings.services import (
    Agenda,
    hearing_hold,
    hearing_plan,
    person_invite,
    question_answer,
    question_put,
    unit_invite,
)
from minping.apps.oversight.inspections.selectors import findings_of
from minping.apps.oversight.inspections.services import (
    Plan,
    Ruling,
    finding_decide,
    inspection_plan,
    report_issue,
    report_prepare,
)
from minping.apps.oversight.rights.services import rights_set
from minping.apps.people.appraisers.services import Proposal, candidate_decide, candidate_propose
from minping.apps.people.selectors import appraisers_of
from minping.site.demo.office import Office

SAID = (
    ("firm", "县纺织厂", "owner", "办理用水手续要跑四个窗口，希望一次办完。"),
    ("village", "上河村", "farmer", "农机补贴发得晚，不知道向谁问。"),
    ("school", "城关小学", "teacher", "校门口上学时段没有人疏导交通。"),
    ("shop", "东街便民店", "owner", "同一个月里来了三次检查，问的是同样的事。"),
)
INSPECTED, HEARD = "U107", "U202"
FINDING = "取号机旁无人引导，老年人等候四十分钟。"


def supervise(office: Office, campaign: UUID) -> None:
    """Name the supervisor of the demo, let him inspect, hold a hearing."""
    if INSPECTED not in office.units or HEARD not in office.units:
        return
    person = _supervisor(office, campaign)
    begun = today() - timedelta(days=36)
    _inspect(office, campaign, begun)
    _hear(office, campaign, person, begun + timedelta(days=10))
    _converse(office, campaign)
    _follow(office, campaign, begun + timedelta(days=20))
    _ask(office, campaign, person)


def _supervisor(office: Office, campaign: UUID) -> UUID:
    proposal = Proposal(
        office.appraiser.name,
        "+8619000000001",
        "supervisor",
        user=office.appraiser.person,
        identity="人大代表",
    )
    candidate = candidate_propose(actor=office.clerk, campaign=campaign, proposal=proposal)
    candidate_decide(actor=office.lead, candidate=candidate, state="accepted", reason="符合条件")
    (found,) = [one for one in appraisers_of(campaign) if one.user == office.appraiser.person]
    rights_set(
        actor=office.lead,
        campaign=campaign,
        person=found.person,
        kinds=("investigate", "supervise", "appraise", "vote"),
    )
    return found.person


def _inspect(office: Office, campaign: UUID, day: date) -> None:
    unit = office.units[INSPECTED]
    with as_of(day):
        plan = Plan(
            "窗口服务暗访",
            "是否在岗、是否一次性告知",
            day,
            day + timedelta(days=9),
            {unit: "办事大厅"},
            [office.appraiser.person],
        )
        inspection = inspection_plan(actor=office.lead, campaign=campaign, plan=plan)
    with as_of(day + timedelta(days=2)):
        _record(office.appraiser, inspection, unit)
    with as_of(day + timedelta(days=5)):
        for finding in findings_of(inspection):
            ruling = Ruling("demanded", FINDING, today() + timedelta(days=60))
            finding_decide(actor=office.clerk, finding=finding, ruling=ruling)
        report = report_prepare(actor=office.clerk, inspection=inspection, unit=unit)
        report_issue(actor=office.lead, report=report)


def _record(appraiser: Actor, inspection: UUID, unit: UUID) -> None:
    """One visit, as a telephone sends it."""
    _send(
        appraiser,
        {
            "kind": "visit",
            "time": "10:20",
            "place": "办事大厅一楼",
            "inspection": str(inspection),
            "unit": str(unit),
            "manner": "covert",
            "points": [],
            "summary": "大厅二十余人等候，开放三个窗口，秩序尚好。",
            "findings": [FINDING],
        },
    )


def _converse(office: Office, campaign: UUID) -> None:
    """Conversations of the survey in an enterprise, a village, a school, a shop."""
    for at, (kind, place, respondent, words) in enumerate(SAID):
        with as_of(today() - timedelta(days=12 - at)):
            opinions = [{"text": words, "unit": ""}]
            about = {"campaign": str(campaign), "place_kind": kind, "place": place, "time": "15:00"}
            said = {**about, "kind": "survey", "respondent": respondent, "opinions": opinions}
            _send(office.appraiser, said)


def _send(appraiser: Actor, content: Mapping[str, object]) -> None:
    said = {
        "format": "minping-field-1",
        "record": str(uuid4()),
        "number": 1,
        "day": today().isoformat(),
        "photos": [],
        **content,
    }
    data = json.dumps(said, ensure_ascii=False).encode()
    record_take(actor=appraiser, data=data, digest=hashlib.sha256(data).hexdigest(), photos=[])


def _hear(office: Office, campaign: UUID, person: UUID, day: date) -> None:
    unit = office.units[HEARD]
    at = datetime.combine(day, time(9), ZoneInfo(settings.TIME_ZONE))
    with as_of(day - timedelta(days=7)):
        agenda = Agenda(
            "hearing",
            "窗口服务听证质询会",
            at,
            "县政府三楼会议室",
            "一、单位汇报整改情况\n二、评议员质询\n三、当场表决",
            day - timedelta(days=2),
            chair="刘建国",
            quorum=1,
        )
        hearing = hearing_plan(actor=office.lead, campaign=campaign, agenda=agenda)
        unit_invite(actor=office.clerk, hearing=hearing, unit=unit)
        person_invite(actor=office.clerk, hearing=hearing, person=person)
    with as_of(day):
        _held(office, hearing, unit, today())


def _ask(office: Office, campaign: UUID, person: UUID) -> None:
    """A dialogue that is still to come: the unit's and the appraiser's replies are awaited."""
    day = today() + timedelta(days=12)
    agenda = Agenda(
        "dialogue",
        "优化服务听证对话会",
        datetime.combine(day, time(14, 30), ZoneInfo(settings.TIME_ZONE)),
        "县政府二楼会议室",
        "一、通报督查情况\n二、评议员提问\n三、单位答复",
        day - timedelta(days=4),
        chair="周敏",
    )
    hearing = hearing_plan(actor=office.second, campaign=campaign, agenda=agenda)
    unit_invite(actor=office.clerk, hearing=hearing, unit=office.units[INSPECTED])
    person_invite(actor=office.clerk, hearing=hearing, person=person)
    question_put(
        actor=office.appraiser,
        hearing=hearing,
        unit=office.units[INSPECTED],
        text="取号机旁什么时候能有人引导老年人？",
    )


def _follow(office: Office, campaign: UUID, day: date) -> None:
    """What was promised at the hearing is visited again under one theme."""
    chosen = [one.id for one in problems_of(campaign=campaign) if one.source == "hearing"]
    with as_of(day):
        follow_up_plan(
            actor=office.clerk,
            campaign=campaign,
            title="窗口服务专题跟踪评议",
            since=day,
            until=day + timedelta(days=60),
            problems=chosen,
        )


def _held(office: Office, hearing: UUID, unit: UUID, day: date) -> None:
    hearing_hold(
        actor=office.clerk, hearing=hearing, present=set(attendees_of(hearing)), summary="会议按议程进行。"
    )
    question = question_put(
        actor=office.clerk,
        hearing=hearing,
        unit=unit,
        on_site=True,
        asked_by="评议员",
        text="窗口中午为什么不开？",
    )
    question_answer(actor=office.clerk, question=question, answer="人手不足，拟安排轮班。")
    for text, standard, days in (
        ("窗口中午不断岗", "12时至14时至少开一个窗口", 70),
        ("投诉当日回应", "当日电话回应，三日内书面答复", 45),
    ):
        promise_add(
            actor=office.clerk,
            hearing=hearing,
            unit=unit,
            text=text,
            standard=standard,
            deadline=day + timedelta(days=days),
            handler="分管副局长",
        )
    for counter in (office.clerk, office.lead):
        vote_count(actor=counter, hearing=hearing, unit=unit, yes=1, no=0, void=0)
    minutes_confirm(actor=office.lead, hearing=hearing)
