"""The office's pages of hearings before and on the day; and what invited people and units see of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked, campaign_or_404, unit_choices, unit_names
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.oversight.hearings import services
from minping.apps.oversight.hearings.forms import (
    AgendaForm,
    CountForm,
    PromiseForm,
    QuestionForm,
    agenda_initial,
)
from minping.apps.oversight.hearings.selectors import (
    KINDS,
    STATES,
    WHENS,
    Invited,
    hearing_lines,
    invited_of,
    kept_of,
    promises_of,
)
from minping.apps.oversight.models import Attendee, Hearing, Question
from minping.apps.oversight.rights.selectors import supervisors_of
from minping.core.findings import Text


@require_GET
@page("oversight.view")
def hearings(request: HttpRequest) -> HttpResponse:
    """Meetings of a campaign, and every promise made at them."""
    campaign = campaign_asked(request)
    context = {
        "campaign": campaign,
        "lines": hearing_lines(campaign.id) if campaign else [],
        "promises": promises_of(campaign.id) if campaign else [],
    }
    return render(request, "oversight/hearings/list.html", context)


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Plan a hearing."""
    campaign = campaign_or_404(campaign_id)
    form = AgendaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        actor = actor_of(request)
        if attempt(
            request,
            lambda: made.append(
                services.hearing_plan(actor=actor, campaign=campaign.id, agenda=form.asked())
            ),
            Text("已列入计划。请邀请评议员和单位。", "Planned. Now invite appraisers and units."),
        ):
            return redirect("oversight:hearing", made[0])
    return render(request, "oversight/hearings/form.html", {"form": form, "campaign": campaign})


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def change(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Change what is planned."""
    found = get_object_or_404(Hearing, id=hearing_id)
    form = AgendaForm(request.POST or None, initial=agenda_initial(found))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request,
            lambda: services.hearing_change(actor=actor_of(request), hearing=found.id, agenda=form.asked()),
            Text("已保存。", "Saved."),
        )
    ):
        return redirect("oversight:hearing", found.id)
    return render(request, "oversight/hearings/form.html", {"form": form, "hearing": found})


def units_asked(hearing: Hearing) -> list[tuple[str, str]]:
    """Invited units for a select."""
    ids = [one.unit_id for one in hearing.attendees.all() if one.unit_id]
    return [(str(unit), name) for unit, name in unit_names(ids).items()]


def question_lines(hearing: Hearing) -> list[tuple[Question, str, Text]]:
    """Questions with the unit's name and when they were put."""
    names = unit_names()
    return [
        (one, names.get(one.unit_id, ""), WHENS[Question.When(one.when)]) for one in hearing.questions.all()
    ]


@require_GET
@page("oversight.view")
def hearing(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Everything about one meeting: who is invited, questions, promises, votes."""
    return hearing_page(request, get_object_or_404(Hearing, id=hearing_id))


def hearing_page(
    request: HttpRequest, found: Hearing, typed: Mapping[str, Any] | None = None, **bound: Form
) -> HttpResponse:
    """The page; ``bound``: a form that was sent and not taken; ``typed``: the same of a small form, by its names,
    ``at`` whose form it was."""
    units = units_asked(found)
    names = dict(units)
    invited = invited_of(found)
    questions = question_lines(found)
    choices = [(str(one.id), f"{one.number}. {one.text[:30]}") for one, _, _ in questions]
    context = {
        "hearing": found,
        "campaign": campaign_or_404(found.campaign_id),
        "kind": KINDS[Hearing.Kind(found.kind)],
        "state": STATES[Hearing.State(found.state)],
        "invited": invited,
        "voters": sum(one.attendee.voter and one.attendee.present is True for one in invited),
        "questions": questions,
        "promises": kept_of(found.promises.all()),
        "votes": [(vote, names.get(str(vote.unit_id), ""), vote.counts.all()) for vote in found.votes.all()],
        **_not_invited(found, invited),
        "question_form": QuestionForm(units=units, of_office=True, auto_id="q_%s"),
        "promise_form": PromiseForm(units=units, questions=choices, auto_id="p_%s"),
        "count_form": CountForm(units=units, auto_id="c_%s"),
        "planned": found.state == Hearing.State.PLANNED,
        "held": found.state == Hearing.State.HELD,
        "day": today(),
        "typed": typed or {},
        **bound,
    }
    return render(request, "oversight/hearings/hearing.html", context)


def _not_invited(hearing: Hearing, invited: Sequence[Invited]) -> dict[str, Any]:
    persons = {one.attendee.person for one in invited}
    here = {one.attendee.unit_id for one in invited}
    return {
        "free_people": [
            one for one in supervisors_of(hearing.campaign_id) if one.facts.person not in persons
        ],
        "free_units": [
            (UUID(unit), name) for unit, name in unit_choices(hearing.campaign_id) if UUID(unit) not in here
        ],
    }


@require_POST
@page("oversight.edit")
def invite(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Invite people and units that were chosen."""
    found, actor = get_object_or_404(Hearing, id=hearing_id), actor_of(request)
    done, left = Text("已邀请。", "Invited."), set[UUID]()
    for kind, service in (("unit", services.unit_invite), ("person", services.person_invite)):
        for said in request.POST.getlist(kind):
            chosen = uuid_or_404(said)
            if not attempt(
                request,
                lambda kind=kind, service=service, chosen=chosen: service(  # type: ignore[misc]
                    actor=actor, hearing=found.id, **{kind: chosen}
                ),
                done,
            ):
                left.add(chosen)
    if left:
        return hearing_page(request, found, {"chosen": left})
    return redirect("oversight:hearing", found.id)


def uuid_or_404(said: str) -> UUID:
    """An id that a form sent, or 404."""
    try:
        return UUID(said)
    except ValueError as fault:
        raise Http404 from fault


@require_POST
@page("oversight.edit")
def withdraw(request: HttpRequest, attendee_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Attendee, id=attendee_id)
    attempt(
        request,
        lambda: services.invitation_withdraw(actor=actor_of(request), attendee=found.id),
        Text("邀请已撤回。", "The invitation was taken back."),
    )
    return redirect("oversight:hearing", found.hearing_id)


@require_POST
@page("oversight.edit")
def cancel(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """It does not take place."""
    found = get_object_or_404(Hearing, id=hearing_id)
    attempt(
        request,
        lambda: services.hearing_cancel(actor=actor_of(request), hearing=found.id),
        Text("已取消。", "Cancelled."),
    )
    return redirect("oversight:hearing", found.id)


@require_POST
@page("oversight.edit")
def reply_noted(request: HttpRequest, attendee_id: UUID) -> HttpResponse:
    """A reply that came by telephone."""
    found = get_object_or_404(Attendee, id=attendee_id)
    accept, who = request.POST.get("accept") == "yes", request.POST.get("who", "")
    if attempt(
        request,
        lambda: services.invitation_reply(actor=actor_of(request), attendee=found.id, accept=accept, who=who),
        Text("已登记。", "Noted."),
    ):
        return redirect("oversight:hearing", found.hearing_id)
    return hearing_page(request, found.hearing, {"at": found.id, "who": who})


@require_POST
@page("oversight.edit")
def question_new(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """A question taken down by the office."""
    found = get_object_or_404(Hearing, id=hearing_id)
    form = QuestionForm(request.POST, units=units_asked(found), of_office=True, auto_id="q_%s")
    if form.is_valid() and attempt(
        request,
        lambda: services.question_put(
            actor=actor_of(request),
            hearing=found.id,
            unit=UUID(form.cleaned_data["unit"]),
            text=form.cleaned_data["text"],
            asked_by=form.cleaned_data["asked_by"],
            on_site=found.state == Hearing.State.HELD,
        ),
        Text("问题已登记。", "The question is on record."),
    ):
        return redirect("oversight:hearing", found.id)
    return hearing_page(request, found, question_form=form)


@require_POST
@page("oversight.edit")
def question_answered(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """An answer taken down by the office."""
    found = get_object_or_404(Question, id=question_id)
    answer, by = request.POST.get("answer", ""), request.POST.get("answered_by", "")
    if attempt(
        request,
        lambda: services.question_answer(
            actor=actor_of(request), question=found.id, answer=answer, answered_by=by
        ),
        Text("回答已登记。", "The answer is on record."),
    ):
        return redirect("oversight:hearing", found.hearing_id)
    return hearing_page(request, found.hearing, {"at": found.id, "answer": answer, "by": by})


@require_POST
@page("oversight.edit")
def hold(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Who was there, and a short account."""
    found = get_object_or_404(Hearing, id=hearing_id)
    present = {uuid_or_404(said) for said in request.POST.getlist("present")}
    summary = request.POST.get("summary", "")
    if attempt(
        request,
        lambda: services.hearing_hold(
            actor=actor_of(request), hearing=found.id, present=present, summary=summary
        ),
        Text("到会情况已登记。", "Who was there is on record."),
    ):
        return redirect("oversight:hearing", found.id)
    return hearing_page(request, found, {"at": "hold", "present": present, "summary": summary})
