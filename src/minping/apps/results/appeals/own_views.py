"""Appeals as a unit's liaison sees them: filing one against a number, and what became of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation import evidence
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.results.appeals.filing import ROOM, appeal_file, may_appeal, window_of
from minping.apps.results.appeals.forms import FileForm, PaperForm
from minping.apps.results.appeals.items import item_of
from minping.apps.results.appeals.letters import own_change
from minping.apps.results.appeals.showing import shown
from minping.apps.results.appeals.views import appeal_or_404, letter_of
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.views.own import own_run
from minping.apps.results.views.runs import run_or_404
from minping.apps.units.selectors import units_of
from minping.core.findings import Text


@page("results.own")
def new(request: HttpRequest, run_id: UUID, unit_id: UUID, item: str) -> HttpResponse:
    """Appeal against one number of the own unit's result."""
    return _new(request, own_run(request, run_id, unit_id), unit_id, item, on_paper=False)


@page("results.edit")
def paper(request: HttpRequest, run_id: UUID, unit_id: UUID, item: str) -> HttpResponse:
    """Write down an appeal that came by letter."""
    return _new(request, run_or_404(run_id)[0], unit_id, item, on_paper=True)


def _new(request: HttpRequest, row: ScoreRun, unit_id: UUID, key: str, *, on_paper: bool) -> HttpResponse:
    item = item_of(row, unit_id, key)
    if item is None:
        raise Http404
    kind = PaperForm if on_paper else FileForm
    form = kind(
        request.POST or None,
        request.FILES or None,
        facts=item.facts,
        initial={"fact": request.GET.get("fact")},
    )
    if request.method == "POST" and form.is_valid():
        made = _filed(request, row, unit_id, key, form.cleaned_data)
        if made is not None:
            return redirect("results:appeal" if on_paper else "results:own_appeal", made.id)
    told = window_of(row)
    context = {
        "campaign": campaign_of(row.campaign_id),
        "run": row if on_paper else None,
        "unit": units_of([unit_id])[0],
        "item": item,
        "form": form,
        "until": told.objections_until if told is not None else None,
        "open": may_appeal(row) or (on_paper and told is not None),
        "back": reverse("results:unit" if on_paper else "results:own_unit", args=[row.id, unit_id]),
    }
    return render(request, "results/appeal_new.html", context)


def _filed(
    request: HttpRequest, row: ScoreRun, unit_id: UUID, key: str, given: Mapping[str, Any]
) -> Appeal | None:
    """The appeal as it was filed; None, with the reason told on the page, where it was refused."""
    made: list[Appeal] = []
    done = Text("申诉已提出。办理进展在本页查看。", "The appeal is filed; follow it on this page.")
    attempt(
        request,
        lambda: made.append(
            appeal_file(
                actor=actor_of(request),
                run=row.id,
                unit=unit_id,
                item=key,
                reason=given["reason"],
                wanted=given["wanted"],
                fact=given.get("fact", ""),
                files=given["papers"],
                received=given.get("received"),
            )
        ),
        done,
    )
    return made[0] if made else None


def _own(request: HttpRequest, appeal_id: UUID) -> Appeal:
    """The appeal, if it is of one of the actor's units; otherwise there is no such page."""
    found = appeal_or_404(appeal_id)
    if found.unit_id not in actor_of(request).units:
        raise Http404
    return found


@page("results.own")
def appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """How the own appeal stands."""
    found = _own(request, appeal_id)
    context = {
        "campaign": campaign_of(found.campaign_id),
        "one": shown(found),
        "files": evidence.files_of(found.id),
        "change": own_change(found),
    }
    return render(request, "results/own_appeal.html", context)


@page("results.own")
def letter(request: HttpRequest, appeal_id: UUID, kind: str) -> HttpResponse:
    """The answer as a letter."""
    return letter_of(_own(request, appeal_id), kind)


@page("results.own")
def file(request: HttpRequest, appeal_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of the own appeal."""
    found = _own(request, appeal_id)
    return evidence.answer(file_id, ROOM, found.id, small="small" in request.GET)
