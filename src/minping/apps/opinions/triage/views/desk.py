"""The list of opinions: filters, counts, views that are kept, comparing anew."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.accounts.selectors import holders
from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, campaigns
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.foundation.roles import Role
from minping.apps.opinions.selectors import campaign_taking
from minping.apps.opinions.triage.classes import class_names
from minping.apps.opinions.triage.deciding import leads_settle
from minping.apps.opinions.triage.finding import ONLY, found, query_of, shown
from minping.apps.opinions.triage.grouping import grouping_ask
from minping.apps.opinions.triage.likeness import proposed
from minping.apps.opinions.triage.lists import by_state, in_order, lines_of, view_forget, view_keep, views_of
from minping.apps.opinions.words import KINDS, SOURCES
from minping.apps.units.selectors import UnitFacts, units_of
from minping.core.findings import Text

PAGE = 50
ORDERS = {
    "newest": Text("最新在前", "newest first"),
    "oldest": Text("最早在前", "oldest first"),
    "due": Text("按答复期限", "by day of answer"),
}
ONLY_WORDS = {
    "late": Text("答复超期", "answer overdue"),
    "repeats": Text("有重复件", "with repeats"),
    "unmasked": Text("未遮盖", "not masked"),
    "unrouted": Text("未定单位", "no unit yet"),
    "unhandled": Text("未定专人", "nobody named"),
}


def office_people() -> list[tuple[UUID, str]]:
    """Who of the office may be named to handle something."""
    found = {user.id: user.name for role in (Role.LEAD, Role.CLERK) for user in holders(role)}
    return sorted(found.items(), key=lambda item: item[1])


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign of the address, else the one that opinions go to now."""
    asked = request.GET.get("campaign", "")
    try:
        named = campaign_of(UUID(asked)) if asked else None
    except ValueError as fault:
        raise Http404 from fault
    return named or campaign_taking() or next(iter(campaigns()), None)


def unit_choices() -> list[UnitFacts]:
    """Units that an opinion may be about."""
    return [unit for unit in units_of() if not unit.until]


@require_GET
@page("opinions.view")
def desk(request: HttpRequest) -> HttpResponse:
    """The opinions asked for."""
    leads_settle()
    actor, campaign = actor_of(request), campaign_asked(request)
    query = query_of(request.GET.dict(), campaign.id if campaign else None)
    pages = Paginator(found(query).values_list("id", flat=True), PAGE).get_page(request.GET.get("page"))
    everything = shown().filter(campaign=campaign.id) if campaign else shown()
    states = by_state(everything)
    context = {
        "query": query,
        "asked": request.GET.dict(),
        "pages": pages,
        "lines": lines_of(in_order(pages.object_list), raw=actor.may("opinions.read")),
        "states": states,
        "total": sum(count for _, _, count in states),
        "open": sum(count for name, _, count in states if name in ("received", "reading")),
        "pairs": proposed().filter(one__campaign=query.campaign).count(),
        **_choices(actor, campaign),
        "address": _address(request),
    }
    return render(request, "opinions/triage/desk.html", context)


def _address(request: HttpRequest) -> str:
    """The filters at hand, to be kept as a view."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _choices(actor: Actor, campaign: CampaignFacts | None) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "campaigns": campaigns(),
        "sources": [(code.value, text) for code, text in SOURCES.items()],
        "kinds": [(code.value, text) for code, text in KINDS.items()],
        "classes": [(key, text) for key, text in class_names().items() if key],
        "units": unit_choices(),
        "people": office_people(),
        "orders": ORDERS.items(),
        "only": [(word, ONLY_WORDS[word]) for word in ONLY],
        "views": views_of(actor),
    }


@require_POST
@page("opinions.view")
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters at hand under a name."""
    query = request.POST.get("query", "")
    attempt(
        request,
        lambda: view_keep(actor=actor_of(request), name=request.POST.get("name", ""), query=query),
        Text("视图已保存。", "The view is kept."),
    )
    return redirect(f"{reverse('opinions:desk')}?{query}")


@require_POST
@page("opinions.view")
def forget(request: HttpRequest) -> HttpResponse:
    """Forget a view of one's own."""
    actor, asked = actor_of(request), request.POST.get("view", "")
    for one in views_of(actor):
        if str(one.id) == asked:
            view_forget(actor=actor, view=one.id)
    return redirect("opinions:desk")


@require_POST
@page("opinions.triage")
def group(request: HttpRequest) -> HttpResponse:
    """Compare all opinions of the campaign anew, as a job."""
    campaign = campaign_asked(request)
    if campaign is None:
        raise Http404
    job = grouping_ask(actor=actor_of(request), campaign=campaign.id)
    return redirect("foundation:job", job=job)
