"""What other rooms may know of the daily assessment, the register of events and the self-assessments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from minping.apps.assessments.models import Book, Correction, Entry, Event, SelfAssessment
from minping.core.findings import Text
from minping.core.lifecycle import DAILY_ENTRY
from minping.core.scoring.inputs import EntryRow, EntryState, EventRow


@dataclass(frozen=True)
class DailyStand:
    """How far the book of a campaign is. ``entries``: all but the struck ones."""

    entries: int
    proposed: int
    shown: int
    objected: int
    frozen: bool
    cut_off: date


@dataclass(frozen=True)
class EntryFacts:
    """An entry as other rooms see it. ``points`` None: the item's own for each of ``count``. ``in_force``:
    counts as things stand; ``corrected``: an appeal put another in its place, or nothing."""

    id: UUID
    unit: UUID
    item: str
    day: date
    points: Fraction | None
    count: int
    reason: str
    evidence: str
    source: str
    state: str
    word: Text
    recorder: UUID | None
    corrected: bool
    decision: str

    @property
    def in_force(self) -> bool:
        return self.state in {EntryState.UPHELD, EntryState.FROZEN} and not self.corrected


@dataclass(frozen=True)
class SelfScore:
    """A unit's own view: ``total`` out of the scheme's full mark, ``aspects`` (by code) out of 100 each."""

    total: Fraction | None
    aspects: Mapping[str, Fraction]
    text: str


def uses_daily(campaign: UUID) -> bool:
    """Whether the campaign's entries are kept here: from the opening of its book."""
    return Book.objects.filter(campaign=campaign).exists()


def uses_events(campaign: UUID) -> bool:
    """Whether the campaign's events are kept here: once one was registered, whatever became of it."""
    return Event.objects.filter(campaign=campaign).exists()


def entry_rows(campaign: UUID) -> tuple[EntryRow, ...]:
    """Every entry that was not struck before it was shown, as a score run reads it; by unit, day and id.

    One that an appeal corrected is told as struck; the one in its place as frozen.
    """
    rows = Entry.objects.filter(campaign=campaign).exclude(state=EntryState.STRUCK, shown_at=None)
    found = rows.order_by("unit__code", "day", "item", "id").values_list(
        "id", "unit__code", "item", "day", "points", "count", "evidence", "source", "state"
    )
    corrected = set(Correction.objects.filter(old__campaign=campaign).values_list("old", flat=True))
    return tuple(
        EntryRow(
            unit=unit,
            item=item,
            date=day.isoformat(),
            points=exact(points),
            count=count,
            evidence=evidence,
            source=source,
            state=EntryState.STRUCK if entry in corrected else EntryState(state),
        )
        for entry, unit, item, day, points, count, evidence, source, state in found
    )


def event_rows(campaign: UUID) -> tuple[EventRow, ...]:
    """Confirmed events that were not struck."""
    found = Event.objects.filter(campaign=campaign, confirmed_at__isnull=False, struck_at=None)
    return tuple(
        EventRow(one.unit.code, one.event, one.day.isoformat(), one.count, one.document, one.signed_by)
        for one in found.select_related("unit").order_by("unit__code", "day", "event", "id")
    )


@dataclass(frozen=True)
class EventFacts:
    """A confirmed event that counts."""

    id: UUID
    event: str
    day: date
    count: int
    document: str


def events_of(unit: UUID, campaign: UUID) -> Sequence[EventFacts]:
    """The unit's confirmed events that were not struck, newest day first."""
    found = Event.objects.filter(unit=unit, campaign=campaign, confirmed_at__isnull=False, struck_at=None)
    return [EventFacts(one.id, one.event, one.day, one.count, one.document) for one in found]


def daily_stand(campaign: UUID) -> DailyStand | None:
    """How far the book is; None without one."""
    book = Book.objects.filter(campaign=campaign).first()
    if book is None:
        return None
    states = list(Entry.objects.filter(campaign=campaign).values_list("state", flat=True))
    return DailyStand(
        entries=sum(state != EntryState.STRUCK for state in states),
        proposed=states.count(EntryState.PROPOSED),
        shown=states.count(EntryState.VISIBLE),
        objected=states.count(EntryState.OBJECTED),
        frozen=book.state == Book.State.FROZEN,
        cut_off=book.cut_off,
    )


def events_unconfirmed(campaign: UUID) -> int:
    """Events that still wait for the second person."""
    return Event.objects.filter(campaign=campaign, confirmed_at=None, struck_at=None).count()


def entries_of(unit: UUID, campaign: UUID) -> Sequence[EntryFacts]:
    """What the unit was shown, newest day first."""
    return _entries(Entry.objects.filter(unit=unit, campaign=campaign, shown_at__isnull=False))


def entry_of(entry: UUID) -> EntryFacts | None:
    """One entry that was shown, or None."""
    return next(iter(_entries(Entry.objects.filter(id=entry, shown_at__isnull=False))), None)


def _entries(found: Iterable[Entry]) -> Sequence[EntryFacts]:
    rows = list(found)
    corrected = set(Correction.objects.filter(old__in=rows).values_list("old", flat=True))
    return [
        EntryFacts(
            one.id,
            one.unit_id,
            one.item,
            one.day,
            exact(one.points),
            one.count,
            one.reason,
            one.evidence,
            one.source,
            one.state,
            DAILY_ENTRY.state(one.state).label,
            one.recorder,
            one.id in corrected,
            one.decision,
        )
        for one in rows
    ]


def self_scores(campaign: UUID) -> Mapping[UUID, SelfScore]:
    """What was handed in, by unit."""
    found = SelfAssessment.objects.filter(campaign=campaign, state=SelfAssessment.State.SUBMITTED)
    return {
        one.unit_id: SelfScore(
            exact(one.total), {code: Fraction(points) for code, points in one.aspects.items()}, one.text
        )
        for one in found
    }


def entry_counts(campaign: UUID) -> Mapping[UUID, int]:
    """Unit → how many entries it was shown."""
    shown = Entry.objects.filter(campaign=campaign).exclude(state=EntryState.PROPOSED).order_by()
    return Counter(shown.values_list("unit", flat=True))


def exact(text: str) -> Fraction | None:
    """Points as they are stored: ``str(Fraction)``, or nothing."""
    return Fraction(text) if text else None
