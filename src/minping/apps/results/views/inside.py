"""Results of campaigns inside units as a component of the county's campaign."""

from fractions import Fraction
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.results.inside import fitting, outdated, sources_of, taken_in_force
from minping.apps.results.services import inside_take
from minping.apps.results.views.campaigns import campaign_or_404
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text
from minping.core.scoring.rounding import legible

TAKEN = Text(
    "已取为草稿，请到数据报送页核对并签字。", "Taken as a draft; check and sign it on the partner's page."
)


@require_http_methods(["GET", "POST"])
@page("results.view")
def inside(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What there is inside the units, what was taken from it, and what changed since; take it."""
    campaign = campaign_or_404(campaign_id)
    if request.method == "POST":
        component = _uuid(request.POST.get("component", ""))
        attempt(
            request,
            lambda: inside_take(actor=actor_of(request), campaign=campaign_id, component=component),
            TAKEN,
        )
        return redirect("results:inside", campaign_id)
    changed = {one.id for one, _ in outdated(campaign_id)}
    titles, taken = {one.id: one for one in fitting(campaign_id)}, taken_in_force(campaign_id)
    names = {line.id: line.name for line in unit_lines({one.unit_id for one in taken})}
    context = {
        "campaign": campaign,
        "sources": sources_of(campaign_id),
        "components": list(titles.values()),
        "taken": [
            (
                one,
                names[one.unit_id],
                legible(Fraction(one.value)),
                titles.get(one.component),
                one.id in changed,
            )
            for one in taken
        ],
    }
    return render(request, "results/inside.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
