"""A unit's own list: what waits for it, letters to answer, problems that it finds itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns.selectors import campaigns
from minping.apps.casework import services
from minping.apps.casework.boards.rows import entries
from minping.apps.casework.boards.words import LEVELS, OF_UNITS
from minping.apps.casework.forms import AnswerForm, ProposeForm
from minping.apps.casework.models import Problem, Urge
from minping.apps.casework.pages.frame import problem_for
from minping.apps.casework.terms import UNIT_HOLDS
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import scope_of, units_of
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES

RECENT = 20


@require_GET
@page("casework.own")
def own(request: HttpRequest) -> HttpResponse:
    """What the unit has to do, what waits for others, what was cleared."""
    units = scope_of(actor_of(request), "casework.own") or frozenset()
    mine = Problem.objects.filter(unit__in=units, state__in=OF_UNITS)
    waiting = mine.filter(state__in=UNIT_HOLDS).order_by("deadline", "number")
    elsewhere = mine.filter(state__in=set(OPEN_STATES) - set(UNIT_HOLDS)).order_by("-registered_on")
    cured = mine.exclude(state__in=OPEN_STATES).order_by("-cleared_on")[:RECENT]
    letters = Urge.objects.filter(problem__in=mine, level__gte=1, answered_at=None).select_related("problem")
    context = {
        "waiting": entries(waiting),
        "elsewhere": entries(elsewhere),
        "cured": entries(cured),
        "letters": [(urge, LEVELS.get(urge.level)) for urge in letters.order_by("-at")],
        "raised": Problem.objects.filter(
            unit__in=units, source="self_check", state__in=("raised", "triaged")
        ),
    }
    return render(request, "casework/own.html", context)


@require_http_methods(["GET", "POST"])
@page("casework.view")
def urge(request: HttpRequest, problem: UUID, urge: UUID) -> HttpResponse:
    """Answer a letter 督办单."""
    actor = actor_of(request)
    found = problem_for(actor, problem)
    asked = found.urges.filter(id=urge).first()
    if asked is None or not (actor.may("casework.own") or actor.may("casework.edit")):
        raise Http404
    if asked.answered_at is not None and request.method == "GET":
        return redirect("casework:problem", found.id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        done = Text("已答复。", "Answered.")
        if attempt(request, lambda: services.urge_answer(actor=actor, urge=urge, answer=answer), done):
            return redirect("casework:problem", found.id)
    context = {"form": form, "problem": found, "urge": asked, "level": LEVELS.get(asked.level)}
    return render(request, "casework/own_urge.html", context)


@require_http_methods(["GET", "POST"])
@page("casework.own")
def propose(request: HttpRequest) -> HttpResponse:
    """自己找: tell the office a problem that the unit found itself."""
    actor = actor_of(request)
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        campaigns=campaign_choices(),
        units=_own_units(actor),
    )
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        given |= {name: UUID(given[name]) for name in ("campaign", "unit")}
        done = Text(
            "已报评议办，挂号后在这里办理。", "The office has it; it will stand here once registered."
        )
        if attempt(request, lambda: services.problem_propose(actor=actor, **given), done):
            return redirect("casework:own")
    return render(request, "casework/own_propose.html", {"form": form})


def campaign_choices() -> Sequence[tuple[str, Any]]:
    """Campaigns to which problems may be added, newest first."""
    return [
        (str(facts.id), both(facts.title, facts.title_en or facts.title))
        for facts in campaigns()
        if facts.state != "archived"
    ]


def _own_units(actor: Actor) -> Sequence[tuple[str, str]]:
    scope = scope_of(actor, "casework.own")
    return [(str(unit.id), unit.name) for unit in units_of(scope) if not unit.until]
