"""Commitments: the board of units, one unit's commitment, the booklet."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.campaigns.asked import campaign_or_404 as campaign_by_id
from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.commitments import services
from minping.apps.commitments.booklet import booklet_of
from minping.apps.commitments.forms import CommitmentForm, ReasonForm
from minping.apps.commitments.models import Commitment, Promise
from minping.apps.commitments.selectors import stand_of
from minping.apps.commitments.views.files import standing
from minping.apps.commitments.views.frame import campaign_or_404, framed, own_units, seen
from minping.apps.commitments.words import COMMITMENT_STATES, KEPT, MARKS
from minping.apps.documents.press import Press
from minping.apps.foundation.clock import today
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.pages import actor_of, attempt, download, page
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

SAVED = Text("已保存。", "Saved.")
MISSING = Text("尚未填写", "nothing yet")


@require_GET
@page("commitments.view")
def board(request: HttpRequest) -> HttpResponse:
    """Units with the state of their commitment; of a liaison only the own ones (F048, F127)."""
    campaign = campaign_asked(request)
    if campaign is None:
        return render(request, "commitments/board.html", framed(request, "promises", None))
    units = own_units(request, campaign.id)
    held = {
        one.unit_id: one
        for one in Commitment.objects.filter(
            campaign=campaign.id, unit__in=[unit.id for unit in units]
        ).prefetch_related("promises")
    }
    chosen = request.GET.get("state", "")
    rows = []
    for unit in units:
        found = held.get(unit.id)
        state = found.state if found else "missing"
        if chosen and state != chosen:
            continue
        word = COMMITMENT_STATES[Commitment.State(found.state)] if found else MISSING
        promises = list(found.promises.all()) if found else []
        judged = sum(one.kept != Promise.Kept.OPEN for one in promises)
        rows.append((unit, found, word, MARKS.get(state, "plain"), len(promises), judged))
    context = framed(
        request,
        "promises",
        campaign,
        rows=rows,
        chosen=chosen,
        states=[("missing", MISSING), *((s.value, word) for s, word in COMMITMENT_STATES.items())],
        stand=stand_of(campaign.id),
    )
    return render(request, "commitments/board.html", context)


@require_http_methods(["GET", "POST"])
@page("commitments.view")
def commitment(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit's commitment: read, written, handed in."""
    seen(request, unit)
    return _commitment_page(request, unit, campaign_or_404(request, unit), request.POST or None, {})


def _commitment_page(
    request: HttpRequest, unit: UUID, campaign: CampaignFacts, data: Any, typed: Mapping[str, Any]
) -> HttpResponse:
    """The page, written on with ``data``; ``typed``: what an act refused was given, ``at`` whose form it was."""
    actor = actor_of(request)
    facts = next((one for one in own_units(request, campaign.id) if one.id == unit), None)
    if facts is None:
        raise Http404
    found = Commitment.objects.filter(campaign=campaign.id, unit=unit).first()
    promises = list(found.promises.all()) if found else []
    initial: dict[str, object] = {}
    if found:
        initial = {name: getattr(found, name) for name in ("text", "phone", "video", "broadcast_on")}
        initial["lines"] = [
            {"text": one.text, "standard": one.standard, "due": str(one.due or "")} for one in promises
        ]
    form = CommitmentForm(data, initial=initial)
    here = f"{reverse('commitments:commitment', args=[unit])}?campaign={campaign.id}"
    if data is not None and form.is_valid():

        def save() -> None:
            made = services.commitment_save(actor=actor, campaign=campaign.id, unit=unit, **form.cleaned_data)
            if "submit" in request.POST:
                services.commitment_submit(actor=actor, commitment=made)

        if attempt(request, save, SAVED):
            return redirect(here)
    context = framed(request, "promises", campaign, unit=facts, form=form, lines=form.lines())
    context |= _told(found, promises) | {"typed": typed, "reason": ReasonForm(initial=dict(typed))}
    context["files_stand"] = found is not None and standing(request, found)
    context["writing"] = actor.may("commitments.edit") or (
        actor.may("commitments.own") and not context["published"]
    )
    return render(request, "commitments/commitment.html", context)


def _told(found: Commitment | None, promises: Sequence[Promise]) -> dict[str, Any]:
    """Where the commitment stands, and each promise with its word."""
    marked = [(one, KEPT[Promise.Kept(one.kept)], MARKS.get(one.kept, "plain")) for one in promises]
    if found is None:
        return {"word": MISSING, "mark": "plain", "published": False, "promises": marked}
    return {
        "found": found,
        "word": COMMITMENT_STATES[Commitment.State(found.state)],
        "mark": MARKS.get(found.state, "plain"),
        "published": found.state == Commitment.State.PUBLISHED,
        "promises": marked,
        "record": found.id,
        "files": files_of(found.id),
        "files_closed": False,
    }


@require_POST
@page("commitments.edit")
def decide(request: HttpRequest, commitment: UUID) -> HttpResponse:
    """Publish or return."""
    found = get_object_or_404(Commitment, id=commitment)
    publish = "publish" in request.POST
    done = (
        Text("已公开。", "Published.")
        if publish
        else Text("已退回，理由已告知单位。", "Returned; the unit sees why.")
    )
    reason = request.POST.get("reason", "")
    if attempt(
        request,
        lambda: services.commitment_decide(
            actor=actor_of(request), commitment=commitment, publish=publish, reason=reason
        ),
        done,
    ):
        return redirect(_of(found))
    return _again(request, found, {"reason": reason})


@require_POST
@page("commitments.edit")
def judge(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Kept or not kept."""
    found = get_object_or_404(Promise.objects.select_related("commitment"), id=promise)
    kept, facts = request.POST.get("kept", ""), request.POST.get("facts", "")
    if attempt(
        request,
        lambda: services.promise_judge(actor=actor_of(request), promise=promise, kept=kept, facts=facts),
        SAVED,
    ):
        return redirect(_of(found.commitment))
    return _again(request, found.commitment, {"at": promise, "facts": facts})


def _again(request: HttpRequest, found: Commitment, typed: Mapping[str, Any]) -> HttpResponse:
    """The page once more with what was typed, after an act of the office was refused."""
    return _commitment_page(request, found.unit_id, campaign_by_id(found.campaign_id), None, typed)


@require_GET
@page("commitments.view")
def booklet(request: HttpRequest) -> HttpResponse:
    """公开承诺辑 as PDF: every published commitment, for print (F129)."""
    campaign = campaign_or_404(request)
    document = booklet_of(campaign, units_of(), today())
    name = f"{campaign.title}公开承诺辑.pdf"
    return download(Press().pdf([document], today()), name, "application/pdf")


def _of(found: Commitment) -> str:
    return f"{reverse('commitments:commitment', args=[found.unit_id])}?campaign={found.campaign_id}"
