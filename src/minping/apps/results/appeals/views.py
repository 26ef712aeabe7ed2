"""Appeals as the office sees them: the list, one of them with all its steps, the act that comes next."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.ledger import items_for
from minping.apps.campaigns.selectors import campaign_of, categories_of
from minping.apps.foundation import evidence
from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.apps.results.appeals.checking import evidence_check, recount_ask
from minping.apps.results.appeals.deciding import appeal_answer, appeal_decide
from minping.apps.results.appeals.filing import ROOM, appeal_accept, appeal_reject
from minping.apps.results.appeals.forms import (
    AcceptForm,
    AddForm,
    DecideForm,
    EvidenceForm,
    MendForm,
    WordsForm,
)
from minping.apps.results.appeals.letters import answer_draft, answer_letter
from minping.apps.results.appeals.mending import (
    CATEGORY,
    COMPONENT,
    ENTRY,
    EVENT,
    category_mend,
    component_mend,
    components_for,
    elsewhere_mend,
    entries_for,
    entry_add,
    entry_mend,
    event_mend,
    events_for,
    may_add,
    newer_run,
    points_read,
)
from minping.apps.results.appeals.showing import all_shown, shown
from minping.apps.results.appeals.steps import CLOSED, appeals_of
from minping.apps.results.models import Appeal
from minping.apps.results.papers import paper
from minping.apps.results.views.campaigns import campaign_or_404
from minping.core.findings import Text

ADD = Text("补记一条日常考评", "Add an entry of the daily assessment")


def appeal_or_404(appeal_id: UUID) -> Appeal:
    """The appeal that a page is about."""
    rows = Appeal.objects.filter(id=appeal_id).select_related("run").prefetch_related("steps")
    found: Appeal | None = rows.first()
    if found is None:
        raise Http404
    return found


@page("results.view")
def appeals(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Every appeal of a campaign, those that wait first."""
    campaign = campaign_or_404(campaign_id)
    rows = sorted(
        all_shown(appeals_of(campaign_id)), key=lambda one: (one.state == CLOSED, one.appeal.number)
    )
    waiting = sum(row.state != CLOSED for row in rows)
    return render(request, "results/appeals.html", {"campaign": campaign, "rows": rows, "waiting": waiting})


@page("results.view")
def appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """One appeal: what was said, what was found, what comes next."""
    found = appeal_or_404(appeal_id)
    one, actor = shown(found), actor_of(request)
    context = {
        "campaign": campaign_of(found.campaign_id),
        "run": None,
        "one": one,
        "acts": [act for act in one.acts if actor.may(act.permission)],
        "files": evidence.files_of(found.id),
    }
    return render(request, "results/appeal.html", context)


@page("results.view")
def letter(request: HttpRequest, appeal_id: UUID, kind: str) -> HttpResponse:
    """The answer as a letter."""
    return letter_of(appeal_or_404(appeal_id), kind)


def letter_of(found: Appeal, kind: str) -> HttpResponse:
    """The answer of a closed appeal as Word or PDF. Raises Http404 before it was given."""
    document = answer_letter(found)
    if document is None:
        raise Http404
    return paper(document.document, document.name, kind, document.day)


