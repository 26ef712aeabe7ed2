"""What goes to telephones from this room: entries shown, times that run out, self-assessments still to come."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from minping.apps.accounts.notices import Notice, office_tell, units_tell
from minping.apps.assessments.ledger import OPINION_ONLY
from minping.apps.assessments.models import Book, Entry, SelfAssessment, SelfCall
from minping.apps.campaigns.selectors import participations_of
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said
from minping.core.scoring.inputs import EntryState

AHEAD = 2
"""Working days before the day on which a unit is reminded."""
UNDECIDED = 3
"""Working days after which the office is told that an objection waits for a decision."""


def tell_shown(campaign: UUID, entries: Iterable[Entry], until: date) -> None:
    """One message for each unit, with how many entries it was shown."""
    first: dict[UUID, UUID] = {}
    number = Counter[UUID]()
    for one in sorted(entries, key=lambda entry: str(entry.id)):
        first.setdefault(one.unit_id, one.id)
        number[one.unit_id] += 1
    units_tell(
        (unit, _notice(campaign, "entry.shown", f"entry:{first[unit]}", until, number[unit]))
        for unit in first
    )


def remind() -> None:
    """Units that have not read what they may object to, and units whose own view is still missing."""
    last = calendar().add(today(), AHEAD).day
    unread = Entry.objects.filter(
        state=EntryState.VISIBLE,
        seen_at=None,
        object_until__range=(today(), last),
        campaign__in=Book.objects.filter(state=Book.State.OPEN).values("campaign"),
    )
    rows = unread.order_by().values_list("campaign", "unit", "object_until")
    units_tell(
        (unit, _notice(campaign, "entry.0", f"unread:{campaign}:{unit}:{until}", until, number))
        for (campaign, unit, until), number in Counter(rows).items()
        if until is not None
    )
    for call in SelfCall.objects.filter(due__range=(today(), last)).exclude(campaign__state="archived"):
        _remind_of_self(call)
    _remind_of_objections()


def _remind_of_objections() -> None:
    days, day = calendar(), today()
    held = Entry.objects.filter(
        state=EntryState.OBJECTED, campaign__in=Book.objects.filter(state=Book.State.OPEN).values("campaign")
    )
    ages = [days.between(localdate(at), day) for at in held.values_list("objected_at", flat=True) if at]
    if number := sum(age >= UNDECIDED for age in ages):
        values = {"number": str(number), "days": str(max(ages))}
        office_tell(Notice("entry.late", f"undecided:{day:%G-%V}:{number}", values))


def _remind_of_self(call: SelfCall) -> None:
    handed = SelfAssessment.objects.filter(
        campaign=call.campaign_id, state=SelfAssessment.State.SUBMITTED
    ).values_list("unit", flat=True)
    done = set(handed)
    units_tell(
        (part.unit, _notice(call.campaign_id, "self.0", _key(call, part.unit), call.due, 1))
        for part in participations_of(call.campaign_id)
        if part.unit not in done and part.status != OPINION_ONLY
    )


def _key(call: SelfCall, unit: UUID) -> str:
    return f"self:{call.campaign_id}:{unit}:{call.due}"


def _notice(campaign: UUID, kind: str, key: str, day: date, number: int) -> Notice:
    values = {"number": str(number), "day": day_said(day)}
    return Notice(kind=kind, key=key, values=values, campaign=campaign)
