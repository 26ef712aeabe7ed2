"""Ids for the addresses of the room oversight."""

from uuid import UUID

from django.utils import timezone
from tests.apps.oversight import made
from tests.apps.oversight.made import County
from tests.apps.security.objects import World, makes

from minping.apps.accounts.selectors import holders
from minping.apps.casework.services import problem_raise
from minping.apps.foundation import evidence
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.oversight.follow.services import follow_up_plan
from minping.apps.oversight.hearings.outcome import promise_add
from minping.apps.oversight.hearings.services import (
    Agenda,
    hearing_hold,
    hearing_plan,
    person_invite,
    question_put,
    unit_invite,
)
from minping.apps.oversight.models import Attendee, FieldRecord, FollowedProblem, SurveyVisit, Visit


def _visit(world: World) -> tuple[County, UUID, Visit]:
    county = made.county(police=world.unit)
    found = made.inspection(world.lead, county, world.clerk)
    return county, found, made.visited(world.clerk, county, found)


@makes("oversight:inspection_new", "oversight:hearing_new", "oversight:follow_new", shared=True)
def campaign(world: World) -> dict[str, object]:
    return {"campaign_id": made.county().campaign}


@makes("oversight:inspection", "oversight:inspection_change", "oversight:inspection_end", shared=True)
def inspection(world: World) -> dict[str, object]:
    return {"inspection_id": _visit(world)[1]}


@makes("oversight:report_prepare", shared=True)
def prepare(world: World) -> dict[str, object]:
    return {"inspection_id": _visit(world)[1], "unit_id": world.unit}


@makes("oversight:visit", shared=True)
def visit(world: World) -> dict[str, object]:
    return {"visit_id": _visit(world)[2].id}


@makes("oversight:finding", shared=True)
def finding(world: World) -> dict[str, object]:
    return {"finding_id": _visit(world)[2].findings.get().id}


@makes("oversight:settle", shared=True)
def record(world: World) -> dict[str, object]:
    return {"record_id": _visit(world)[2].source_id}


@makes("oversight:photo", shared=True)
def photo(world: World) -> dict[str, object]:
    county, found, _ = _visit(world)
    receipt = made.take(world.clerk, made.visit_json(found, county.police), made.picture())
    kept = FieldRecord.objects.get(record=receipt.record)
    return {"record_id": kept.id, "file_id": evidence.files_of(kept.id)[0].id}


@makes("oversight:report", "oversight:issue", "oversight:own_report")
def report(world: World) -> dict[str, object]:
    county, found, visit = _visit(world)
    return {"report_id": made.issued(world.lead, county, found, visit)}


@makes("oversight:report_file", "oversight:own_report_file")
def report_file(world: World) -> dict[str, object]:
    return {**report(world), "form": "docx"}


@makes("oversight:survey", "oversight:survey_asked", shared=True)
def survey(world: World) -> dict[str, object]:
    receipt = made.take(world.clerk, made.survey_json(made.county().campaign))
    return {"survey_id": SurveyVisit.objects.get(source__record=receipt.record).id}


def _walker() -> Actor:
    found = next(one for one in holders(Role.APPRAISER))
    return Actor(id=found.id, name=found.name, roles=frozenset({Role.APPRAISER}))


def _hearing(world: World) -> UUID:
    county = made.county(police=world.unit)
    agenda = Agenda("hearing", "听证质询会", timezone.now(), "会议室", "质询", today())
    found = hearing_plan(actor=SYSTEM, campaign=county.campaign, agenda=agenda)
    unit_invite(actor=SYSTEM, hearing=found, unit=world.unit)
    person = made.supervisor(county.campaign, _walker())
    person_invite(actor=SYSTEM, hearing=found, person=person)
    return found


@makes(
    "oversight:hearing",
    "oversight:hearing_change",
    "oversight:hearing_cancel",
    "oversight:invite",
    "oversight:question_new",
    "oversight:hold",
    "oversight:promise_new",
    "oversight:count",
    "oversight:minutes",
    "oversight:own_hearing",
    "oversight:my_hearing",
    "oversight:my_reply",
    "oversight:my_question",
)
def hearing(world: World) -> dict[str, object]:
    return {"hearing_id": _hearing(world)}


@makes("oversight:minutes_file")
def minutes_file(world: World) -> dict[str, object]:
    return {"hearing_id": _hearing(world), "form": "pdf"}


@makes("oversight:withdraw_invitation", "oversight:reply_noted", "oversight:own_reply")
def attendee(world: World) -> dict[str, object]:
    return {"attendee_id": Attendee.objects.get(hearing=_hearing(world), unit=world.unit).id}


@makes("oversight:question_answered", "oversight:own_answer")
def question(world: World) -> dict[str, object]:
    put = question_put(actor=world.clerk, hearing=_hearing(world), unit=world.unit, text="为什么？")
    return {"question_id": put}


@makes("oversight:promise_remove", "oversight:promise_recurred")
def promise(world: World) -> dict[str, object]:
    found = _hearing(world)
    here = set(Attendee.objects.filter(hearing=found).values_list("id", flat=True))
    hearing_hold(actor=world.clerk, hearing=found, present=here, summary="")
    given = promise_add(
        actor=world.clerk,
        hearing=found,
        unit=world.unit,
        text="不断档",
        standard="中午有人",
        deadline=made.deadline(),
        handler="李科长",
    )
    return {"promise_id": given}


def _problem(world: World) -> tuple[County, UUID]:
    county = made.county(police=world.unit)
    problem = problem_raise(
        actor=SYSTEM,
        campaign=county.campaign,
        unit=world.unit,
        origin="collective",
        source="office",
        title="排队长",
        text="排队长",
    )
    return county, problem


@makes("oversight:follow_up", shared=True)
def follow(world: World) -> dict[str, object]:
    county, problem = _problem(world)
    made_up = follow_up_plan(
        actor=SYSTEM,
        campaign=county.campaign,
        title="回头看",
        since=today(),
        until=today(),
        problems=[problem],
    )
    return {"follow_id": made_up}


@makes("oversight:remark", shared=True)
def followed(world: World) -> dict[str, object]:
    return {"followed_id": FollowedProblem.objects.get(follow=follow(world)["follow_id"]).id}


@makes("oversight:after", "oversight:after_verify", shared=True)
def after(world: World) -> dict[str, object]:
    return {"problem_id": _problem(world)[1]}


@makes("oversight:rights_change", shared=True)
def rights(world: World) -> dict[str, object]:
    county = made.county()
    return {"campaign_id": county.campaign, "person_id": made.supervisor(county.campaign, _walker())}
