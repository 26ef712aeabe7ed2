"""Rounds: who is asked, on which channel, when."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns import selectors, services
from minping.apps.campaigns.forms import RoundForm
from minping.apps.campaigns.library.kinds import CHANNELS
from minping.apps.campaigns.models import Round
from minping.apps.campaigns.services.found import BEGUN
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.lifecycle import ROUND
from minping.core.scheme.model import Scheme

SAVED = Text("已保存。", "Saved.")
PLAIN = ("title", "title_en", "group", "code", "channel", "opens", "minimum", "trained_only")


def _scheme(campaign: UUID) -> Scheme | None:
    return selectors.draft_scheme(campaign) or selectors.frozen_scheme(campaign)


@require_GET
@page("campaigns.view")
def rounds(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Rounds in the order of their opening, with their states."""
    found = campaign_found(campaign)
    scheme = _scheme(campaign)
    rows = []
    for row in found.rounds.all():
        group = scheme.groups.get(row.group) if scheme else None
        missing = scheme is not None and (group is None or bool(row.code and row.code not in scheme.rounds))
        state = ROUND.state(row.state).label
        rows.append((row, state, CHANNELS.get(row.channel), group.name if group else row.group, missing))
    context = framed(request, found, "rounds", rows=rows, has_scheme=scheme is not None)
    return render(request, "campaigns/rounds.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def round_form(request: HttpRequest, campaign: UUID, round_id: UUID | None = None) -> HttpResponse:
    """Plan a round, or change one that has not opened."""
    found = campaign_found(campaign)
    row = get_object_or_404(Round, campaign=found, id=round_id) if round_id else None
    form = RoundForm(_scheme(campaign), request.POST or None, initial=_initial(row))
    actor = actor_of(request)
    if request.method == "POST" and row and "remove" in request.POST:
        attempt(request, lambda: services.round_remove(actor=actor, round=row.id), SAVED)
        return redirect("campaigns:rounds", campaign)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in PLAIN} | {"closes": form.closes()}

        def change() -> None:
            if row:
                services.round_edit(actor=actor, round=row.id, **data)
            else:
                services.round_create(actor=actor, campaign=campaign, **data)

        if attempt(request, change, SAVED):
            return redirect("campaigns:rounds", campaign)
    note = None
    if row and row.state in BEGUN:
        note = Text("轮次已开始投票，不能再改。", "This round has been opened and can no longer be changed.")
    context = framed(
        request, found, "rounds", form=form, note=note, removable=row is not None and row.state == "planned"
    )
    return render(request, "campaigns/form.html", context)


def _initial(row: Round | None) -> dict[str, Any]:
    if row is None:
        return {"closes_time": "18:00", "channel": "web"}
    closes = timezone.localtime(row.closes)
    return {name: getattr(row, name) for name in PLAIN} | {
        "closes_day": closes.date(),
        "closes_time": closes.time(),
    }
