"""What an address asks for: the campaign, the round; names and choices of units for pages."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest

from minping.apps.campaigns.selectors import (
    CampaignFacts,
    RoundFacts,
    campaign_of,
    campaigns,
    participations_of,
    round_of,
)
from minping.apps.units.selectors import units_of


def campaign_asked(request: HttpRequest, unit: UUID | None = None) -> CampaignFacts | None:
    """The campaign named in the address or the form, else the newest that runs, else the newest; None while there
    is none. With ``unit`` of those in which it takes part. A draft for next year does not hide this year's,
    nor does what a unit holds among its own sections."""
    named = request.GET.get("campaign") or request.POST.get("campaign")
    every = campaigns()
    if unit is not None:
        every = [one for one in every if any(part.unit == unit for part in participations_of(one.id))]
    if named:
        found = next((one for one in every if str(one.id) == named), None)
        if found is None:
            raise Http404
        return found
    own = [one for one in every if one.inside is None]
    running = [one for one in (*own, *every) if one.state not in {"archived", "draft"}]
    return next(iter([*running, *own, *every]), None)


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


def unit_names(ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Name by unit."""
    return {unit.id: unit.name for unit in units_of(ids)}


def unit_choices(campaign: UUID | None = None, ids: Iterable[UUID] | None = None) -> list[tuple[str, str]]:
    """Units for a select, by code, the value is the id: those of ``ids``, else the campaign's own, else all."""
    if ids is None and campaign is not None:
        ids = [one.unit for one in participations_of(campaign)] or None
    return [(str(unit.id), unit.name) for unit in units_of(ids)]
