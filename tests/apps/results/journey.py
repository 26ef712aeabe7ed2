"""A small county whose year is kept in the application alone: a partner's report, a site's session, daily entries."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.apps.partners.delivering import make_campaign, make_unit, taken

from minping.apps.assessments import services as assessments
from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.selectors import entries_of
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.roles import Role
from minping.apps.partners.services import ComponentPlan, component_make, submission_sign
from minping.apps.units.models import Office, Unit

SCHEME = Path(__file__).with_name("journey.yaml")
NAMES = ("水务局", "供电公司", "城管局", "教育局", "卫健局", "交通局")
SPRING, CUT_OFF, AUTUMN = date(2026, 3, 10), date(2026, 9, 30), date(2026, 10, 22)
BALLOTS = {  # satisfied, half satisfied, not satisfied
    "水务局": (40, 8, 2),
    "供电公司": (41, 7, 2),
    "城管局": (30, 12, 8),
    "教育局": (38, 8, 4),
    "卫健局": (36, 10, 4),
    "交通局": (33, 9, 8),
}
CLOSED = {"水务局": 95, "供电公司": 94, "城管局": 88, "教育局": 94, "卫健局": 96, "交通局": 91}
"""Of 100 tickets that fell due."""


@dataclass(frozen=True)
class Journey:
    """``disputed``: the entry of the water office that belongs to somebody else."""

    campaign: uuid.UUID
    units: dict[str, uuid.UUID]
    clerk: Actor
    lead: Actor
    other: Actor
    liaison: Actor
    partner: Actor
    component: uuid.UUID
    disputed: uuid.UUID


def journey(clerk: Actor, lead: Actor, someone: Callable[..., Actor], *, handed_in: bool = True) -> Journey:
    """Everything in and signed, the book frozen by two; nothing scored yet. ``handed_in`` false: the partner
    has still to bring its table."""
    Office.objects.update_or_create(own=True, defaults={"name": "青石县评议办", "phone": "0553-1234567"})
    with as_of(SPRING):
        codes = {f"Q{place:02}": f"县{name}" for place, name in enumerate(NAMES, start=1)}
        campaign = make_campaign(SCHEME, ("部门", "县直部门"), codes)
        Campaign.objects.filter(id=campaign).update(
            state="running", open_stages=["rating"], title_en="Appraisal of 2026"
        )
        units = {name: Unit.objects.get(code=f"Q{at:02}").id for at, name in enumerate(NAMES, start=1)}
        liaison = someone(Role.LIAISON, unit=units["水务局"], name="水务联络员")
        partner = someone(Role.PARTNER, unit=make_unit("P01", "12345热线中心"), name="热线孙科长")
        disputed = _entries(campaign, units, clerk, lead)
        _own_views(campaign, units, lead, someone)
    with as_of(AUTUMN):
        component = _partner(campaign, partner, lead)
        if handed_in:
            _hand_in(component, partner)
        _site(campaign, someone, lead)
        assessments.freeze_ask(actor=lead, campaign=campaign)
        (waiting,) = approvals.waiting(campaign)
        second = someone(Role.LEAD, name="李副主任")
        approvals.agree(actor=second, approval=waiting.id)
    other = someone(Role.CLERK, name="孙干事")
    return Journey(campaign, units, clerk, lead, other, liaison, partner, component, disputed)


def _entries(campaign: uuid.UUID, units: dict[str, uuid.UUID], clerk: Actor, lead: Actor) -> uuid.UUID:
    assessments.book_set(actor=lead, campaign=campaign, cut_off=CUT_OFF, objection_days=5)
    for name, day in (("水务局", 2), ("城管局", 3), ("城管局", 5), ("交通局", 6)):
        line = EntryLine(
            units[name],
            item="投诉属实",
            day=date(2026, 3, day),
            reason="群众投诉办事推诿，经查属实",
            evidence=f"热线交办单2026-{day}号",
            source="12345热线",
        )
        entry = assessments.entry_record(actor=clerk, campaign=campaign, line=line)
        assessments.entries_show(actor=clerk, campaign=campaign, entries=[entry])
    (disputed,) = entries_of(units["水务局"], campaign)
    return disputed.id


def _own_views(campaign: uuid.UUID, units: dict[str, uuid.UUID], lead: Actor, someone) -> None:
    assessments.self_call_set(actor=lead, campaign=campaign, due=date(2026, 9, 20))
    for name, total in (("水务局", 95), ("城管局", 96), ("教育局", 88)):
        assessments.self_save(
            actor=someone(Role.LIAISON, unit=units[name]),
            campaign=campaign,
            unit=units[name],
            total=Fraction(total),
            aspects={},
            text="对照承诺逐项自查",
            submit=True,
        )


def _partner(campaign: uuid.UUID, partner: Actor, lead: Actor) -> uuid.UUID:
    plan = ComponentPlan(
        "热线办理",
        "hotline",
        next(iter(partner.units)),
        date(2026, 10, 31),
        feeds={"按时办结率": "on_time"},
    )
    return component_make(actor=lead, campaign=campaign, plan=plan)


def partners_table() -> list[list[object]]:
    """What the hotline counted, as its workbook holds it."""
    head: list[object] = ["单位", "转办", "到期工单", "按时办结"]
    return [head, *([f"县{name}", 120, 100, number] for name, number in CLOSED.items())]


def _hand_in(component: uuid.UUID, partner: Actor) -> None:
    taken(partner, component, partners_table())
    submission_sign(actor=partner, component=component, signer="热线中心周主任")


def _site(campaign: uuid.UUID, someone, lead: Actor) -> None:
    town = make_unit("T01", "城关镇")
    plan = ComponentPlan("城关镇", "site", town, date(2026, 10, 31), group="群众", round="现场")
    component = component_make(actor=lead, campaign=campaign, plan=plan)
    actor = someone(Role.PARTNER, unit=town, name="城关镇王书记")
    head = ["单位", "满意", "基本满意", "不满意", "不了解", "废票"]
    taken(actor, component, [head, *([f"县{name}", *numbers, 1, 0] for name, numbers in BALLOTS.items())])
    submission_sign(actor=actor, component=component, signer="王书记", issued=60, returned=51)
