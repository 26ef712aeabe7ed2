"""What an address asks for: the campaign; names and choices of units."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, campaigns, participations_of
from minping.apps.units.selectors import units_of


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest; None while there is none."""
    named = request.GET.get("campaign")
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


def unit_names(ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Name by unit."""
    return {unit.id: unit.name for unit in units_of(ids)}


def unit_choices(campaign: UUID) -> list[tuple[str, str]]:
    """The campaign's units for a select; all units while it has none of its own."""
    part = [one.unit for one in participations_of(campaign)]
    return [(str(unit.id), unit.name) for unit in units_of(part or None)]
