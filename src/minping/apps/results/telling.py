"""What goes to telephones from this room: results announced to units, appeals that wait for a decision (F134)."""

from uuid import UUID

from django.utils.timezone import localdate

from minping.apps.accounts.notices import Notice, office_tell, units_tell
from minping.apps.foundation.clock import today
from minping.apps.foundation.workdays import calendar
from minping.apps.messaging.selectors import fates
from minping.apps.messaging.texts import day_said
from minping.apps.results.appeals.filing import may_appeal
from minping.apps.results.appeals.steps import CLOSED, state_of
from minping.apps.results.models import Announcement, Appeal

LATE = (5, 10)
"""Working days from the filing on after which the leads, and the leading group too, are told that appeals wait."""


def remind() -> None:
    """Units of the window that is open, once; the office of appeals that take long, once for each number of them."""
    for told in Announcement.objects.filter(objections_until__gte=today()).select_related("run"):
        until = told.objections_until
        if until is not None and may_appeal(told.run) and not fates(f"told:{told.run_id}:"):
            said = {"day": day_said(until)}
            units_tell(
                (
                    UUID(unit),
                    Notice("result.told", f"told:{told.run_id}:{unit}", said, campaign=told.run.campaign_id),
                )
                for unit in sorted(set(told.run.units.values()))
            )
    _remind_of_appeals()


def _remind_of_appeals() -> None:
    days, day = calendar(), today()
    live = Appeal.objects.exclude(campaign__state="archived").prefetch_related("steps")
    ages = [days.between(localdate(one.at), day) for one in live if state_of(one) != CLOSED]
    for level, least in enumerate(LATE, start=1):
        number = sum(age >= least for age in ages)
        if number:
            values = {"number": str(number), "days": str(max(ages))}
            office_tell(Notice(f"appeal.{level}", f"appeal:{day:%G-%V}:{level}:{number}", values, level))
