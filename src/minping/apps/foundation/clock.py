"""The one source of time for the application."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The instant, with its zone; in a demo with a fixed day, that day at the present time of day."""
    instant = timezone.now()
    if settings.AS_OF:
        shift = date.fromisoformat(settings.AS_OF) - timezone.localtime(instant).date()
        return instant + timedelta(days=shift.days)
    return instant


def today() -> date:
    """The day in the office's time zone."""
    return timezone.localtime(now()).date()
