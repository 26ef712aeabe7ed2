"""What an address asks for: the campaign, the round; and choices of units for forms."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest

from minping.apps.campaigns.selectors import (
    CampaignFacts,
    RoundFacts,
    campaign_of,
    campaigns,
    round_of,
)
from minping.apps.units.selectors import units_of


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest; None while there is none."""
    named = request.GET.get("campaign") or request.POST.get("campaign")
    every = campaigns()
    if not named:
        return every[0] if every else None
    found = next((one for one in every if str(one.id) == named), None)
    if found is None:
        raise Http404
    return found


def campaign_or_404(campaign: UUID) -> CampaignFacts:
    """The campaign, or 404."""
    found = campaign_of(campaign)
    if found is None:
        raise Http404
    return found


def round_or_404(round_id: UUID) -> RoundFacts:
    """The round, or 404."""
    found = round_of(round_id)
    if found is None:
        raise Http404
    return found


def unit_choices(ids: Sequence[UUID] | None = None) -> list[tuple[str, str]]:
    """Units for a select, by code; the value is the id."""
    return [(str(unit.id), f"{unit.name}") for unit in units_of(ids)]


def unit_names() -> dict[UUID, str]:
    """Name by unit."""
    return {unit.id: unit.name for unit in units_of()}
