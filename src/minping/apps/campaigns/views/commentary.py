"""Commentary on each unit that took part; of a campaign inside a unit also its summary, by that unit itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minping.apps.campaigns import services
from minping.apps.campaigns.models import Campaign, Commentary
from minping.apps.campaigns.services.commentary import LONGEST, may_comment
from minping.apps.campaigns.views.frame import campaign_found, framed, host_of
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text

WRITTEN = Text(
    "已保存。被点评单位在结果通报后看到。", "Saved. The unit reads it once the results are announced."
)


@require_http_methods(["GET", "POST"])
@page("campaigns.report")
def commentary(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Every unit with what is said of it; write one at a time."""
    found, actor = campaign_found(campaign), actor_of(request)
    if not may_comment(actor, found):
        raise Http404
    if request.method == "POST":
        said = request.POST.get("text", "")
        unit = _unit(request.POST.get("unit", ""))
        attempt(
            request,
            lambda: services.commentary_write(actor=actor, campaign=campaign, unit=unit, text=said),
            WRITTEN,
        )
        return redirect("campaigns:commentary", campaign)
    context = framed(request, found, "commentary", **_told(found))
    if not actor.may("campaigns.view"):
        context = {**context, "tabs": (), "narrow": True}
    return render(request, "campaigns/commentary.html", context)


def _unit(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _told(campaign: Campaign) -> Mapping[str, Any]:
    known = {one.unit_id: one for one in Commentary.objects.filter(campaign=campaign)}
    parts = campaign.participations.exclude(status="opinion_only").select_related("category")
    groups = {part.unit_id: part.category.name if part.category else "" for part in parts}
    host = host_of(campaign)
    return {
        "rows": [(line, groups[line.id], known.get(line.id)) for line in unit_lines(groups)],
        "summary": known.get(host.id) if host is not None else None,
        "longest": LONGEST,
        "open": campaign.state != "archived",
    }
