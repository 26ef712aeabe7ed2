"""Campaigns held inside units, as a component of the county's campaign: what there is, what was taken, what changed
since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, campaigns, participations_of
from minping.apps.partners.selectors import ComponentStand, newest, reports_stand
from minping.apps.results.loaded import load_public
from minping.apps.results.models import InsideTaken, ScoreRun
from minping.apps.units.selectors import unit_lines
from minping.core.scoring.result import ScoreRun as Run

FAMILIES = frozenset({"table", "list"})
"""Families of components that hold a value for each unit."""


@dataclass(frozen=True)
class Source:
    """A campaign inside a unit that takes part. ``run``: its newest run; ``sound``: reviewed and found so."""

    unit: UUID
    name: str
    campaign: CampaignFacts
    run: ScoreRun | None
    sound: bool


@dataclass(frozen=True)
class Member:
    """One object behind a unit's value."""

    unit: UUID
    name: str
    category: str
    score: Fraction
    shown: str
    valid: int


def sources_of(campaign: UUID) -> Sequence[Source]:
    """Campaigns of the same year inside units that are appraised in this one, by the unit's code."""
    own = campaign_of(campaign)
    if own is None or own.inside is not None:
        return []
    parts = {one.unit for one in participations_of(campaign) if one.status == "appraised"}
    held = {one.inside: one for one in reversed(campaigns()) if one.inside in parts and one.year == own.year}
    return [_source(line.id, line.name, held[line.id]) for line in unit_lines(u for u in held if u)]


def _source(unit: UUID, name: str, campaign: CampaignFacts) -> Source:
    run = newest_run(campaign.id)
    last = run.reviews.order_by("-at").first() if run is not None else None
    return Source(unit, name, campaign, run, last is not None and last.sound)


def newest_run(campaign: UUID) -> ScoreRun | None:
    """The last run of a campaign."""
    return ScoreRun.objects.filter(campaign=campaign).order_by("-number").first()


def members_of(row: ScoreRun) -> list[Member]:
    """All that have a score in the run, by category and code."""
    run: Run = load_public(row).run
    return [
        Member(
            UUID(row.units[one.unit]),
            one.name,
            one.category,
            one.score,
            one.published,
            (one.tree.valid or 0) if one.tree is not None else 0,
        )
        for one in sorted(run.units, key=lambda one: (one.category, one.unit))
        if one.score is not None
    ]


def fitting(campaign: UUID) -> Sequence[ComponentStand]:
    """Components that can take such results: one component of the scheme, a value for each unit."""
    found = reports_stand(campaign)
    return [one for one in found if one.family in FAMILIES and len(one.codes) == 1 and not one.periods]


def taken_in_force(campaign: UUID) -> Sequence[InsideTaken]:
    """What stands in the deliveries in force, drafts and signed."""
    components = {one.id for one in reports_stand(campaign)}
    current = {one.id for one in newest(components).values()}
    rows = InsideTaken.objects.filter(campaign=campaign, submission__in=current)
    return list(rows.select_related("run").order_by("unit__code"))


def outdated(campaign: UUID) -> Iterator[tuple[InsideTaken, ScoreRun]]:
    """What was taken from a run that is no longer the newest of its campaign, with the newest."""
    for one in taken_in_force(campaign):
        last = newest_run(one.run.campaign_id)
        if last is not None and last.id != one.run_id:
            yield one, last


def taken_behind(row: ScoreRun, unit: UUID) -> InsideTaken | None:
    """From what a unit's value in a run came: the last that was taken before the run was computed."""
    found = InsideTaken.objects.filter(campaign=row.campaign_id, unit=unit, at__lte=row.at)
    return found.select_related("run").order_by("-at").first()


def title_of(row: ScoreRun) -> str:
    """What the campaign of a run is called."""
    found = campaign_of(row.campaign_id)
    return found.title if found is not None else ""