@page("results.view")
def file(request: HttpRequest, appeal_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that came with the appeal."""
    found = appeal_or_404(appeal_id)
    return evidence.answer(file_id, ROOM, found.id, small="small" in request.GET)


def _act(
    request: HttpRequest,
    appeal_id: UUID,
    act: str,
    form: Form | None,
    do: Callable[[Mapping[str, Any]], object],
    **more: object,
) -> HttpResponse:
    """The page of one act: what it is about, its form, and what happens then."""
    found = appeal_or_404(appeal_id)
    one = shown(found)
    chosen = next((known for known in one.acts if known.name == act), None)
    back = reverse("results:appeal", args=[appeal_id])
    if chosen is None:
        return redirect(back)
    sent = request.method == "POST" and (form is None or form.is_valid())
    if sent and attempt(request, lambda: do(form.cleaned_data if form is not None else {}), chosen.done):
        return redirect(back)
    context = {"one": one, "act": chosen, "form": form, "back": back, "run": None}
    context["campaign"] = campaign_of(found.campaign_id)
    context["files"] = evidence.files_of(found.id)
    return render(request, "results/appeal_act.html", context | more)


@page("results.edit")
def accept(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Take it up."""
    found = appeal_or_404(appeal_id)
    usual = [name for name, said in (("counting", found.counting), ("evidence", found.evidence)) if said]
    form = AcceptForm(request.POST or None, initial={"ways": usual})

    def do(given: Mapping[str, Any]) -> None:
        ways = given["ways"]
        appeal_accept(
            actor=actor_of(request),
            appeal=appeal_id,
            counting="counting" in ways,
            proof="evidence" in ways,
            note=given["note"],
        )

    return _act(request, appeal_id, "accept", form, do)


@page("results.edit")
def reject(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Do not take it up."""
    form = WordsForm(request.POST or None, label=both("不予受理的理由", "Why it is not taken up"))
    return _act(
        request,
        appeal_id,
        "reject",
        form,
        lambda given: appeal_reject(actor=actor_of(request), appeal=appeal_id, reason=given["text"]),
    )


@page("results.review")
def recount(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Start counting again."""
    if request.method != "POST":
        return _act(request, appeal_id, "recount", None, lambda given: None)
    appeal_or_404(appeal_id)
    started: list[UUID] = []
    if attempt(request, lambda: started.append(recount_ask(actor=actor_of(request), appeal=appeal_id))):
        return redirect("foundation:job", started[0])
    return redirect("results:appeal", appeal_id)


@page("results.review")
def check(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Write what the sources say."""
    form = EvidenceForm(request.POST or None)
    return _act(
        request,
        appeal_id,
        "check_evidence",
        form,
        lambda given: evidence_check(
            actor=actor_of(request), appeal=appeal_id, fault=given["fault"] == "yes", finding=given["text"]
        ),
    )


@page("results.decide")
def decide(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Uphold or correct."""
    fault = shown(appeal_or_404(appeal_id)).fault
    form = DecideForm(request.POST or None, initial={"correct": "yes" if fault else "no"})
    return _act(
        request,
        appeal_id,
        "decide",
        form,
        lambda given: appeal_decide(
            actor=actor_of(request),
            appeal=appeal_id,
            correct=given["correct"] == "yes",
            reason=given["text"],
        ),
    )


@page("results.edit")
def mend(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Mend the fault where it was made."""
    found, actor = appeal_or_404(appeal_id), actor_of(request)
    form = MendForm(
        request.POST or None,
        entries=entries_for(found),
        events=events_for(found),
        components=[(str(one), words) for one, words in components_for(found).items()],
        categories=[(one.code, one.name) for one in categories_of(found.campaign_id)],
        newer=newer_run(found) is not None,
    )

    def do(given: Mapping[str, Any]) -> None:
        source, said = given["source"], given["text"]
        if source == ENTRY:
            value = points_read(given["points"])
            strike, entry = value is None, UUID(given["entry"])
            entry_mend(actor=actor, appeal=appeal_id, entry=entry, strike=strike, points=value, reason=said)
        elif source == EVENT:
            event_mend(actor=actor, appeal=appeal_id, event=UUID(given["event"]), reason=said)
        elif source == COMPONENT:
            component_mend(actor=actor, appeal=appeal_id, component=UUID(given["component"]), reason=said)
        elif source == CATEGORY:
            category_mend(actor=actor, appeal=appeal_id, category=given["category"], reason=said)
        else:
            elsewhere_mend(actor=actor, appeal=appeal_id, source=source, reason=said)

    return _act(request, appeal_id, "mend", form, do, may_add=may_add(found))


@page("results.edit")
def mend_add(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Record of the unit what was never recorded and should have been."""
    found, actor = appeal_or_404(appeal_id), actor_of(request)
    if not may_add(found):
        raise Http404
    items = items_for(found.campaign_id, found.unit_id)
    form = AddForm(
        request.POST or None, request.FILES or None, items=[(item.code, item.name) for item in items]
    )

    def do(given: Mapping[str, Any]) -> None:
        source = say(Text(f"第{found.number}号申诉", f"appeal {found.number}"))
        line = EntryLine(
            found.unit_id,
            given["item"],
            given["day"],
            given["points"],
            given["count"],
            given["reason"],
            given["evidence"],
            source,
        )
        entry_add(actor=actor, appeal=appeal_id, line=line, files=given["proof"], reason=given["text"])

    return _act(request, appeal_id, "mend", form, do, title=ADD)


@page("results.edit")
def answer(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Answer the unit and close."""
    found = appeal_or_404(appeal_id)
    form = WordsForm(
        request.POST or None,
        label=both("给单位的答复", "Answer to the unit"),
        initial={"text": say(answer_draft(found))},
    )
    return _act(
        request,
        appeal_id,
        "answer",
        form,
        lambda given: appeal_answer(actor=actor_of(request), appeal=appeal_id, text=given["text"]),
    )
