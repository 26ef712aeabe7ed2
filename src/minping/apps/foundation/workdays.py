"""Working days as this office counts them: one calendar for every term that any room reckons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minping.apps.foundation.models import DayChange
from minping.core.workdays import Calendar


@dataclass(frozen=True)
class MarkedDay:
    """A day that the office made a working day or a day off, and on what ground."""

    day: date
    working: bool
    reason: str


def calendar() -> Calendar:
    """The calendar that ships, with the days that the office marked itself."""
    return Calendar(dict(DayChange.objects.values_list("day", "working")))


def marked_days() -> Sequence[MarkedDay]:
    """The days that the office marked, in order."""
    return [MarkedDay(one.day, one.working, one.reason) for one in DayChange.objects.all()]


def mark_day(day: date, *, working: bool, reason: str) -> None:
    """Mark a day. Who may do so is asked by the caller, who records it."""
    DayChange.objects.update_or_create(day=day, defaults={"working": working, "reason": reason})


def unmark_day(day: date) -> bool:
    """Let the calendar that ships speak again for the day; whether it was marked."""
    removed, _ = DayChange.objects.filter(day=day).delete()
    return bool(removed)
