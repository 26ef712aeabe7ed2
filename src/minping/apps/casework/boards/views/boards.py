"""The boards: overview, ageing, recurrence, lateness, pressure, one unit."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import campaigns
from minping.apps.casework.boards import ageing, late, overview, pressure, recurring, unit_board
from minping.apps.casework.boards.commons import visible as commons_visible
from minping.apps.casework.boards.extent import Extent, extent_of
from minping.apps.casework.boards.rows import entries, names_of
from minping.apps.casework.boards.rules import rules, steps
from minping.apps.casework.boards.words import HANDS, LEVELS
from minping.apps.casework.models import CommonProblem
from minping.apps.foundation.pages import actor_of, page

_PAGE = 30
_UNITS = 100


def frame(extent: Extent) -> dict[str, Any]:
    """What every board shows above itself: of which unit and campaign it speaks, and what may be chosen."""
    told = [one for one in campaigns() if one.state != "draft"]
    return {
        "extent": extent,
        "extent_name": names_of([extent.unit]).get(extent.unit, "") if extent.unit else "",
        "campaigns": told if len(told) > 1 else [],
    }


@require_GET
@page("casework.view")
def first(request: HttpRequest) -> HttpResponse:
    """Everything at a glance, for the leading group."""
    extent = extent_of(request)
    months = overview.months(extent)
    context = {
        **frame(extent),
        "figures": overview.figures(extent),
        "hands": overview.hands_chart(extent),
        "rungs": late.chart(extent),
        "months": months,
        "months_chart": overview.months_chart(months),
        "latest": overview.latest_units(extent),
        "proposals": overview.waiting_proposals(extent),
        "recurred": extent.ledger(recurred="yes"),
        "overdue": extent.ledger(overdue="yes"),
        "exposed": extent.ledger(media="yes"),
        "long_term": extent.ledger(state="long_term"),
        "open": extent.ledger(),
        "cured": extent.ledger(state="cured"),
    }
    return render(request, "casework/boards/overview.html", context)


@require_GET
@page("casework.view")
def ageing_board(request: HttpRequest) -> HttpResponse:
    """久拖不决."""
    extent = extent_of(request)
    board = ageing.ageing(extent)
    context = {
        **frame(extent),
        "board": board,
        "bands": ageing.BANDS,
        "units": board.units[:_UNITS],
        "more_units": max(len(board.units) - _UNITS, 0),
        "rows": entries(ageing.oldest(extent)[:_PAGE]),
        "all_by_age": extent.ledger(sort="registered"),
    }
    return render(request, "casework/boards/ageing.html", context)


@require_GET
@page("casework.view")
def recurring_board(request: HttpRequest) -> HttpResponse:
    """纠而复生."""
    extent = extent_of(request)
    found = recurring.chains(extent)
    pages = Paginator(found, 20).get_page(request.GET.get("page"))
    shown = list(pages.object_list)
    context = {
        **frame(extent),
        "pages": pages,
        "chains": list(zip(shown, recurring.told(shown), strict=True)),
        "chart": recurring.chart(extent, found),
        "total": len(found),
        "open": sum(chain.open for chain in found),
    }
    return render(request, "casework/boards/recurring.html", context)


@require_GET
@page("casework.view")
def late_board(request: HttpRequest) -> HttpResponse:
    """逾期 and the ladder."""
    extent = extent_of(request)
    pages = Paginator(late.late(extent), _PAGE).get_page(request.GET.get("page"))
    known = rules()
    context = {
        **frame(extent),
        "pages": pages,
        "rows": late.told(pages.object_list),
        "chart": late.chart(extent),
        "rules": known,
        "rungs": [(LEVELS[rung], after, rung) for rung, after in steps(known)],
        "coming": late.coming(extent),
        "proposals": overview.waiting_proposals(extent),
    }
    return render(request, "casework/boards/late.html", context)


@require_GET
@page("casework.view")
def pressure_board(request: HttpRequest) -> HttpResponse:
    """压力传导."""
    extent = extent_of(request)
    found = pressure.places(extent)
    context = {
        **frame(extent),
        "places": found,
        "chart": pressure.chart(found),
        "hands": [label for label, _ in HANDS.values()],
        "fewest": pressure.FEWEST,
        "more": pressure.MORE,
        "stops": sum(place.stops for place in found),
    }
    return render(request, "casework/boards/pressure.html", context)


@require_GET
@page("casework.view")
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit's own board."""
    extent = Extent(actor_of(request), unit=unit)
    name = names_of([unit]).get(unit, "")
    if not name or not extent.holds(unit):
        raise Http404
    found = pressure.places(extent)
    answerable = commons_visible(extent).filter(answerable__in=extent.units or [unit])
    context = {
        **frame(extent),
        "name": name,
        "figures": overview.figures(extent),
        "waiting": unit_board.waiting(extent),
        "urged": unit_board.urged(extent),
        "coming": late.coming(extent),
        "cured": unit_board.cured(extent),
        "hands": overview.hands_chart(extent),
        "places": [place for place in found if place.unit != unit] if len(found) > 1 else [],
        "open_words": unit_board.rated(extent, by_giver=False),
        "giver_words": unit_board.rated(extent, by_giver=True),
        "commons": answerable.filter(state=CommonProblem.State.OPEN),
        "ledger": extent.ledger(),
        "overdue": extent.ledger(overdue="yes"),
    }
    return render(request, "casework/boards/unit.html", context)
