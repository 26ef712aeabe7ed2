"""What goes to telephones from this room: invitations, changes, reminders that climb while nobody replies (F134)."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from minping.apps.accounts.notices import Notice, people_tell, unit_tell
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.selectors import fates
from minping.apps.messaging.texts import day_said
from minping.apps.oversight.models import Attendee, Hearing, InspectionReport, Question
from minping.core.findings import Text
from minping.core.workdays import Calendar

REPLY_AHEAD = 1
"""Working days before the last day of replying on which those who have not replied are reminded."""
REPLY_LATE, REPORT_LATE = (1, 3), (2, 5)
"""Working days late from which a reminder of the first and of the second level goes out."""
WAITED = 30
"""Working days after which nobody is reminded any more: by then somebody has called."""


def attendee_tell(attendee: Attendee, kind: str, mark: str = "") -> int:
    """Tell one who is invited. ``mark``: what the notice is told again for, such as the new time."""
    hearing = attendee.hearing
    at = timezone.localtime(hearing.at)
    asked = kind == "hearing.asked" and attendee.unit_id is not None
    notice = Notice(
        kind=kind if attendee.unit_id is not None or kind != "hearing.asked" else "hearing.person",
        key=f"{_begin(hearing.id)}{attendee.id}:{kind}:{mark}",
        values={
            "title": hearing.title,
            "place": hearing.place,
            "day": day_said(hearing.reply_by) if asked else day_said(at.date(), at.time()),
        },
        campaign=hearing.campaign_id,
    )
    if attendee.unit_id is not None:
        return unit_tell(attendee.unit_id, notice)
    return people_tell([attendee.person], notice) if attendee.person else 0


def everybody_tell(hearing: Hearing, kind: str) -> None:
    """Tell everybody who has not declined: of another time or place, or that it does not take place."""
    mark = sha256(f"{hearing.at.isoformat()}:{hearing.place}".encode()).hexdigest()[:12]
    for attendee in hearing.attendees.exclude(reply=Attendee.Reply.DECLINED).select_related("hearing"):
        attendee_tell(attendee, kind, mark)


def told(hearing: UUID) -> dict[UUID, Text]:
    """Invitation → what became of the newest message about it."""
    return {UUID(key.split(":")[2]): fate for key, fate in fates(_begin(hearing)).items()}


def _begin(hearing: UUID) -> str:
    return f"hearing:{hearing}:"


def report_tell(report: InspectionReport, level: int = 0, days: int = 0) -> int:
    """Tell the unit that a report was issued, or that it has not opened it."""
    return unit_tell(
        report.unit_id,
        Notice(
            kind=f"report.{level or 'issued'}",
            key=f"report:{report.id}:{level}",
            values={"days": str(days)},
            level=level,
            campaign=report.inspection.campaign_id,
        ),
    )


def remind() -> None:
    """Every unit that owes a reply or an answer, or has not opened a report."""
    days, day = calendar(), today()
    for hearing in Hearing.objects.filter(state=Hearing.State.PLANNED, at__gte=now()):
        _remind_of(hearing, days, day)
    for report in InspectionReport.objects.filter(
        issued_at__isnull=False, seen_at__isnull=True
    ).select_related("inspection"):
        issued = timezone.localtime(report.issued_at).date()
        late = days.between(issued, day)
        if level := _level(late, REPORT_LATE):
            report_tell(report, level, late)


def _remind_of(hearing: Hearing, days: Calendar, day: date) -> None:
    late = days.between(hearing.reply_by, day) if day > hearing.reply_by else 0
    level = _level(late, REPLY_LATE)
    if level == 0 and days.add(day, REPLY_AHEAD).day < hearing.reply_by:
        return
    waiting = hearing.attendees.filter(reply=Attendee.Reply.WAITING)
    silent = set(Question.objects.filter(hearing=hearing, answer="").values_list("unit", flat=True))
    owing = {one.unit_id for one in waiting if one.unit_id} | silent
    for unit in owing:
        unit_tell(
            unit,
            Notice(
                kind=f"hearing.{level}",
                key=f"reply:{hearing.id}:{unit}:{hearing.reply_by}:{level}",
                values={
                    "title": hearing.title,
                    "day": day_said(hearing.reply_by),
                    "days": str(late),
                },
                level=level,
                campaign=hearing.campaign_id,
            ),
        )
    if level == 0:
        for one in waiting.filter(person__isnull=False).select_related("hearing"):
            attendee_tell(one, "hearing.asked", "again")


def _level(late: int, steps: tuple[int, int]) -> int:
    return 0 if late > WAITED else sum(late >= step for step in steps)
