"""What every page of this room needs: the campaign asked for, and the component if this person may see it."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest

from minping.apps.campaigns.selectors import CampaignFacts, campaigns
from minping.apps.foundation.pages import actor_of
from minping.apps.partners.models import Component, Submission
from minping.apps.partners.scope import component_for, components_for
from minping.apps.units.selectors import unit_lines


def campaigns_seen(request: HttpRequest) -> Sequence[CampaignFacts]:
    """Campaigns of which this person may see a component; the office sees them all."""
    actor = actor_of(request)
    if actor.may("partners.edit") or not actor.units:
        return [one for one in campaigns() if one.state != "draft" or actor.of_office]
    own = set(components_for(actor).values_list("campaign", flat=True))
    return [one for one in campaigns() if one.id in own]


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest that is under way, else the newest."""
    every, named = campaigns_seen(request), request.GET.get("campaign", "")
    if named:
        found = next((one for one in every if str(one.id) == named), None)
        if found is None:
            raise Http404
        return found
    running = [one for one in every if one.state not in {"archived", "draft"}]
    return next(iter([*running, *every]), None)


def component_seen(request: HttpRequest, component: UUID) -> Component:
    """The component; 404 for another partner's."""
    return component_for(actor_of(request), component)


def submission_seen(request: HttpRequest, submission: UUID) -> Submission:
    """The delivery, if its component may be seen."""
    found = (
        Submission.objects.select_related("component__campaign")
        .prefetch_related("component__feeds", "lines", "figures")
        .filter(id=submission)
        .first()
    )
    if found is None:
        raise Http404
    component_seen(request, found.component_id)
    return found


def unit_choices() -> list[tuple[str, str]]:
    """Units that may report, for a select."""
    return [(str(unit.id), unit.name) for unit in unit_lines()]
