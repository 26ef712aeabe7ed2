"""Rungs that wait for a person: 责令, 问责建议; and for the discipline body what was proposed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minping.apps.casework.boards.extent import Extent, extent_of
from minping.apps.casework.boards.forms import LetterForm, ReasonForm
from minping.apps.casework.boards.proposals import (
    Proposed,
    accountable,
    one,
    proposal_agree,
    proposal_decline,
    proposals,
)
from minping.apps.casework.boards.views.boards import frame
from minping.apps.casework.models import Proposal
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text


@require_GET
@page("casework.press")
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, and for what accountability was proposed."""
    extent = extent_of(request)
    context = {
        **frame(extent),
        "rows": proposals(extent),
        "declined": proposals(extent, Proposal.State.DECLINED)[:20],
        "accountable": accountable(extent),
    }
    return render(request, "casework/boards/proposals.html", context)


def _found(request: HttpRequest, proposal: UUID) -> Proposed:
    found = one(Extent(actor_of(request)), proposal)
    if found is None:
        raise Http404
    return found


@page("casework.decide")
def agree(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Climb the rung with a letter."""
    found = _found(request, proposal)
    form = LetterForm(request.POST or None, initial={"letter": letter_for(found)})
    if request.method == "POST" and form.is_valid():
        letter = form.cleaned_data["letter"]
        done = Text(
            f"已{found.rung.zh}，督办单已送达单位页面。", "Done; the unit finds the letter on its page."
        )
        if attempt(
            request,
            lambda: proposal_agree(actor=actor_of(request), proposal=proposal, letter=letter),
            done,
        ):
            return redirect("casework:proposals")
    return render(request, "casework/boards/decide.html", {"found": found, "form": form, "agrees": True})


@page("casework.decide")
def decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Leave it on its rung."""
    found = _found(request, proposal)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = Text("已记录，不升级。", "Noted; it stays on its rung.")
        if attempt(
            request,
            lambda: proposal_decline(actor=actor_of(request), proposal=proposal, reason=reason),
            done,
        ):
            return redirect("casework:proposals")
    return render(request, "casework/boards/decide.html", {"found": found, "form": form, "agrees": False})


def letter_for(found: Proposed) -> str:
    """A first wording, which the person changes as he sees fit."""
    entry = found.entry
    due = f"{entry.deadline.year}年{entry.deadline.month}月{entry.deadline.day}日" if entry.deadline else ""
    exposed = "，且已被媒体曝光" if entry.media else ""
    return (
        f"{entry.unit_name}：{entry.number}“{entry.title}”应于{due}前完成整改，现已逾期{found.days_late}个工作日"
        f"{exposed}。现予{found.rung.zh}，请立即整改并书面说明原因。"
    )
