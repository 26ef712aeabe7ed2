"""What an invited unit or appraiser does: reply, ask, answer in writing, invite to an event of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.oversight.hearings import services
from minping.apps.oversight.hearings.forms import AgendaForm, QuestionForm
from minping.apps.oversight.hearings.selectors import KINDS, STATES, kept_of, of_units
from minping.apps.oversight.hearings.views import question_lines, units_asked
from minping.apps.oversight.models import Attendee, Hearing, Question
from minping.apps.units.selectors import below, units_of
from minping.core.findings import Text


def _of_unit(request: HttpRequest, hearing: UUID) -> Hearing:
    found = of_units(actor_of(request).units).filter(id=hearing).first()
    if found is None:
        raise Http404
    return found


@require_GET
@page("oversight.own")
def own_hearing(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """A meeting that the own unit is asked to: agenda, questions to it, its promises, the vote on it."""
    return _own_page(request, hearing_id, {})


def _own_page(request: HttpRequest, hearing: UUID, typed: Mapping[str, Any]) -> HttpResponse:
    """The page; ``typed``: what was sent and not taken, ``at`` whose form it was."""
    found, mine = _of_unit(request, hearing), below(actor_of(request).units)
    names = {unit.id: unit.name for unit in units_of(mine)}
    context = {
        "hearing": found,
        "kind": KINDS[Hearing.Kind(found.kind)],
        "state": STATES[Hearing.State(found.state)],
        "replies": [
            (one, names.get(one.unit_id, ""))
            for one in found.attendees.filter(unit__in=mine)
            if one.unit_id is not None
        ],
        "questions": [line for line in question_lines(found) if line[0].unit_id in mine],
        "promises": kept_of(found.promises.filter(unit__in=mine)),
        "votes": [
            (vote, names.get(vote.unit_id, ""))
            for vote in found.votes.filter(unit__in=mine, settled_at__isnull=False)
        ],
        "open": found.state in {Hearing.State.PLANNED, Hearing.State.HELD},
        "planned": found.state == Hearing.State.PLANNED,
        "typed": typed,
    }
    return render(request, "oversight/hearings/own_hearing.html", context)


@require_POST
@page("oversight.own")
def own_reply(request: HttpRequest, attendee_id: UUID) -> HttpResponse:
    """Whether the own unit comes, and who."""
    mine = below(actor_of(request).units)
    found = Attendee.objects.filter(id=attendee_id, unit__in=mine).first()
    if found is None:
        raise Http404
    accept, who = request.POST.get("accept") == "yes", request.POST.get("who", "")
    if attempt(
        request,
        lambda: services.invitation_reply(actor=actor_of(request), attendee=found.id, accept=accept, who=who),
        Text("已答复。", "Replied."),
    ):
        return redirect("oversight:own_hearing", found.hearing_id)
    return _own_page(request, found.hearing_id, {"at": found.id, "who": who})


@require_POST
@page("oversight.own")
def own_answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The own unit's answer in writing."""
    mine = below(actor_of(request).units)
    found = Question.objects.filter(id=question_id, unit__in=mine).first()
    if found is None:
        raise Http404
    answer = request.POST.get("answer", "")
    if attempt(
        request,
        lambda: services.question_answer(actor=actor_of(request), question=found.id, answer=answer),
        Text("回答已提交。", "The answer was sent."),
    ):
        return redirect("oversight:own_hearing", found.hearing_id)
    return _own_page(request, found.hearing_id, {"at": found.id, "answer": answer})


@require_http_methods(["GET", "POST"])
@page("oversight.own")
def own_new(request: HttpRequest) -> HttpResponse:
    """Invite appraisers to a dialogue, a forum or a visit."""
    actor, campaign = actor_of(request), campaign_asked(request)
    units = list(units_of(actor.units))
    if campaign is None or not units:
        raise Http404
    form = AgendaForm(request.POST or None, host=units[0].id, by_unit=True)
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        if attempt(
            request,
            lambda: made.append(
                services.hearing_plan(actor=actor, campaign=campaign.id, agenda=form.asked())
            ),
            Text("已报评议办，由评议办邀请评议员。", "The office was told and will invite the appraisers."),
        ):
            return redirect("oversight:own_hearing", made[0])
    return render(request, "oversight/hearings/own_form.html", {"form": form, "unit": units[0]})


def _of_person(request: HttpRequest, hearing: UUID) -> Attendee:
    found = (
        Attendee.objects.filter(hearing=hearing, user=actor_of(request).person)
        .select_related("hearing")
        .first()
    )
    if found is None:
        raise Http404
    return found


@require_GET
@page("oversight.hear")
def my_hearing(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """A meeting that one is invited to."""
    return _my_page(request, _of_person(request, hearing_id))


def _my_page(request: HttpRequest, mine: Attendee, form: QuestionForm | None = None) -> HttpResponse:
    found = mine.hearing
    context = {
        "hearing": found,
        "mine": mine,
        "kind": KINDS[Hearing.Kind(found.kind)],
        "state": STATES[Hearing.State(found.state)],
        "questions": question_lines(found),
        "promises": kept_of(found.promises.all()) if found.state == Hearing.State.CONFIRMED else [],
        "planned": found.state == Hearing.State.PLANNED,
        "form": form or QuestionForm(units=units_asked(found), of_office=False),
    }
    return render(request, "oversight/hearings/my_hearing.html", context)


@require_POST
@page("oversight.hear")
def my_reply(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Whether one comes."""
    mine = _of_person(request, hearing_id)
    accept = request.POST.get("accept") == "yes"
    attempt(
        request,
        lambda: services.invitation_reply(actor=actor_of(request), attendee=mine.id, accept=accept),
        Text("已答复。", "Replied."),
    )
    return redirect("oversight:my_hearing", hearing_id)


@require_POST
@page("oversight.hear")
def my_question(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Put a question before the meeting."""
    mine = _of_person(request, hearing_id)
    form = QuestionForm(request.POST, units=units_asked(mine.hearing), of_office=False)
    if form.is_valid() and attempt(
        request,
        lambda: services.question_put(
            actor=actor_of(request),
            hearing=hearing_id,
            unit=UUID(form.cleaned_data["unit"]),
            text=form.cleaned_data["text"],
        ),
        Text("问题已提交。", "The question was put."),
    ):
        return redirect("oversight:my_hearing", hearing_id)
    return _my_page(request, mine, form)
