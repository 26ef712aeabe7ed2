"""A campaign of the demo from its draft to its launch: units, categories, rounds, the frozen scheme."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from minping.apps.campaigns.selectors import categories_of, rounds_of, tasks_of
from minping.apps.campaigns.services import (
    campaign_create,
    campaign_edit,
    categories_from_scheme,
    category_remove,
    participations_set,
    round_create,
    round_remove,
    scheme_draft_from_yaml,
    scheme_freeze,
)
from minping.apps.campaigns.services.tasks import task_settle
from minping.apps.consequences.services import exemptions_ask, exemptions_follow
from minping.apps.foundation.approvals import agree, waiting
from minping.apps.foundation.clock import as_of, today
from minping.apps.year.services import campaign_act
from minping.core.scoring.inputs import Status
from minping.site.demo.office import Office
from minping.site.demo.years import DemoYear

EXEMPT = "上一年度评议名列前茅"
"""Why some units of the demo are exempt (F120, F121)."""

OPENED = (
    "launch",
    "open_topic_selection",
    "close_topic_selection",
    "open_self_check",
    "open_rectification",
    "open_rating",
)
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Launched:
    """A campaign whose rounds can begin. ``rounds``: (voter group, round code) → id."""

    id: UUID
    demo: DemoYear
    rounds: dict[tuple[str, str], UUID]


@transaction.atomic
def launch(office: Office, demo: DemoYear, basis: UUID | None = None) -> Launched:
    """Set up the campaign of a year, freeze its scheme by two, launch it. ``basis``: the campaign before, whose
    first are exempt."""
    with as_of(min(date(demo.year, 1, 4), today())):
        launched = _set_up(office, demo, basis)
    _settle_tasks(office, launched)
    return launched


def _set_up(office: Office, demo: DemoYear, basis: UUID | None) -> Launched:
    campaign = campaign_create(
        actor=office.lead,
        form="full",
        title=demo.title,
        title_en=f"Citizens' appraisal {demo.year}{', first half' if demo.half else ''}",
        year=demo.year,
        demo=True,
    )
    campaign_edit(actor=office.lead, campaign=campaign, half_year=demo.half)
    scheme_draft_from_yaml(actor=office.clerk, campaign=campaign, text=demo.plan.data, name=demo.plan.name)
    for planned in categories_of(campaign):
        category_remove(actor=office.clerk, category=planned.id)
    categories_from_scheme(actor=office.clerk, campaign=campaign, scheme=demo.county.scheme)
    _take_part(office, campaign, demo)
    if basis is not None:
        _exempt(office, campaign, demo, basis)
    rounds = _rounds(office, campaign, demo)
    asked = scheme_freeze(actor=office.clerk, campaign=campaign, reason="方案已经领导小组审定")
    agree(actor=office.lead, approval=asked)
    for act in OPENED:
        campaign_act(actor=office.lead, campaign=campaign, act=act)
    exemptions_follow()
    return Launched(campaign, demo, rounds)


def _settle_tasks(office: Office, launched: Launched) -> None:
    """What was due is done, but for the last of it if that was due in the last weeks. Of a half-year all is."""
    tasks = tasks_of(launched.id)
    due = [task for task in tasks if task.due < today()]
    recent = due[-1:] if due and due[-1].due > today() - RECENT else []
    for task in tasks if launched.demo.half else due:
        if launched.demo.half or task not in recent:
            task_settle(actor=office.clerk, task=task.id, state="done")


def _take_part(office: Office, campaign: UUID, demo: DemoYear) -> None:
    groups: dict[str, list[UUID]] = {}
    for unit in demo.county.units:
        if unit.kind == "unit":
            groups.setdefault(unit.category, []).append(office.units[unit.code])
    for category, units in groups.items():
        participations_set(
            actor=office.clerk, campaign=campaign, units=units, category=category, status="appraised"
        )


def _exempt(office: Office, campaign: UUID, demo: DemoYear, basis: UUID) -> None:
    """Those that were among the first in the year before are not ranked in this one; agreed by two."""
    rested = [office.units[unit.code] for unit in demo.county.units if unit.status is Status.EXEMPT]
    exemptions_ask(actor=office.clerk, campaign=campaign, basis=basis, units=rested, reason=EXEMPT)
    for asked in waiting(act="consequences.exempt"):
        agree(actor=office.lead, approval=asked.id)


def _rounds(office: Office, campaign: UUID, demo: DemoYear) -> dict[tuple[str, str], UUID]:
    """The rounds of the scheme in place of those of the form."""
    for planned in rounds_of(campaign):
        round_remove(actor=office.clerk, round=planned.id)
    made = {}
    for code, plan in demo.county.scheme.rounds.items():
        for group in plan.groups:
            made[group, code] = round_create(
                actor=office.clerk,
                campaign=campaign,
                group=group,
                code=code,
                title=plan.name or code,
                opens=date.fromisoformat(plan.fieldwork.start),
                closes=end_of(date.fromisoformat(plan.fieldwork.end)),
            )
    return made


def end_of(day: date) -> datetime:
    """Six in the evening of a day, where the office is."""
    return datetime.combine(day, time(18), ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
