"""What every page of this room needs: the campaign asked for, the units this person deals with."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.campaigns.selectors import CampaignFacts, campaigns, participations_of
from minping.apps.commitments.words import MARKS
from minping.apps.foundation.pages import actor_of
from minping.apps.units.selectors import UnitFacts, scope_of, units_of
from minping.core.findings import Text

Row = tuple[Any, UnitFacts | None, Text, str]
"""A record, its unit, the word for its state and the mark that goes with it."""


def campaign_or_404(request: HttpRequest, unit: UUID | None = None) -> CampaignFacts:
    """The campaign asked for, where a page makes no sense without one."""
    found = campaign_asked(request, unit)
    if found is None:
        raise Http404
    return found


def own_units(request: HttpRequest, campaign: UUID) -> Sequence[UnitFacts]:
    """The units of the campaign that this person deals with, by code."""
    scope = scope_of(actor_of(request), "commitments.view")
    taking_part = {part.unit for part in participations_of(campaign) if part.status != "opinion_only"}
    return units_of(taking_part if scope is None else taking_part & scope)


def choices(units: Sequence[UnitFacts]) -> list[tuple[str, str]]:
    """Units for a select."""
    return [(str(unit.id), unit.name) for unit in units]


def seen(request: HttpRequest, unit: UUID | None) -> None:
    """404 for a record of a unit that this person does not deal with."""
    scope = scope_of(actor_of(request), "commitments.view")
    if scope is not None and unit not in scope:
        raise Http404


def rows_of(found: Sequence[Any], words: Mapping[Any, Text], units: Mapping[UUID, UnitFacts]) -> list[Row]:
    """Records as a table shows them."""
    return [(one, units.get(one.unit_id), words[one.state], MARKS.get(one.state, "plain")) for one in found]


def framed(request: HttpRequest, tab: str, campaign: CampaignFacts | None, **more: Any) -> dict[str, Any]:
    """The context of a page below the tabs."""
    others = [one for one in campaigns() if one.state != "draft"]
    return {"here": tab, "campaign": campaign, "others": others, **more}
