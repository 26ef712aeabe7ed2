"""Opinions become a problem, or join one that is known: the way from the desk of opinions to the ledger."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minping.apps.campaigns.selectors import focus_topics_of
from minping.apps.casework import services
from minping.apps.casework.forms import NumberForm
from minping.apps.casework.models.problems import Origin, Problem
from minping.apps.casework.opinion_forms import FromOpinionsForm
from minping.apps.casework.pages.triage_acts import numbered, unit_choices
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.opinions.selectors import OpinionCard, cards_of
from minping.core.findings import Text

MOST = 200
SOURCES = {"programme": Problem.Source.PROGRAMME, "survey": Problem.Source.SURVEY}


@require_http_methods(["GET", "POST"])
@page("casework.edit")
def from_opinions(request: HttpRequest) -> HttpResponse:
    """One or several opinions, as the address names them: raise a problem from them, or join them to one."""
    cards, actor = _asked(request), actor_of(request)
    if not cards:
        return redirect("opinions:desk")
    joining = "join" in request.POST
    fresh = _fresh(request, cards, None if joining or request.method == "GET" else request.POST)
    number = NumberForm(request.POST if joining else None)
    made: list[UUID] = []
    if joining and number.is_valid():
        given = number.cleaned_data
        if attempt(request, lambda: made.append(_join(actor, given, cards)), Text("已并入。", "Joined.")):
            return redirect("casework:problem", made[0])
    elif fresh.is_bound and fresh.is_valid():
        given = fresh.cleaned_data
        if attempt(
            request, lambda: made.append(_raise(actor, given, cards)), Text("已挂号。", "Registered.")
        ):
            return redirect("casework:problem", made[0])
    context = {
        "cards": cards,
        "form": fresh,
        "number": number,
        "unmasked": not all(card.masked for card in cards),
        "alone": len(cards) == 1 and not cards[0].consent,
    }
    return render(request, "casework/from_opinions.html", context)


def _asked(request: HttpRequest) -> Sequence[OpinionCard]:
    """The opinions of the address, in its order. 404 for one that is not there, or of another campaign."""
    try:
        ids = list(dict.fromkeys(UUID(one) for one in request.GET.getlist("opinion")[:MOST]))
    except ValueError as fault:
        raise Http404 from fault
    found = cards_of(ids)
    if len(found) != len(ids) or len({card.campaign for card in found.values()}) > 1:
        raise Http404
    return [found[one] for one in ids]


def _fresh(request: HttpRequest, cards: Sequence[OpinionCard], data: Any) -> forms.Form:
    units = {card.unit for card in cards if card.unit}
    initial = {"unit": str(units.pop()) if len(units) == 1 else ""}
    topics = focus_topics_of(cards[0].campaign)
    return FromOpinionsForm(data, initial=initial, units=[("", "—"), *unit_choices()], topics=topics)


def _raise(actor: Actor, given: Mapping[str, Any], cards: Sequence[OpinionCard]) -> UUID:
    sources = {SOURCES.get(card.source, Problem.Source.OPINION) for card in cards}
    return services.problem_raise(
        actor=actor,
        campaign=cards[0].campaign,
        unit=UUID(given["unit"]),
        origin=Origin.MASSES,
        source=sources.pop() if len(sources) == 1 else Problem.Source.OPINION,
        title=given["title"],
        text=given["text"],
        opinions=[card.id for card in cards],
        topics=given["topics"],
        media=given["exposed"],
    )


def _join(actor: Actor, given: Mapping[str, Any], cards: Sequence[OpinionCard]) -> UUID:
    found: UUID = numbered(given)
    services.opinions_join(actor=actor, problem=found, opinions=[card.id for card in cards])
    return found
