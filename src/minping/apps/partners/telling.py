"""What goes to telephones from this room: reports of partners and sites whose day comes or has passed (F134)."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from minping.apps.accounts.notices import Notice, unit_tell
from minping.apps.campaigns.selectors import campaigns
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.texts import day_said
from minping.apps.partners.selectors import ABSENT, SIGNED, ComponentStand, SiteStand, awaited, site_stand

AHEAD = 2
"""Working days before the day on which a partner is reminded."""
LATE = (1, 5)
"""Working days late from which a reminder of the first and of the second level goes out."""
WINDOW = timedelta(days=60)
_COLLECTING = frozenset({"launched", "running"})


def remind() -> None:
    """One message for a partner, a day and a level, with how many reports are due on that day."""
    days, day = calendar(), today()
    for campaign in campaigns():
        if campaign.state not in _COLLECTING:
            continue
        owed: Counter[tuple[UUID, date]] = Counter()
        stands: list[ComponentStand | SiteStand] = [*awaited(campaign.id), *site_stand(campaign.id)]
        for stand in stands:
            if stand.state not in {SIGNED, ABSENT} and day - WINDOW <= stand.due <= days.add(day, AHEAD).day:
                partner = stand.partner if isinstance(stand, ComponentStand) else stand.unit
                owed[partner, stand.due] += 1
        for (partner, due), number in owed.items():
            level = sum(days.between(due, day) >= step for step in LATE) if due < day else 0
            if level or due >= day:
                values = {"number": str(number), "day": day_said(due)}
                key = f"component:{campaign.id}:{partner}:{due}:{level}"
                unit_tell(
                    partner,
                    Notice(f"component.{level}", key, values, level, campaign.id, role=Role.PARTNER),
                )
