"""How far a campaign's results are, for the rooms above: what is missing, what has been done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.results import gate
from minping.apps.results.appeals.steps import pending
from minping.apps.results.models import Announcement, Publication, ScoreRun
from minping.apps.results.services.reviews import verdict
from minping.core.findings import Text


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


def appeals_pending(campaign: UUID) -> int:
    """How many appeals against a campaign's numbers are not closed."""
    return len(pending(campaign))
