"""Holding an appraisal in one of its modes: set up from its form, sessions reported by sites, totals."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tests.apps.partners.delivering import taken

from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.selectors import draft_scheme
from minping.apps.campaigns.services import (
    campaign_create,
    participations_set,
    scheme_change,
    scheme_freeze,
)
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.partners.services import ComponentPlan, component_make, submission_sign
from minping.apps.results.gate import gate_of
from minping.apps.results.models import ScoreRun
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    explanation_give,
    review_give,
    run_compute,
)
from minping.apps.units.models import Office, Unit, UnitName
from minping.core.findings import Text

DUE = date(2026, 12, 10)
Ballots = Mapping[str, tuple[int, int, int]]
"""Unit → how many are satisfied, fairly so, not at all."""


@dataclass(frozen=True)
class People:
    """Those who run it."""

    lead: Actor
    clerk: Actor
    second: Actor
    someone: Callable[..., Actor]


def unit(code: str, name: str, **more) -> Unit:
    """A unit of the register."""
    made = Unit.objects.create(code=code, **more)
    UnitName.objects.create(unit=made, name=name)
    return made


def begun(people: People, form: str, title: str, places: Mapping[str, list[Unit]], **more) -> uuid.UUID:
    """A campaign set up from a form, its plan frozen with every suggestion taken; ``places``: category → units."""
    Office.objects.update_or_create(own=True, defaults={"name": "青石县评议办"})
    campaign = campaign_create(actor=people.lead, form=form, title=title, year=2026, **more)
    for category, units in places.items():
        participations_set(
            actor=people.lead, campaign=campaign, units=[one.id for one in units], category=category
        )
    drafted = draft_scheme(campaign)
    assert drafted is not None
    scheme = replace(drafted, questions=())
    told = Text("按建议定下", "settled as suggested")
    scheme_change(actor=people.lead, campaign=campaign, scheme=scheme, told=told)
    asked = scheme_freeze(actor=people.lead, campaign=campaign)
    approvals.agree(actor=people.second, approval=asked)
    Campaign.objects.filter(id=campaign).update(state="running", open_stages=["rating"])
    return campaign


def awaited(people: People, campaign: uuid.UUID, host: Unit, title: str, group: str, code: str = ""):
    """A session that somebody has to report: its component and who reports it."""
    plan = ComponentPlan(title, "site", host.id, DUE, group=group, round=code)
    made = component_make(actor=people.lead, campaign=campaign, plan=plan)
    return made, people.someone(Role.PARTNER, unit=host.id)


def reported(made: uuid.UUID, reporter: Actor, ballots: Ballots, aspects: tuple[str, ...] = ()) -> None:
    """The session's counts taken in and signed; each ballot answers every aspect alike."""
    if aspects:
        head = ["单位", "测评项", "A", "B", "C", "U", "有效票"]
        rows = [
            [name, one, *numbers, 0, "" if place else sum(numbers)]
            for name, numbers in ballots.items()
            for place, one in enumerate(aspects)
        ]
    else:
        head = ["单位", "A", "B", "C", "U"]
        rows = [[name, *numbers, 0] for name, numbers in ballots.items()]
    taken(reporter, made, [head, *rows])
    most = max(sum(numbers) for numbers in ballots.values())
    submission_sign(actor=reporter, component=made, signer="负责人", issued=most, returned=most)


def session(
    people: People, campaign: uuid.UUID, host: Unit, group: str, ballots: Ballots, code: str = ""
) -> None:
    """A session asked for, reported and signed."""
    made, reporter = awaited(people, campaign, host, f"{host.code}{group}", group, code)
    reported(made, reporter, ballots)


def totalled(people: People, campaign: uuid.UUID) -> ScoreRun:
    """What nobody held is explained; scores are computed."""
    for lack in gate_of(campaign).open:
        if lack.explainable:
            explanation_give(actor=people.clerk, campaign=campaign, item=lack.item, reason="没有举行，经核对")
    campaign_reconcile(actor=people.clerk, campaign=campaign)
    return run_compute(actor=people.clerk, campaign=campaign)


def told(people: People, campaign: uuid.UUID) -> ScoreRun:
    """Scores computed, reviewed by another, announced to the units."""
    run = totalled(people, campaign)
    review_give(actor=people.lead, run=run.id, sound=True, note="抽查无误")
    announcement_make(actor=people.lead, run=run.id)
    return run
