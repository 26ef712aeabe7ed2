"""What goes to telephones from this room: entries shown, times that run out, self-assessments still to come."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from minping.apps.accounts.notices import Notice, unit_tell
from minping.apps.assessments.ledger import OPINION_ONLY
from minping.apps.assessments.models import Book, Entry, SelfAssessment, SelfCall
from minping.apps.campaigns.selectors import participations_of
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said
from minping.core.scoring.inputs import EntryState

AHEAD = 2
"""Working days before the day on which a unit is reminded."""


def tell_shown(campaign: UUID, entries: Iterable[Entry], until: date) -> None:
    """One message for each unit, with how many entries it was shown."""
    rows = sorted(entries, key=lambda one: str(one.id))
    for unit, number in Counter(one.unit_id for one in rows).items():
        first = next(one.id for one in rows if one.unit_id == unit)
        _tell(campaign, unit, "entry.shown", f"entry:{first}", until, number)


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
    for (campaign, unit, until), number in Counter(rows).items():
        if until is not None:
            _tell(campaign, unit, "entry.0", f"unread:{campaign}:{unit}:{until}", until, number)
    for call in SelfCall.objects.filter(due__range=(today(), last)).exclude(campaign__state="archived"):
        _remind_of_self(call)


def _remind_of_self(call: SelfCall) -> None:
    handed = SelfAssessment.objects.filter(
        campaign=call.campaign_id, state=SelfAssessment.State.SUBMITTED
    ).values_list("unit", flat=True)
    done = set(handed)
    for part in participations_of(call.campaign_id):
        if part.unit not in done and part.status != OPINION_ONLY:
            key = f"self:{call.campaign_id}:{part.unit}:{call.due}"
            _tell(call.campaign_id, part.unit, "self.0", key, call.due, 1)


def _tell(campaign: UUID, unit: UUID, kind: str, key: str, day: date, number: int) -> None:
    values = {"number": str(number), "day": day_said(day)}
    unit_tell(unit, Notice(kind=kind, key=key, values=values, campaign=campaign))
