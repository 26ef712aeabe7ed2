"""What waits in this room, counted for the first page: for the office, for units, for those invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from minping.apps.foundation.clock import now, today
from minping.apps.oversight.models import (
    Attendee,
    FieldRecord,
    Hearing,
    InspectionReport,
    Question,
    VisitFinding,
)
from minping.apps.units.selectors import below


@dataclass(frozen=True)
class Owed:
    """How many things, and how many of them are past their day."""

    number: int
    late: int = 0


@dataclass(frozen=True)
class ForUnits:
    """Reports not opened, invitations without a reply, questions without an answer."""

    reports: int
    replies: Owed
    answers: Owed


@dataclass(frozen=True)
class ForOffice:
    """Findings to decide, records that contradict each other, events of units to which nobody is invited yet,
    meetings that were held and whose minutes do not stand."""

    findings: int
    conflicts: int
    to_invite: int
    minutes: int


def waiting_for_units(units: Iterable[UUID]) -> ForUnits:
    """What liaisons of these units have to do."""
    mine = below(units)
    reports = InspectionReport.objects.filter(unit__in=mine, issued_at__isnull=False, seen_at__isnull=True)
    asked = Attendee.objects.filter(unit__in=mine, reply=Attendee.Reply.WAITING, **_coming())
    open_ones = [Hearing.State.PLANNED, Hearing.State.HELD]
    questions = Question.objects.filter(unit__in=mine, answer="", hearing__state__in=open_ones)
    return ForUnits(
        reports=reports.count(),
        replies=Owed(asked.count(), asked.filter(hearing__reply_by__lt=today()).count()),
        answers=Owed(questions.count(), questions.filter(hearing__reply_by__lt=today()).count()),
    )


def waiting_for_person(user: UUID) -> Owed:
    """Invitations of an account without a reply."""
    asked = Attendee.objects.filter(user=user, reply=Attendee.Reply.WAITING, **_coming())
    return Owed(asked.count(), asked.filter(hearing__reply_by__lt=today()).count())


def waiting_for_office() -> ForOffice:
    """Over all campaigns."""
    invited = Attendee.objects.filter(person__isnull=False).values("hearing")
    hosted = Hearing.objects.filter(state=Hearing.State.PLANNED, host__isnull=False, at__gte=now())
    return ForOffice(
        findings=VisitFinding.objects.filter(state=VisitFinding.State.OPEN).count(),
        conflicts=FieldRecord.objects.filter(standing=False, settled="").count(),
        to_invite=hosted.exclude(id__in=invited).count(),
        minutes=Hearing.objects.filter(state=Hearing.State.HELD).count(),
    )


def _coming() -> dict[str, object]:
    return {"hearing__state": Hearing.State.PLANNED, "hearing__at__gte": now()}
