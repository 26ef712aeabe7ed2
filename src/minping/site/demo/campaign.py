"""A campaign of the demo from its draft to its launch: units, categories, rounds, the frozen scheme."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from minping.apps.campaigns.selectors import rounds_of
from minping.apps.campaigns.services import (
    campaign_create,
    categories_from_scheme,
    participations_set,
    round_create,
    round_remove,
    scheme_draft_from_yaml,
    scheme_freeze,
)
from minping.apps.foundation.approvals import agree
from minping.apps.year.services import campaign_act
from minping.core.scoring.inputs import Status
from minping.site.demo.office import Office
from minping.site.demo.years import DemoYear

EXEMPT = "上一年度评议名列前茅，本年度免评；免评不免建"
"""The reason that the demo gives for its exempt units (F120, F121)."""


@dataclass(frozen=True)
class Launched:
    """A campaign whose rounds can begin. ``rounds``: (voter group, round code) → id."""

    id: UUID
    demo: DemoYear
    rounds: dict[tuple[str, str], UUID]


@transaction.atomic
def launch(office: Office, demo: DemoYear) -> Launched:
    """Set up the campaign of a year, freeze its scheme by two, launch it."""
    campaign = campaign_create(
        actor=office.lead,
        form="full",
        title=f"{demo.year}年民主评议政风行风",
        title_en=f"Citizens' appraisal {demo.year}",
        year=demo.year,
        demo=True,
    )
    scheme_draft_from_yaml(actor=office.clerk, campaign=campaign, text=demo.plan.data, name=demo.plan.name)
    categories_from_scheme(actor=office.clerk, campaign=campaign, scheme=demo.county.scheme)
    _take_part(office, campaign, demo)
    rounds = _rounds(office, campaign, demo)
    asked = scheme_freeze(actor=office.clerk, campaign=campaign, reason="方案已经领导小组审定")
    agree(actor=office.lead, approval=asked)
    for act in ("launch", "open_rating"):
        campaign_act(actor=office.lead, campaign=campaign, act=act)
    return Launched(campaign, demo, rounds)


def _take_part(office: Office, campaign: UUID, demo: DemoYear) -> None:
    groups: dict[tuple[str, Status], list[UUID]] = {}
    for unit in demo.county.units:
        if unit.kind == "unit":
            groups.setdefault((unit.category, unit.status), []).append(office.units[unit.code])
    for (category, status), units in groups.items():
        reason = "" if status is Status.APPRAISED else EXEMPT
        participations_set(
            actor=office.clerk,
            campaign=campaign,
            units=units,
            category=category,
            status=status.value,
            reason=reason,
        )


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
