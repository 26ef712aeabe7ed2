"""The page of rights: each supervisor with the four rights side by side."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.asked import campaign_asked, campaign_or_404
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.oversight.rights.selectors import KINDS, MEANING, supervisors_of
from minping.apps.oversight.rights.services import rights_set
from minping.core.findings import Text


@require_GET
@page("oversight.view")
def rights(request: HttpRequest) -> HttpResponse:
    """Who may investigate, supervise, appraise, vote."""
    campaign = campaign_asked(request)
    found = supervisors_of(campaign.id) if campaign else []
    named = actor_of(request).may("oversight.edit")
    lines = [
        (one, [(kind.value, word, kind.value in one.rights) for kind, word in KINDS.items()]) for one in found
    ]
    kinds = [(word, MEANING[kind]) for kind, word in KINDS.items()]
    context = {"campaign": campaign, "lines": lines, "kinds": kinds, "named": named}
    return render(request, "oversight/rights/rights.html", context)


@require_POST
@page("oversight.edit")
def change(request: HttpRequest, campaign_id: UUID, person_id: UUID) -> HttpResponse:
    """Set the rights of one supervisor."""
    campaign, actor = campaign_or_404(campaign_id), actor_of(request)
    if all(one.facts.person != person_id for one in supervisors_of(campaign.id)):
        raise Http404
    kinds = request.POST.getlist("right")
    attempt(
        request,
        lambda: rights_set(actor=actor, campaign=campaign.id, person=person_id, kinds=kinds),
        Text("权利已记录。", "The rights are on record."),
    )
    return redirect(f"{reverse('oversight:rights')}?campaign={campaign.id}")
