"""Pages of a draw: commitment, dice by two, the public lists, the protocol."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minping.apps.campaigns.asked import campaign_or_404, round_or_404
from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, language, page, public, say
from minping.apps.people.draws.forms import DiceForm, PlanForm
from minping.apps.people.draws.protocol import drawn_cells, protocol_document
from minping.apps.people.draws.services import Entered, dice_enter, draw_commit, take_all
from minping.apps.people.models import Draw
from minping.apps.people.selectors import roster_stand
from minping.core.findings import Text

TOLD = {
    Entered.WAITING: Text(
        "已记下。请另一人在自己的账号里再录一遍。", "Kept. Another person now enters them once more."
    ),
    Entered.DRAWN: Text("两次录入一致，抽样完成。", "Both entries agree; the draw is made."),
    Entered.DIFFER: Text(
        "两次录入不一致，已全部作废，请两人重新录入。",
        "The two entries differ. Both were dropped; enter them anew, both of you.",
    ),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw_context(facts: RoundFacts) -> dict[str, Any]:
    """What the page of a round shows of its draw."""
    made = Draw.objects.filter(round=facts.id).first()
    return {"draw": made, "may_draw": facts.state == "roster_locked" and made is None}


@page("people.draw")
def commit(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Fix frames and plan, and publish their hashes."""
    facts, actor = round_or_404(round_id), actor_of(request)
    form = PlanForm(request.POST or None)
    back = reverse("people:round", args=[round_id])
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        if attempt(
            request,
            lambda: made.append(draw_commit(actor=actor, round_id=round_id, plan=form.plan())),
            Text("承诺已公布，可以掷骰子了。", "The commitment is published; now throw the dice."),
        ):
            return redirect("people:draw", made[0])
    context = {"form": form, "round": facts, "back": back, "stand": roster_stand(round_id)}
    return render(request, "people/draw_commit.html", context)


@page("people.draw")
def take(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take the whole roster, without a draw."""
    facts, actor = round_or_404(round_id), actor_of(request)
    back = reverse("people:round", args=[round_id])
    if request.method == "POST":
        done = Text("全员参加，已确定。", "Everybody is asked.")
        attempt(request, lambda: take_all(actor=actor, round_id=round_id), done)
        return redirect(back)
    stand = roster_stand(round_id)
    used = stand.people - stand.excluded
    question = Question(
        title=Text(f"全员参加：{facts.title}", f"Ask everybody: {facts.title_en or facts.title}"),
        happens=[
            Text("名册上的人全部受邀，不抽样。", "Everybody on the lists is invited; nothing is drawn.")
        ],
        number=Text(f"{used}人", f"{used} people"),
        undo=Text("不能撤销。", "It cannot be undone."),
        button=Text("全员参加", "Ask everybody"),
        back=back,
    )
    return confirm(request, question)


@page("people.rounds")
def draw_page(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """One draw: what was published, the dice, what came out."""
    made = get_object_or_404(Draw.objects.select_related("round"), id=draw_id)
    actor = actor_of(request)
    form = DiceForm(request.POST or None)
    if request.method == "POST":
        if not actor.may("people.draw"):
            raise Http404
        if form.is_valid() and _entered(request, made, form):
            return redirect("people:draw", made.id)
    facts = round_of(made.round_id)
    context = {
        **_shown(made),
        "round": facts,
        "form": form,
        "own_entry": made.first_by is not None and made.first_by == actor.id,
        "public_address": request.build_absolute_uri(reverse("draws:draw", args=[made.id])),
    }
    return render(request, "people/draw.html", context)


def _entered(request: HttpRequest, made: Draw, form: DiceForm) -> bool:
    outcome: list[Entered] = []
    given = form.cleaned_data
    done = attempt(
        request,
        lambda: outcome.append(
            dice_enter(
                actor=actor_of(request),
                draw_id=made.id,
                dice=given["dice"],
                place=given["place"],
                observers=given["observers"],
            )
        ),
    )
    if done:
        tell = messages.error if outcome[0] is Entered.DIFFER else messages.success
        tell(request, say(TOLD[outcome[0]]))
    return done


def _shown(made: Draw) -> dict[str, Any]:
    frames = list(made.frames.defer("data"))
    return {
        "draw": made,
        "frames": frames,
        "people": sum(frame.entries for frame in frames),
        "cells": drawn_cells(made),
        "by_dice": made.method == Draw.Method.DICE,
        "drawn": made.state == Draw.State.DRAWN,
        "command": _command(made),
    }


def _command(made: Draw) -> str:
    pooled = " --pooled" if made.pooled else ""
    equal = " --allocation equal" if made.allocation == "equal" else ""
    return (
        f'minping draw *.frame --dice "{" ".join(made.dice)}" --size {made.size} '
        f"--reserve {made.reserve}{equal}{pooled} --check drawn.csv"
    )


@require_GET
@page("people.rounds")
def protocol(request: HttpRequest, draw_id: UUID, form: str) -> HttpResponse:
    """The protocol with lines for the signatures of notary and observers, as PDF or Word."""
    from minping.apps.documents.press import Press  # noqa: PLC0415 - opens the fonts

    made = get_object_or_404(Draw.objects.select_related("round"), id=draw_id, method=Draw.Method.DICE)
    facts = round_or_404(made.round_id)
    document = protocol_document(made, facts, campaign_or_404(facts.campaign), language())
    press = Press()
    name = say(Text("抽样记录", "protocol-of-the-draw"))
    if form == "docx":
        return download(press.word(document, today()), f"{name}.docx", WORD)
    return download(press.pdf([document], today()), f"{name}.pdf", "application/pdf")


# ---- for everybody


@require_GET
@public
def public_draw(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """What anybody may see and download of a draw: hashes, frames, dice, drawn ids."""
    made = get_object_or_404(Draw.objects.select_related("round"), id=draw_id, method=Draw.Method.DICE)
    return render(request, "people/public_draw.html", {**_shown(made), "round": round_of(made.round_id)})


@require_GET
@public
def public_frame(request: HttpRequest, draw_id: UUID, frame_id: UUID) -> HttpResponse:
    """One frame file: hash ids and strata."""
    made = get_object_or_404(Draw, id=draw_id, method=Draw.Method.DICE)
    frame = get_object_or_404(made.frames, id=frame_id)
    return download(bytes(frame.data), f"{frame.name}.frame", "text/plain; charset=utf-8")


@require_GET
@public
def public_list(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The drawn and reserve ids."""
    made = get_object_or_404(Draw, id=draw_id, method=Draw.Method.DICE, state=Draw.State.DRAWN)
    return download(bytes(made.listed), "drawn.csv", "text/csv; charset=utf-8")


@require_GET
@public
def public_commitment(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The bytes whose SHA-256 is the commitment."""
    made = get_object_or_404(Draw, id=draw_id, method=Draw.Method.DICE)
    return download(bytes(made.committed), "commitment.json", "application/json")
