"""The office puts a problem into the ledger itself, and settles how long things take."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minping.apps.casework import services
from minping.apps.casework.forms import RaiseForm
from minping.apps.casework.pages.own import campaign_choices
from minping.apps.casework.pages.triage_acts import unit_choices
from minping.apps.casework.rule_forms import RULES, CaseRulesForm
from minping.apps.casework.terms import rules
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text


@require_http_methods(["GET", "POST"])
@page("casework.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Raise and register a problem that came from a programme, a report or the office's own eyes."""
    actor = actor_of(request)
    form = RaiseForm(
        request.POST if request.method == "POST" else None,
        initial={"origin": "collective", "source": "office"},
        campaigns=campaign_choices(),
        units=unit_choices(),
    )
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        given |= {name: UUID(given[name]) for name in ("campaign", "unit")}
        exposed = given.pop("media_note")
        made: list[UUID] = []

        def carry() -> None:
            made.append(services.problem_raise(actor=actor, **given))

        if attempt(request, carry, Text("已挂号。", "Registered.")):
            if exposed:
                attempt(
                    request,
                    lambda: services.problem_mark_media(actor=actor, problem=made[0], note=exposed),
                )
            return redirect("casework:problem", made[0])
    return render(request, "casework/problem_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@page("casework.view")
def case_rules(request: HttpRequest) -> HttpResponse:
    """How long things take; everybody may read it, the office changes it."""
    actor, kept = actor_of(request), rules()
    known = {name: getattr(kept, name) for name, _, _ in RULES}
    form = CaseRulesForm(request.POST if request.method == "POST" else None, initial=known)
    may = actor.may("casework.decide")
    if request.method == "POST" and may and form.is_valid():
        given = form.cleaned_data
        done = Text("已保存，从此后办理的事项起生效。", "Saved; it holds for what is begun from now on.")
        if attempt(request, lambda: services.rules_set(actor=actor, **given), done):
            return redirect("casework:case_rules")
    context = {
        "form": form if may else None,
        "lines": [(label, help_text, known[name]) for name, label, help_text in RULES],
    }
    return render(request, "casework/case_rules.html", context)
