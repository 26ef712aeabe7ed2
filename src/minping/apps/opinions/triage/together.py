"""How few opinions a theme may stand for."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Terms
from minping.apps.opinions.services.terms import ANSWER_DAYS
from minping.core.findings import Text

LEAST, MOST = 2, 20
USUAL = 3


def least_together(campaign: UUID) -> int:
    """A unit sees a theme of no fewer opinions than this."""
    found = Terms.objects.filter(campaign=campaign).values_list("together", flat=True).first()
    return found if found is not None else USUAL


@transaction.atomic
def together_set(*, actor: Actor, campaign: UUID, number: int) -> None:
    """Settle how few; themes that were released stay."""
    require(actor, "opinions.release")
    if not LEAST <= number <= MOST:
        raise Refused(Text(f"请填{LEAST}到{MOST}。", f"Between {LEAST} and {MOST}."))
    terms, _ = Terms.objects.get_or_create(campaign_id=campaign, defaults={"answer_days": ANSWER_DAYS})
    terms.together = number
    terms.save(update_fields=["together"])
    record(actor, "opinions.terms.set", campaign, together=number)
