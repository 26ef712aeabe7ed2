"""The one source of time for the application."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_told: ContextVar[date | None] = ContextVar("day of the story", default=None)


def now() -> datetime:
    """The instant, with its zone; in a demo with a fixed day, that day at the present time of day."""
    instant = timezone.now()
    day = _told.get() or (date.fromisoformat(settings.AS_OF) if settings.AS_OF else None)
    if day is not None:
        return instant + timedelta(days=(day - timezone.localtime(instant).date()).days)
    return instant


def today() -> date:
    """The day in the office's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """While the demo tells what happened on another day. Raises LookupError in an office's installation."""
    if settings.MODE == "production":
        raise LookupError("only the demo and tests choose the day")
    before = _told.set(day)
    try:
        yield
    finally:
        _told.reset(before)
