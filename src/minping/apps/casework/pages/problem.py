"""The page of one problem, its acts, its files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.casework.models import Problem
from minping.apps.casework.pages.acts import Act, Stand
from minping.apps.casework.pages.check_acts import CHECK
from minping.apps.casework.pages.frame import problem_for, problems_for, sees_all
from minping.apps.casework.pages.order_acts import ORDER, PRESSURE
from minping.apps.casework.pages.shown import office_view, unit_view
from minping.apps.casework.pages.triage_acts import TRIAGE
from minping.apps.casework.pages.unit_acts import UNIT_ACTS
from minping.apps.casework.services.files import ROOM
from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.asking import confirm, typed
from minping.apps.foundation.errors import NotAllowed
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.core.findings import Text

ACTS = {act.name: act for act in (*TRIAGE, *ORDER, *CHECK, *UNIT_ACTS, *PRESSURE)}
STALE = Text("情况已变化，这一步现在不能办理。", "Things have changed; this cannot be done now.")


@require_GET
@page("casework.view")
def problem(request: HttpRequest, problem: UUID) -> HttpResponse:
    """One problem: where it stands, what comes next, what lies behind it, what happened."""
    actor = actor_of(request)
    found = problem_for(actor, problem)
    stand = Stand(actor, found)
    office = sees_all(actor)
    view = office_view(found, actor) if office else unit_view(found)
    offered = [act for act in ACTS.values() if act.open_to(stand)]
    context = {
        **view,
        "leading": [act for act in offered if act.leads_on],
        "others": [act for act in offered if not act.leads_on],
    }
    return render(request, "casework/problem.html" if office else "casework/own_problem.html", context)


@require_http_methods(["GET", "POST"])
@page("casework.view")
def act(request: HttpRequest, problem: UUID, act: str) -> HttpResponse:
    """One act: its form, with the question first where it cannot simply be taken back."""
    actor = actor_of(request)
    found, entry = problem_for(actor, problem), ACTS.get(act)
    if entry is None:
        raise Http404
    if not entry.may(actor):
        raise NotAllowed(f"casework.{act}")
    stand = Stand(actor, found)
    if not entry.offered(stand):
        messages.error(request, say(STALE))
        return _stale(request, stand, entry)
    return _carried(request, stand, entry)


def _stale(request: HttpRequest, stand: Stand, entry: Act) -> HttpResponse:
    """Back to the problem; whoever had written something finds it once more."""
    written = typed(entry.form(stand, request.POST, request.FILES)) if request.method == "POST" else ()
    if not written:
        return redirect("casework:problem", stand.problem.id)
    context = {"kept": written, "entry": entry, "problem": stand.problem}
    return render(request, "casework/problem_stale.html", context)


def _carried(request: HttpRequest, stand: Stand, entry: Act) -> HttpResponse:
    sent = request.method == "POST"
    form = entry.form(stand, request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        given = form.cleaned_data
        if attempt(request, lambda: entry.carry(stand, given), entry.done):
            return _back(stand.actor, stand.problem)
    if entry.question is not None:
        return confirm(request, entry.question(stand), form)
    context = {"form": form, "entry": entry, "problem": stand.problem, "back": stand.link}
    return render(request, "casework/problem_act.html", context)


def _back(actor: Actor, found: Problem) -> HttpResponse:
    there = problems_for(actor).filter(id=found.id).exists()
    return redirect("casework:problem", found.id) if there else redirect("casework:ledger")


@require_GET
@page("casework.view")
def file(request: HttpRequest, problem: UUID, paper: UUID, file: UUID) -> HttpResponse:
    """A file that came with a plan or a report."""
    return answered(request, problem_for(actor_of(request), problem), paper, file)


def answered(request: HttpRequest, found: Problem, paper: UUID, file: UUID) -> HttpResponse:
    """The file, if it came with a paper of this problem."""
    if not (found.plans.filter(id=paper).exists() or found.reports.filter(id=paper).exists()):
        raise Http404
    return evidence.answer(file, ROOM, paper, small=request.GET.get("small") == "1")
