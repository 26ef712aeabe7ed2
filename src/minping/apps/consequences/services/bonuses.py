"""Points that the office's plan gives in the yearly assessment (F117)."""

import re
from uuid import UUID

from django.db import transaction

from minping.apps.consequences.models import Bonus
from minping.apps.consequences.services.acting import GONE
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import short
from minping.core.findings import Text

_DECIMAL = re.compile(r"[+-]?[0-9]{1,4}(\.[0-9]{1,4})?")


@transaction.atomic
def bonus_set(*, actor: Actor, campaign: UUID, ground: str, points: str, clause: str = "") -> None:
    """Set the points for a grade or a kind of measure."""
    require(actor, "consequences.edit")
    text = points.strip().replace("＋", "+").replace("－", "-").replace("−", "-")
    if not _DECIMAL.fullmatch(text):
        raise Refused(
            Text("分值请写成小数，如 2、1.5、-3。", "Write the points as a decimal such as 2, 1.5 or -3.")
        )
    values = {"points": text.lstrip("+"), "clause": short(clause, Text("依据", "clause"), 200)}
    if not ground or len(ground) > 80:
        raise Refused(GONE)
    Bonus.objects.update_or_create(campaign_id=campaign, ground=ground, defaults=values)
    record(actor, "consequences.bonus.set", campaign, ground=ground, points=values["points"])


@transaction.atomic
def bonus_remove(*, actor: Actor, bonus: UUID) -> None:
    """Take a rule of points away."""
    require(actor, "consequences.edit")
    found = Bonus.objects.filter(id=bonus).first()
    if found is None:
        raise Refused(GONE)
    record(actor, "consequences.bonus.removed", found.campaign_id, ground=found.ground)
    found.delete()
