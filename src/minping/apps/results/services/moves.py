"""Steps of the campaign's lifecycle that follow from an act of this room."""

from collections.abc import Collection, Sequence
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of
from minping.apps.campaigns.services import campaign_move
from minping.apps.campaigns.services.campaigns import machine_of
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.errors import Refused
from minping.core.findings import Text
from minping.core.lifecycle import allowed


def known_campaign(campaign: UUID) -> CampaignFacts:
    """The campaign. Raises Refused when there is none of this id."""
    found = campaign_of(campaign)
    if found is None:
        raise Refused(Text("没有这个评议活动。", "There is no such campaign."))
    return found


def advance(actor: Actor, campaign: UUID, acts: Sequence[str], facts: Collection[str]) -> str:
    """Carry out those of ``acts`` that belong to the state the campaign has come to; the last state.

    A leading group's member agrees to a publication without holding the right to edit a campaign: what
    follows from the agreement is then carried out by the system, and the agreement itself is recorded.
    """
    mover = actor if actor.may("campaigns.edit") else SYSTEM
    found = known_campaign(campaign)
    machine, state = machine_of(found.form), found.state
    for act in acts:
        if act in {transition.act for transition in allowed(machine, state)}:
            state = campaign_move(actor=mover, campaign=campaign, act=act, facts=facts)
    return state
