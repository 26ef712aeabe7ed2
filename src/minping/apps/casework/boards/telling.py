"""What goes to the units' telephones (F134): each day's reminders and letters, one message for a unit and rung."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from minping.apps.accounts.notices import Notice, units_tell
from minping.apps.casework.models import Urge
from minping.apps.foundation.clock import today
from minping.apps.foundation.jobs import sweep
from minping.apps.messaging.texts import day_said
from minping.core.lifecycle.problem_terms import OPEN_STATES


@sweep("casework.tell")
def tell() -> None:
    """Today's reminders and letters, counted for each unit. What comes later in the day is told as a new count."""
    start = timezone.make_aware(datetime.combine(today(), time.min))
    rows = Urge.objects.filter(at__gte=start, problem__state__in=OPEN_STATES).select_related("problem")
    by_unit: dict[tuple[UUID, int], list[Urge]] = {}
    for urge in rows:
        if unit := urge.problem.unit_id:
            by_unit.setdefault((unit, urge.level), []).append(urge)
    units_tell((unit, _notice(unit, level, urges)) for (unit, level), urges in by_unit.items())


def _notice(unit: UUID, level: int, urges: Sequence[Urge]) -> Notice:
    dues = [urge.deadline for urge in urges if urge.deadline]
    first = min(dues, default=today())
    number = len({urge.problem_id for urge in urges})
    return Notice(
        kind=f"problem.{level}",
        key=f"problem:{unit}:{today()}:{level}:{number}",
        values={
            "number": str(number),
            "day": day_said(first),
            "days": str(max(urge.days_late for urge in urges)),
        },
        level=level,
        campaign=urges[0].problem.campaign_id,
    )
