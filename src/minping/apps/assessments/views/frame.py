"""What every page of this room needs: the campaign asked for, the units this person deals with."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from minping.apps.assessments.ledger import Place, every_item, places_of
from minping.apps.assessments.models import Book, SelfCall
from minping.apps.campaigns.selectors import CampaignFacts, campaigns, frozen_scheme
from minping.apps.foundation.pages import actor_of
from minping.apps.units.selectors import scope_of
from minping.core.scheme.model import Scheme


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest that has a book, else the newest that runs."""
    every, named = [one for one in campaigns() if one.state != "draft"], request.GET.get("campaign", "")
    if named:
        found = next((one for one in every if str(one.id) == named), None)
        if found is None:
            raise Http404
        return found
    booked = set(Book.objects.values_list("campaign", flat=True))
    booked |= set(SelfCall.objects.values_list("campaign", flat=True))
    running = [one for one in every if one.state != "archived"]
    return next(iter([*(one for one in running if one.id in booked), *running, *every]), None)


def campaign_or_404(request: HttpRequest) -> CampaignFacts:
    """As ``campaign_asked``, where a page makes no sense without one."""
    found = campaign_asked(request)
    if found is None:
        raise Http404
    return found


def scheme_or_404(campaign: UUID) -> Scheme:
    """The frozen scheme."""
    found = frozen_scheme(campaign)
    if found is None:
        raise Http404
    return found


def own_places(request: HttpRequest, campaign: UUID) -> Mapping[UUID, Place]:
    """The units of the campaign that this person deals with, by code."""
    scope, places = scope_of(actor_of(request), "assessments.view"), places_of(campaign)
    return {unit: place for unit, place in places.items() if scope is None or unit in scope}


def sees_all(request: HttpRequest) -> bool:
    """Whether this person sees what units were not shown: the office and those who watch over it."""
    return scope_of(actor_of(request), "assessments.view") is None


def seen(request: HttpRequest, unit: UUID) -> None:
    """404 for a record of a unit that this person does not deal with."""
    scope = scope_of(actor_of(request), "assessments.view")
    if scope is not None and unit not in scope:
        raise Http404


def unit_choices(places: Mapping[UUID, Place]) -> list[tuple[str, str]]:
    """Units for a select; stations below the unit they belong to are told by their code."""
    return [(str(unit), f"{place.unit.code} {place.unit.name}") for unit, place in places.items()]


def item_choices(scheme: Scheme) -> list[tuple[str, str]]:
    """Items for a select."""
    return [(code, item.name) for code, item in every_item(scheme).items()]


def at(name: str, campaign: UUID, *ids: UUID) -> str:
    """The address of a page of this room within the campaign."""
    return f"{reverse(f'assessments:{name}', args=ids)}?campaign={campaign}"


def framed(request: HttpRequest, tab: str, campaign: CampaignFacts | None, **more: Any) -> dict[str, Any]:
    """The context of a page below the tabs."""
    return {
        "here": tab,
        "campaign": campaign,
        "others": [one for one in campaigns() if one.state != "draft"],
        "all_units": sees_all(request),
        **more,
    }
