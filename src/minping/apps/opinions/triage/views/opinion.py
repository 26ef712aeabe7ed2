"""One opinion: what was said, what the word list says, what may be the same, what is done."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.asking import Question, confirm, typed
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.foundation.workdays import calendar
from minping.apps.opinions import services
from minping.apps.opinions.intake.handled import told_of
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.services.taking import Giver
from minping.apps.opinions.services.terms import answer_days
from minping.apps.opinions.triage import deciding, likeness, themes
from minping.apps.opinions.triage.classes import suggestion_of
from minping.apps.opinions.triage.deciding import leads_settle
from minping.apps.opinions.triage.finding import shown
from minping.apps.opinions.triage.forms import (
    AnswerForm,
    GiverForm,
    HandlerForm,
    NoteForm,
    RouteForm,
    SortForm,
    TransferForm,
)
from minping.apps.opinions.triage.lists import lines_of
from minping.apps.opinions.triage.opening import giver_of, hinted, text_of
from minping.apps.opinions.triage.views.desk import office_people, unit_choices
from minping.apps.opinions.triage.words import STEPS
from minping.core.findings import Text
from minping.core.lifecycle import OPINION, allowed

Made = Mapping[str, Any]


def opinion_or_404(opinion: UUID) -> Opinion:
    """The opinion, or a page that says there is none: also for one that went to the restricted inbox."""
    return get_object_or_404(shown().select_related("theme"), id=opinion)


@require_GET
@page("opinions.view")
def opinion(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """One opinion; its raw text and history for the office alone."""
    leads_settle()
    return show(request, opinion_or_404(opinion), {})


def show(
    request: HttpRequest, found: Opinion, bound: Mapping[str, forms.Form], giver: Giver | None = None
) -> HttpResponse:
    """The page; ``bound``: forms that came back with faults; ``giver``: in full, when just asked for."""
    actor = actor_of(request)
    raw = actor.may("opinions.read")
    context = {
        "opinion": found,
        "line": lines_of([found], raw=raw)[0],
        "campaign": campaign_of(found.campaign_id),
        "masked": found.masked if found.masked_by else "",
        "raw": raw,
        "kept": _kept(found, bound),
        "days": answer_days(found.campaign_id),
    }
    if raw:
        context |= _inside(actor, found, bound, giver)
    return render(request, "opinions/triage/opinion.html", context)


def _kept(found: Opinion, bound: Mapping[str, forms.Form]) -> list[tuple[str, str]]:
    """What was written for an act that is not possible any more."""
    possible = {step.act for step in allowed(OPINION, found.state)}
    return [line for act, form in bound.items() if act not in possible for line in typed(form)]


def _inside(
    actor: Actor, found: Opinion, bound: Mapping[str, forms.Form], giver: Giver | None
) -> dict[str, Any]:
    """What the office sees beside what everybody who may open the page does."""
    text, known = text_of(found), giver_of(found)
    others = likeness.candidates_of(found)
    return {
        "text": text,
        "told": told_of([found.id]).get(found.id, ()),
        "suggestion": suggestion_of(text),
        "giver": hinted(known) if known else None,
        "in_full": giver,
        "reckoned": calendar().way(found.day, found.due) if found.due and found.due >= found.day else None,
        "candidates": [(one, text_of(one.opinion), line) for one, line in _beside(others)],
        "repeats": lines_of(likeness.repeats_of(found), raw=True),
        "answers": found.answers.all(),
        "steps": [(STEPS.get(step.act, OPINION_ACTS.get(step.act)), step) for step in found.steps.all()],
        "forms": _forms(found, bound),
        "acts": {step.act for step in allowed(OPINION, found.state)},
        "case": found.consent and found.source != Opinion.Source.COMMENT,
    }


OPINION_ACTS = {step.act: step.label for step in OPINION.transitions}


def _beside(others: Any) -> list[tuple[likeness.Candidate, Any]]:
    lines = {line.id: line for line in lines_of([one.opinion for one in others], raw=True)}
    return [(one, lines[one.opinion.id]) for one in others]


def _forms(found: Opinion, bound: Mapping[str, forms.Form]) -> dict[str, forms.Form]:
    return {
        act: bound.get(act) or make(found, None) for act, (make, _, _) in ACTS.items() if make is not None
    }


def _route(found: Opinion, data: QueryDict | None) -> forms.Form:
    units = [(str(unit.id), unit.name) for unit in unit_choices()]
    return RouteForm(data, units=[("", "—"), *units], initial={"unit": str(found.unit_id or "")})


def _sort(found: Opinion, data: QueryDict | None) -> forms.Form:
    return SortForm(data, initial={"klass": found.klass or found.suggested, "kind": found.kind})


def _handler(found: Opinion, data: QueryDict | None) -> forms.Form:
    return HandlerForm(data, people=office_people(), initial={"handler": str(found.handler or "")})


def _assign(actor: Actor, opinion: UUID, made: Made) -> None:
    user = UUID(made["handler"])
    name = dict(office_people())[user]
    services.opinion_assign(actor=actor, opinion=opinion, handler=user, handler_name=name)


Form = Callable[[Opinion, QueryDict | None], forms.Form]
Carry = Callable[[Actor, UUID, Made], object]
ACTS: dict[str, tuple[Form | None, Carry, Text]] = {
    "route": (
        _route,
        lambda actor, opinion, made: deciding.opinion_route(
            actor=actor, opinion=opinion, unit=UUID(made["unit"])
        ),
        Text("单位已选定。", "The unit is set."),
    ),
    "sort": (
        _sort,
        lambda actor, opinion, made: deciding.opinion_sort(actor=actor, opinion=opinion, **made),
        Text("类别已选定。", "The class is set."),
    ),
    "handler": (_handler, _assign, Text("已指定专人负责。", "Somebody is named.")),
    "answer": (
        lambda found, data: AnswerForm(data),
        lambda actor, opinion, made: services.opinion_answer(actor=actor, opinion=opinion, **made),
        Text("已答复，来件人凭查询码可见。", "Answered; the giver sees it with the code."),
    ),
    "transfer": (
        lambda found, data: TransferForm(data),
        lambda actor, opinion, made: services.opinion_transfer(actor=actor, opinion=opinion, **made),
        Text("已转出。", "Passed on."),
    ),
    "note": (
        lambda found, data: NoteForm(data),
        lambda actor, opinion, made: services.opinion_note(actor=actor, opinion=opinion, **made),
        Text("已阅存。", "Noted."),
    ),
    "read-again": (
        None,
        lambda actor, opinion, made: services.opinion_read_again(actor=actor, opinion=opinion),
        Text("已重新办理。", "Taken up again."),
    ),
    "unlink": (
        None,
        lambda actor, opinion, made: likeness.opinion_unlink(actor=actor, opinion=opinion),
        Text("已取消关联。", "No longer tied to another."),
    ),
    "case": (
        None,
        lambda actor, opinion, made: themes.case_release(actor=actor, opinion=opinion),
        Text("已作为个案发给单位（遮盖后的文字）。", "Passed to the unit as a case, masked."),
    ),
    "case-back": (
        None,
        lambda actor, opinion, made: themes.case_withdraw(actor=actor, opinion=opinion),
        Text("已从单位页面撤回。", "Taken off the unit's page."),
    ),
}


@require_POST
@page("opinions.triage")
def act(request: HttpRequest, opinion: UUID, act: str) -> HttpResponse:
    """One act; a form with a fault comes back as it was filled in."""
    found, actor = opinion_or_404(opinion), actor_of(request)
    if act not in ACTS:
        raise Http404
    make, carry, done = ACTS[act]
    made: Made = {}
    if make is not None:
        form = make(found, request.POST)
        if not form.is_valid():
            return show(request, found, {act: form})
        made = form.cleaned_data
    if not attempt(request, lambda: carry(actor, opinion, made), done) and make is not None:
        return show(request, opinion_or_404(opinion), {act: form})
    return redirect("opinions:opinion", opinion=opinion)


@page("opinions.triage")
def giver(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """The giver in full, for a reason, on this one page."""
    found, form = opinion_or_404(opinion), GiverForm(request.POST or None)
    told: list[Giver | None] = []
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request,
            lambda: told.append(deciding.giver_read(actor=actor_of(request), opinion=opinion, reason=reason)),
        ):
            return show(request, found, {}, giver=told[0])
    context = {"opinion": found, "line": lines_of([found], raw=True)[0], "form": form}
    return render(request, "opinions/triage/giver.html", context)


@page("opinions.triage")
def lead(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Mark it as a lead: it leaves the desk at once."""
    found = opinion_or_404(opinion)
    if request.method != "POST":
        return confirm(request, _lead_question(found))
    done = Text(
        "已转线索管理人。这条意见从此不再在这里显示。",
        "It went to the keepers of leads and is shown here no more.",
    )
    attempt(request, lambda: deciding.opinion_mark_lead(actor=actor_of(request), opinion=opinion), done)
    return redirect("opinions:desk")


def _lead_question(found: Opinion) -> Question:
    return Question(
        title=Text("标为线索", "Mark as a lead"),
        happens=[
            Text(
                "原文封存，转线索管理人和纪检监察机关。",
                "The text is sealed and goes to the keepers of leads.",
            ),
            Text(
                "列表、查询、统计、导出里都不再有它，您自己也看不到。",
                "No list, search, count or export has it any more; nor will you see it.",
            ),
        ],
        undo=Text(
            "只有线索管理人认定不属线索时才会退回。", "It comes back only if its keepers judge it to be none."
        ),
        button=Text("标为线索", "Mark as a lead"),
        back=reverse("opinions:opinion", args=[found.id]),
        danger=True,
    )
