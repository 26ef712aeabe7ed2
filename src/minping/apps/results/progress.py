"""How far a campaign's results are, for the rooms above: what is missing, what has been done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from minping.apps.foundation.clock import today
from minping.apps.results import gate
from minping.apps.results.appeals.filing import may_appeal
from minping.apps.results.appeals.steps import counted_first, pending, state_of
from minping.apps.results.models import Announcement, Appeal, Publication, ScoreRun
from minping.apps.results.services.reviews import verdict
from minping.core.findings import Text

_BY_ANOTHER = frozenset({"accepted", "recount", "evidence_check", "correcting"})
"""States of an appeal in which another than the first counters goes on."""


@dataclass(frozen=True)
class Missing:
    """One thing that stands between the campaign and its totals, and what to do about it."""

    text: Text
    remedy: Text


@dataclass(frozen=True)
class Stand:
    """``runs``: computations so far; the rest is said of the newest of them."""

    runs: int = 0
    latest: UUID | None = None
    reviewed: bool = False
    announced: bool = False
    published: bool = False


def missing_of(campaign: UUID) -> Sequence[Missing]:
    """What is still missing, faults in the tables included. Empty: totals may be computed."""
    found = gate.gate_of(campaign)
    faults = [Missing(fault.text, fault.remedy) for fault in found.faults]
    return [*(Missing(lack.text, lack.remedy) for lack in found.open), *faults]


def stand_of(campaign: UUID) -> Stand:
    """Where the newest run stands."""
    run = ScoreRun.objects.filter(campaign=campaign).order_by("-number").first()
    if run is None:
        return Stand()
    last = verdict(run)
    return Stand(
        runs=ScoreRun.objects.filter(campaign=campaign).count(),
        latest=run.id,
        reviewed=last is not None and last.sound,
        announced=Announcement.objects.filter(run=run).exists(),
        published=Publication.objects.filter(run=run).exists(),
    )


def reviews_waiting(person: UUID | None) -> Sequence[UUID]:
    """Newest runs with a result that this person may review: nobody has, and somebody else computed them."""
    newest = ScoreRun.objects.filter(blocked=False, reviews=None).exclude(by=person)
    later = ScoreRun.objects.filter(campaign=OuterRef("campaign"), number__gt=OuterRef("number"))
    public = Publication.objects.filter(run=OuterRef("pk"))
    return list(newest.exclude(Exists(later)).exclude(Exists(public)).values_list("id", flat=True))


def appeals_waiting(campaign: UUID, person: UUID | None) -> int:
    """Appeals that are not closed and whose next step this person may take: whoever counted first takes in and
    closes, but neither counts again nor decides."""
    return sum(
        state_of(one) not in _BY_ANOTHER or person not in counted_first(one.run) for one in pending(campaign)
    )


@dataclass(frozen=True)
class Window:
    """Announced results of units against which they may still appeal; ``until``: the nearest last day."""

    number: int = 0
    until: date | None = None


def window_for(units: Collection[UUID]) -> Window:
    """Of these units: results that they were told of, with the window open and no appeal filed."""
    found: list[date] = []
    mine = set(units)
    for told in Announcement.objects.filter(objections_until__gte=today()).select_related("run"):
        until = told.objections_until
        if until is None or not may_appeal(told.run):
            continue
        known = {UUID(unit) for unit in told.run.units.values()} & mine
        filed = Appeal.objects.filter(run=told.run, unit__in=known).values_list("unit", flat=True)
        found += [until] * len(known - set(filed))
    return Window(len(found), min(found, default=None))
