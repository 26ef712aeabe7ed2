"""What goes to telephones from this room: notices not acknowledged, orders whose day comes or has passed (F134)."""

from collections import Counter

from minping.apps.accounts.notices import Notice, unit_tell
from minping.apps.consequences.models import Order
from minping.apps.consequences.selectors import shown_to_units
from minping.apps.consequences.terms import SANCTIONS
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said

AHEAD = 3
"""Working days before the day on which a unit is reminded."""
LATE = (1, 5)
"""Working days late from which a reminder of the first and of the second level goes out."""


def remind() -> None:
    """One message for what a unit has not acknowledged, and one for each order and level."""
    unread = shown_to_units().filter(kind__in=SANCTIONS, notice__received_at__isnull=True)
    rows = Counter(unread.order_by().values_list("unit", "campaign"))
    for (unit, campaign), number in rows.items():
        values, key = {"number": str(number)}, f"measure:{campaign}:{unit}:{number}"
        unit_tell(unit, Notice("measure.served", key, values, campaign=campaign))
    days, day = calendar(), today()
    coming = Order.objects.filter(
        rectified__isnull=True,
        answer="",
        measure__state__in=["rectification_ordered", "rectifying"],
        deadline__lte=days.add(day, AHEAD).day,
    )
    for order in coming.select_related("measure"):
        due = order.deadline
        level = sum(days.between(due, day) >= step for step in LATE) if due < day else 0
        if level or due >= day:
            values, key = {"day": day_said(due)}, f"order:{order.id}:{due}:{level}"
            told = Notice(f"order.{level}", key, values, level, order.measure.campaign_id)
            unit_tell(order.measure.unit_id, told)
