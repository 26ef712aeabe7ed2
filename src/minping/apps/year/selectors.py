"""What other rooms may know of the year."""

from collections.abc import Sequence
from dataclasses import dataclass

from minping.apps.campaigns import selectors as campaigns
from minping.apps.year.standing import standing_of
from minping.apps.year.steps import Act, Step, acts_of, steps_of


@dataclass(frozen=True)
class Agenda:
    """One running campaign: the step it has reached and the acts that are ready."""

    campaign: campaigns.CampaignFacts
    step: Step | None
    done: int
    steps: int
    ready: Sequence[Act]


def agendas() -> Sequence[Agenda]:
    """Every campaign that is not archived, newest first."""
    found = []
    for campaign in campaigns.campaigns():
        if campaign.state == "archived":
            continue
        standing = standing_of(campaign.id)
        if standing is None:
            continue
        steps = steps_of(standing, brief=True)
        found.append(
            Agenda(
                campaign,
                next((step for step in steps if step.state == "now"), None),
                sum(step.state == "done" for step in steps),
                len(steps),
                [act for act in acts_of(standing) if act.ready],
            )
        )
    return found
