"""The calendar with the office's changes, a deadline reckoned step by step, the rules of lateness."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.casework.boards.forms import DayForm, LateRulesForm, ReckonForm
from minping.apps.casework.boards.rules import rules, steps
from minping.apps.casework.boards.settling import day_change, day_restore, late_rules_set
from minping.apps.casework.boards.words import LEVELS
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.foundation.workdays import calendar, marked_days
from minping.core.findings import Text


@page("casework.view")
def days(request: HttpRequest) -> HttpResponse:
    """The days that differ; mark another."""
    actor = actor_of(request)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Text(
            "已记录。已经定下的期限不变，新的期限按此计算。", "Noted. Deadlines set before stay as they are."
        )
        if attempt(request, lambda: day_change(actor=actor, **given), done):
            return redirect("casework:days")
    known, year = calendar(), today().year
    context = {
        "form": form if actor.may("casework.edit") else None,
        "changes": marked_days(),
        "years": [(one, known.known(one)) for one in (year, year + 1)],
        "reckon": ReckonForm(initial={"start": today(), "days": 10}),
    }
    return render(request, "casework/boards/days.html", context)


@require_POST
@page("casework.edit")
def restore(request: HttpRequest, day: str) -> HttpResponse:
    """Let the shipped calendar speak again for a day."""
    try:
        found = date.fromisoformat(day)
    except ValueError as fault:
        raise Http404 from fault
    done = Text("已恢复为国家日历。", "The national calendar holds again.")
    attempt(request, lambda: day_restore(actor=actor_of(request), day=found), done)
    return redirect("casework:days")


@require_GET
@page("casework.view")
def reckon(request: HttpRequest) -> HttpResponse:
    """A deadline with every day on the way."""
    form = ReckonForm(request.GET if "start" in request.GET else None)
    reckoned = None
    if form.is_valid():
        reckoned = calendar().add(form.cleaned_data["start"], form.cleaned_data["days"])
    return render(request, "casework/boards/reckon.html", {"form": form, "reckoned": reckoned})


@page("casework.view")
def late_rules(request: HttpRequest) -> HttpResponse:
    """After how many working days what follows; everybody may read it."""
    actor, known = actor_of(request), rules()
    may = actor.may("casework.decide")
    form = LateRulesForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Text("已保存，从下一次检查起生效。", "Saved; it holds from the next check on.")
        if attempt(request, lambda: late_rules_set(actor=actor, **given), done):
            return redirect("casework:late_rules")
    context = {
        "form": form if may else None,
        "rules": known,
        "rungs": [(LEVELS[rung], after, rung) for rung, after in steps(known)],
    }
    return render(request, "casework/boards/late_rules.html", context)
