"""Ids for the addresses of the daily assessment."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image
from tests.apps.assessments.conftest import DAY, line, make_campaign, takes_part
from tests.apps.security.objects import World, makes

from minping.apps.assessments import services
from minping.apps.assessments.models import Entry, Event, SelfAssessment
from minping.apps.casework.models import Problem, Step
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import as_of, now, today
from minping.apps.foundation.evidence import of_bytes


def _campaign(world: World) -> UUID:
    campaign = make_campaign()
    takes_part(campaign, world.unit)
    services.book_set(actor=SYSTEM, campaign=campaign, cut_off=today() + timedelta(days=30), objection_days=5)
    return campaign


def _entry(world: World) -> UUID:
    with as_of(DAY):
        return services.entry_record(actor=SYSTEM, campaign=_campaign(world), line=line(world.unit))


def _file(subject: UUID) -> UUID:
    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    return of_bytes(actor=SYSTEM, name="a.png", raw=raw.getvalue(), subject=subject, room="assessments")


@makes("assessments:edit")
def entry(world: World) -> dict[str, object]:
    return {"entry": _entry(world)}


@makes("assessments:entry")
def entry_shown(world: World) -> dict[str, object]:
    made = _entry(world)
    campaign = Entry.objects.get(id=made).campaign_id
    services.entries_show(actor=SYSTEM, campaign=campaign, entries=[made])
    return {"entry": made}


@makes("assessments:act")
def entry_act(world: World) -> dict[str, object]:
    return entry_shown(world) | {"act": "withdraw"}


@makes("assessments:file", "assessments:file-remove")
def entry_file(world: World) -> dict[str, object]:
    made = _entry(world)
    return {"entry": made, "file": _file(made)}


@makes("assessments:fact-record", "assessments:fact-leave")
def fact(world: World) -> dict[str, object]:
    campaign = _campaign(world)
    services.fact_rules_set(actor=SYSTEM, campaign=campaign, rules={"late": "逾期办理"})
    problem = late_problem(campaign, world.unit)
    return {"kind": "late", "source": problem.id}


def late_problem(campaign: UUID, unit: UUID, **more: object) -> Problem:
    """A problem that was marked as overdue on 10 March 2026."""
    with as_of(DAY):
        known = {
            "campaign_id": campaign,
            "unit_id": unit,
            "year": 2026,
            "number": Problem.objects.count() + 1,
            "origin": "masses",
            "source": "opinion",
            "title": "停水不通知",
            "text": "群众反映停水不通知。",
            "state": "in_progress",
            "overdue": True,
            "counters": {
                "generation": 1,
                "level": 0,
                "redo": 0,
                "extensions": 0,
                "looks": 0,
                "exceptions": 0,
            },
            "raised_on": DAY - timedelta(days=40),
            "registered_on": DAY - timedelta(days=40),
            "deadline": DAY - timedelta(days=1),
        }
        found = Problem.objects.create(**(known | more))
        Step.objects.create(
            problem=found, serial=1, act="mark_overdue", before="in_progress", after="in_progress", at=now()
        )
    return found


def _event(world: World) -> UUID:
    with as_of(DAY):
        made = services.event_register(
            actor=SYSTEM,
            campaign=_campaign(world),
            unit=world.unit,
            event="纪委通报",
            day=DAY,
            document="青纪通〔2026〕1号",
            signed_by="县纪委",
        )
    Event.objects.filter(id=made).update(confirmed_by=world.lead.id, confirmed_at=now())
    return made


@makes("assessments:event")
def event(world: World) -> dict[str, object]:
    return {"event": _event(world)}


@makes("assessments:event-act")
def event_act(world: World) -> dict[str, object]:
    return {"event": _event(world), "act": "strike"}


@makes("assessments:event-file")
def event_file(world: World) -> dict[str, object]:
    made = _event(world)
    return {"event": made, "file": _file(made)}


def _self(world: World) -> UUID:
    campaign = _campaign(world)
    services.self_call_set(actor=SYSTEM, campaign=campaign, due=today() + timedelta(days=9))
    made = SelfAssessment.objects.create(
        campaign_id=campaign, unit_id=world.unit, total="90", text="好", state="submitted", at=now()
    )
    return made.id


@makes("assessments:self")
def self_assessment(world: World) -> dict[str, object]:
    _self(world)
    return {"unit": world.unit}


@makes("assessments:self-file")
def self_file(world: World) -> dict[str, object]:
    return {"unit": world.unit, "file": _file(_self(world))}
