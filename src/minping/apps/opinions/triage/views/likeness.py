"""Pairs of opinions that may say the same, side by side."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.opinions.triage.likeness import likeness_settle, proposed
from minping.apps.opinions.triage.lists import lines_of
from minping.apps.opinions.triage.opening import text_of
from minping.apps.opinions.triage.views.desk import campaign_asked

PAGE = 20


@require_GET
@page("opinions.read")
def pairs(request: HttpRequest) -> HttpResponse:
    """What waits for a person's word, the likeliest first."""
    campaign = campaign_asked(request)
    rows = proposed().select_related("one", "other").order_by("-score", "id")
    if campaign:
        rows = rows.filter(one__campaign=campaign.id)
    pages = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    there = list(pages.object_list)
    lines = {line.id: line for line in lines_of([o for row in there for o in (row.one, row.other)], raw=True)}
    shown = [
        (row, [(lines[opinion.id], text_of(opinion)) for opinion in (row.one, row.other)]) for row in there
    ]
    return render(
        request, "opinions/triage/pairs.html", {"pages": pages, "pairs": shown, "campaign": campaign}
    )


@require_POST
@page("opinions.triage")
def settle(request: HttpRequest, pair: UUID) -> HttpResponse:
    """The same, or different."""
    same = request.POST.get("same", "")
    attempt(request, lambda: likeness_settle(actor=actor_of(request), pair=pair, same=same == "yes"))
    back = request.POST.get("back", "")
    local = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back) if local else redirect("opinions:pairs")
