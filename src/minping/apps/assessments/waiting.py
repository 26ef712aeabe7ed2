"""What waits in this room, counted for the first page: for the office, for units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from minping.apps.assessments.facts import facts_waiting
from minping.apps.assessments.ledger import OPINION_ONLY
from minping.apps.assessments.models import Book, Entry, Event, SelfAssessment, SelfCall
from minping.apps.assessments.services.selves import BEFORE_CLOSE
from minping.apps.campaigns.selectors import participations_of
from minping.apps.foundation.clock import today
from minping.core.scoring.inputs import EntryState


@dataclass(frozen=True)
class Waiting:
    """What waits: entries not shown yet; objections and events for another than who recorded them; facts that a
    rule puts forward."""

    proposed: int
    objections: int
    events: int
    facts: int


def waiting_for_office(person: UUID | None) -> Waiting:
    """Over all campaigns, for one person of the office or the leading group."""
    books = list(Book.objects.filter(state=Book.State.OPEN).values_list("campaign", flat=True))
    held = Entry.objects.filter(campaign__in=books)
    events = Event.objects.filter(confirmed_at=None, struck_at=None)
    return Waiting(
        proposed=held.filter(state=EntryState.PROPOSED).count(),
        objections=held.filter(~Q(recorder=person), state=EntryState.OBJECTED).count(),
        events=events.exclude(registered_by=person).count(),
        facts=sum(len(facts_waiting(campaign)) for campaign in books),
    )


@dataclass(frozen=True)
class SelfOwed:
    """``number`` self-assessments that units have still to hand in; ``due``: the nearest last day."""

    number: int = 0
    due: date | None = None


def selves_owed(units: Iterable[UUID]) -> SelfOwed:
    """Of these units, in campaigns that still take them."""
    mine, days = set(units), []
    for call in SelfCall.objects.filter(due__gte=today(), campaign__state__in=BEFORE_CLOSE):
        handed = SelfAssessment.objects.filter(
            campaign=call.campaign_id, unit__in=mine, state=SelfAssessment.State.SUBMITTED
        ).values_list("unit", flat=True)
        asked = {one.unit for one in participations_of(call.campaign_id) if one.status != OPINION_ONLY}
        days += [call.due] * len((asked & mine) - set(handed))
    return SelfOwed(len(days), min(days, default=None))


def waiting_for_units(units: Iterable[UUID]) -> int:
    """Entries that these units were shown and have neither read nor answered."""
    return Entry.objects.filter(unit__in=list(units), state=EntryState.VISIBLE, seen_at=None).count()
