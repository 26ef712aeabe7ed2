"""What somebody found at a hearing or an inspection, to be rechecked by the same person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.casework import services
from minping.apps.casework.boards.rows import entries
from minping.apps.casework.evidence import FOUND_BY_INSPECTORS
from minping.apps.casework.forms import RecheckForm
from minping.apps.casework.models import Problem
from minping.apps.casework.pages.frame import history
from minping.apps.casework.pages.problem import answered
from minping.apps.casework.pages.shown import facts_of, papers_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import OPEN_STATES


def _found_by(actor: Actor) -> QuerySet[Problem]:
    return Problem.objects.filter(inspector=actor.person, source__in=FOUND_BY_INSPECTORS).exclude(
        state="handed_over"
    )


@require_GET
@page("casework.inspect")
def inspecting(request: HttpRequest) -> HttpResponse:
    """What waits for the recheck, what is under way, what was cleared."""
    mine = _found_by(actor_of(request))
    now = mine.filter(state="reported_done").order_by("registered_on")
    under_way = mine.filter(state__in=set(OPEN_STATES) - {"reported_done"}).order_by("deadline")
    context: Mapping[str, Any] = {
        "waiting": entries(now),
        "under_way": entries(under_way),
        "cured": entries(mine.exclude(state__in=(*OPEN_STATES, "raised", "triaged"))[:20]),
    }
    return render(request, "casework/inspecting.html", context)


@require_http_methods(["GET", "POST"])
@page("casework.inspect")
def recheck(request: HttpRequest, problem: UUID) -> HttpResponse:
    """One finding with the unit's report; solved, or returned."""
    actor = actor_of(request)
    found = get_object_or_404(_found_by(actor), id=problem)
    form = RecheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Text("复查结论已记录。", "Your finding is kept.")
        if attempt(
            request,
            lambda: services.problem_verify_by_inspector(actor=actor, problem=found.id, **given),
            done,
        ):
            return redirect("casework:inspecting")
    context = {
        **facts_of(found, office=True),
        **papers_of(found, signs=True),
        "steps": history(found, office=False),
        "form": form if found.state == "reported_done" else None,
        "inspecting": True,
    }
    return render(request, "casework/recheck.html", context)


@require_GET
@page("casework.inspect")
def recheck_file(request: HttpRequest, problem: UUID, paper: UUID, file: UUID) -> HttpResponse:
    """A file that came with a paper of one's own finding."""
    found = get_object_or_404(_found_by(actor_of(request)), id=problem)
    return answered(request, found, paper, file)
