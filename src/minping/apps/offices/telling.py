"""What goes to telephones from this room: tasks of the upper office whose day comes or has passed (F134)."""

from collections import Counter

from minping.apps.accounts.notices import Notice, office_tell
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said
from minping.apps.offices.models import Item, Letter

AHEAD = 3
"""Working days before the day on which the office is reminded."""
LATE = (1, 5)
"""Working days late from which a reminder of the first and of the second level goes out."""


def remind() -> None:
    """One message for a day and a level, with how many items are due on that day."""
    days, day = calendar(), today()
    open_ones = Item.objects.filter(
        way=Letter.Way.IN,
        state__in=[Item.State.GIVEN, Item.State.RETURNED],
        peer__ended_at=None,
        due__lte=days.add(day, AHEAD).day,
    )
    for due, number in Counter(open_ones.order_by().values_list("due", flat=True)).items():
        level = sum(days.between(due, day) >= step for step in LATE) if due < day else 0
        if due < day and not level:
            continue
        values = {"number": str(number), "day": day_said(due)}
        office_tell(Notice(f"office.{level}", f"office:{due}:{level}:{number}", values, level))
