"""What is awaited of whom, and how far it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.foundation.pages import actor_of, page
from minping.apps.partners.families import FAMILIES, OFFERED
from minping.apps.partners.scope import components_for, names_of
from minping.apps.partners.selectors import reports_stand, site_stand
from minping.apps.partners.views.frame import campaign_asked, campaigns_seen
from minping.apps.partners.words import MARKS, STATES, state_of


@require_GET
@page("partners.view")
def board(request: HttpRequest) -> HttpResponse:
    """Components and sites of one campaign; a partner sees the own ones."""
    campaign = campaign_asked(request)
    context: dict[str, Any] = {
        "campaign": campaign,
        "others": campaigns_seen(request),
        "families": OFFERED,
        "rows": [],
        "sites": [],
        "unassigned": [],
    }
    if campaign is not None:
        own = set(components_for(actor_of(request)).filter(campaign=campaign.id).values_list("id", flat=True))
        stands = [one for one in reports_stand(campaign.id) if one.id in own]
        context["rows"] = [
            (one, FAMILIES[one.family].name, state_of(one), MARKS[one.state]) for one in stands
        ]
        sites = [one for one in site_stand(campaign.id) if one.id in own]
        context["sites"] = [(one, STATES[one.state], MARKS[one.state]) for one in sites]
        if actor_of(request).may("partners.edit"):
            fed = {code for one in stands for code in one.codes}
            context["unassigned"] = [code for code in names_of(campaign.id).reports if code not in fed]
    return render(request, "partners/board.html", context)
