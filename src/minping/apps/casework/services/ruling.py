"""The office settles how long things take."""

from django.db import transaction

from minping.apps.casework.models import CaseRules
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

LEAST = {"answer_days": 10}
MOST = 1000
FIELDS = (
    "days_immediate",
    "days_planned",
    "days_ordered",
    "extensions",
    "answer_days",
    "contacts",
    "rating_days",
    "ratings",
    "watch_days",
)


@transaction.atomic
def rules_set(*, actor: Actor, **changes: int) -> None:
    """Change rules; they hold for what is begun from now on. Raises Refused."""
    require(actor, "casework.decide")
    kept, _ = CaseRules.objects.select_for_update().get_or_create(id=1)
    for name, value in changes.items():
        if name not in FIELDS:
            raise TypeError(f"{name} is no rule")
        least = 0 if name == "extensions" else LEAST.get(name, 1)
        if not least <= value <= MOST:
            raise Refused(
                Text(f"须在{least}到{MOST}之间。", f"The number must lie between {least} and {MOST}.")
            )
    told = {name: value for name, value in changes.items() if getattr(kept, name) != value}
    for name, value in told.items():
        setattr(kept, name, value)
    if told:
        kept.save()
        record(actor, "casework.rules.changed", "", **told)
