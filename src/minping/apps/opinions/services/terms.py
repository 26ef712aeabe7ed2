"""By when the office owes an answer, in working days."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.workdays import calendar
from minping.apps.opinions.models import Terms
from minping.core.findings import Text

ANSWER_DAYS = 15
"""Working days until the answer, unless the office has settled on another number."""
MOST_DAYS = 60


def answer_days(campaign: UUID) -> int:
    """Working days within which givers of this campaign are answered."""
    found = Terms.objects.filter(campaign=campaign).values_list("answer_days", flat=True).first()
    return found if found is not None else ANSWER_DAYS


def due_from(campaign: UUID, day: date) -> date:
    """The day by which an opinion of ``day`` is to be answered."""
    return calendar().add(day, answer_days(campaign)).day


@transaction.atomic
def terms_set(*, actor: Actor, campaign: UUID, days: int) -> None:
    """Settle within how many working days givers are answered; opinions that are in keep their day."""
    require(actor, "opinions.take")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(Text(f"请填1到{MOST_DAYS}个工作日。", f"Between 1 and {MOST_DAYS} working days."))
    Terms.objects.update_or_create(campaign_id=campaign, defaults={"answer_days": days})
    record(actor, "opinions.terms.set", campaign, days=days)
