"""Where a campaign stands, read from every room below: the facts its next acts depend on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from minping.apps.campaigns import selectors as campaigns
from minping.apps.campaigns.services import machine_of
from minping.apps.results import progress as results
from minping.core.lifecycle.machine import Case, Machine
from minping.core.lifecycle.round import ROUND

ENDED = frozenset(state.name for state in ROUND.states if state.final)


@dataclass(frozen=True)
class Standing:
    """What the rooms say about one campaign."""

    campaign: campaigns.CampaignFacts
    appraised: int
    exempt: int
    uncategorised: int
    rounds: Sequence[campaigns.RoundFacts]
    scheme: str
    uncommitted: int
    scores: results.Stand

    @cached_property
    def missing(self) -> Sequence[results.Missing]:
        """What stands before the totals; every table is read for it, so only where it is shown."""
        return results.missing_of(self.campaign.id)

    @property
    def machine(self) -> Machine:
        return machine_of(self.campaign.form)

    @property
    def case(self) -> Case:
        return Case(state=self.campaign.state, stages=frozenset(self.campaign.open_stages))


def standing_of(campaign: UUID) -> Standing | None:
    """The standing of a campaign, or None when there is none of this id."""
    found = campaigns.campaign_of(campaign)
    if found is None:
        return None
    units = campaigns.participations_of(campaign)
    appraised = [unit for unit in units if unit.status == "appraised"]
    return Standing(
        campaign=found,
        appraised=len(appraised),
        exempt=sum(unit.status == "exempt" for unit in units),
        uncategorised=sum(not unit.category for unit in appraised),
        rounds=campaigns.rounds_of(campaign),
        scheme=campaigns.frozen_digest(campaign),
        uncommitted=campaigns.commitments_missing(campaign),
        scores=results.stand_of(campaign),
    )


def facts_of(standing: Standing) -> frozenset[str]:
    """The facts of ``core.lifecycle.campaign`` that hold now."""
    rounds_ended = bool(standing.rounds) and all(r.state in ENDED for r in standing.rounds)
    known = {
        "units_registered": standing.appraised > 0 and standing.uncategorised == 0,
        "rounds_ended": rounds_ended,
        "commitments_public": standing.appraised > 0 and standing.uncommitted == 0,
    }
    return frozenset(name for name, holds in known.items() if holds)
