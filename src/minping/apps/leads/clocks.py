"""快交、快查、快办: by when the next step is owed, in working days."""

from datetime import date, datetime

from django.utils import timezone

from minping.apps.foundation.workdays import calendar
from minping.apps.leads.models import Clock

AFTER = {"spot": "hand_over", "hand_over": "receipt", "sign_receipt": "report"}
"""Which allowance runs after an act; after ``seal`` that of the spotting runs on."""


def clock() -> Clock:
    """The allowances in force."""
    return Clock.objects.filter(id=1).first() or Clock()


def due_after(act: str, at: datetime) -> date | None:
    """The day by which the step after ``act`` is owed; None: nothing is owed."""
    if act not in AFTER:
        return None
    days: int = getattr(clock(), AFTER[act])
    return calendar().add(timezone.localtime(at).date(), days).day
