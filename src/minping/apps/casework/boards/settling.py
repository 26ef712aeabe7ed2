"""What the office settles for all: the rules of lateness, and days that differ from the calendar."""

from datetime import date

from django.db import transaction

from minping.apps.casework.models import LateRules
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.workdays import mark_day, unmark_day
from minping.core.findings import Text
from minping.core.workdays import Calendar

MOST_DAYS = 250


@transaction.atomic
def late_rules_set(
    *,
    actor: Actor,
    remind_before: int,
    urge_after: int,
    supervise_after: int,
    order_after: int,
    account_after: int,
    silent_after: int,
    common_units: int,
) -> None:
    """Change after how many working days late each rung follows. What was done under the old rules stays."""
    require(actor, "casework.decide")
    rungs = (urge_after, supervise_after, order_after, account_after)
    if not 1 <= rungs[0] < rungs[1] < rungs[2] < rungs[3] <= MOST_DAYS:
        raise Refused(
            Text(
                "四级督办的天数须从小到大，最少1天，互不相同。",
                "The days of the four rungs must grow, from 1 on, each larger than the one before.",
            )
        )
    if not (1 <= remind_before <= 60 and 1 <= silent_after <= MOST_DAYS and 2 <= common_units <= 100):
        raise Refused(
            Text(
                "提醒须在1到60天之间，无回应须在1到250天之间，普遍性问题须在2到100个单位之间。",
                "Reminding 1 to 60 days, silence 1 to 250 days, common problems 2 to 100 units.",
            )
        )
    kept = {
        "remind_before": remind_before,
        "urge_after": urge_after,
        "supervise_after": supervise_after,
        "order_after": order_after,
        "account_after": account_after,
        "silent_after": silent_after,
        "common_units": common_units,
    }
    LateRules.objects.update_or_create(id=1, defaults=kept)
    record(actor, "casework.late_rules.set", "", **kept)


@transaction.atomic
def day_change(*, actor: Actor, day: date, working: bool, reason: str) -> None:
    """Make a day a working day or a day off, against the calendar that ships. Deadlines that were set stay."""
    require(actor, "casework.edit")
    why = reason.strip()[:100]
    if not why:
        raise Refused(
            Text("请写明依据，如通知文号。", "Say on what ground, such as the number of the notice.")
        )
    if Calendar({}).is_working(day) is working:
        raise Refused(
            Text(
                f"{day.isoformat()}本来就是{'工作日' if working else '休息日'}，不必改。",
                f"{day.isoformat()} is a {'working day' if working else 'day off'} already.",
            )
        )
    mark_day(day, working=working, reason=why)
    record(actor, "casework.day.changed", day, working=working, reason=why)


@transaction.atomic
def day_restore(*, actor: Actor, day: date) -> None:
    """Let the calendar that ships speak again."""
    require(actor, "casework.edit")
    if unmark_day(day):
        record(actor, "casework.day.restored", day)
