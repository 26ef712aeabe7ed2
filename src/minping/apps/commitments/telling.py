"""What goes to telephones from this room: topics, planned duties and promises whose day comes or has passed (F134)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from minping.apps.accounts.notices import Notice, units_tell
from minping.apps.commitments.models import Commitment, Duty, Promise, Topic
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said

AHEAD = 5
"""Working days before the day on which a unit is reminded."""
LATE = (1, 5)
"""Working days late from which a reminder of the first and of the second level goes out."""
WINDOW = timedelta(days=60)


def remind() -> None:
    """One message for a unit, a day and a level, with how many things fall due on that day."""
    days, day = calendar(), today()
    last = days.add(day, AHEAD).day
    coming, late = Counter[tuple[UUID, UUID, date]](), Counter[tuple[UUID, UUID, date]]()
    for campaign, unit, due, owed in _dues(day - WINDOW, last):
        if due >= day:
            coming[campaign, unit, due] += 1
        elif owed:
            late[campaign, unit, due] += 1
    told = [(key, number, 0) for key, number in coming.items()]
    told += [
        (key, number, level)
        for key, number in late.items()
        if (level := sum(days.between(key[2], day) >= step for step in LATE))
    ]
    units_tell((key[1], _notice(*key, number, level)) for key, number, level in told)


def _dues(since: date, until: date) -> Iterator[tuple[UUID, UUID, date, bool]]:
    """Campaign, unit, day, and whether the unit owes a report of it; a promise is judged by the office."""
    topics = Topic.objects.filter(state=Topic.State.ACCEPTED, due__range=(since, until)).exclude(
        campaign__state="archived"
    )
    for topic in topics.order_by("due"):
        yield topic.campaign_id, topic.unit_id, topic.due, True
    duties = Duty.objects.filter(state=Duty.State.PLANNED, due__range=(since, until)).exclude(
        campaign__state="archived"
    )
    for duty in duties.order_by("due"):
        if duty.due:
            yield duty.campaign_id, duty.unit_id, duty.due, True
    promises = Promise.objects.filter(
        kept=Promise.Kept.OPEN,
        due__range=(since, until),
        commitment__state=Commitment.State.PUBLISHED,
    ).select_related("commitment")
    for promise in promises.exclude(commitment__campaign__state="archived").order_by("due"):
        if promise.due:
            yield promise.commitment.campaign_id, promise.commitment.unit_id, promise.due, False


def _notice(campaign: UUID, unit: UUID, due: date, number: int, level: int) -> Notice:
    return Notice(
        kind=f"work.{level}",
        key=f"work:{campaign}:{unit}:{due}:{level}",
        values={"number": str(number), "day": day_said(due)},
        level=level,
        campaign=campaign,
    )
