"""Self-assessment: the office asks, each unit answers once."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.assessments import services
from minping.apps.assessments.forms import PaperSelfForm, SelfCallForm, SelfForm
from minping.apps.assessments.models import SelfAssessment, SelfCall
from minping.apps.assessments.selectors import exact
from minping.apps.assessments.services.entries import ROOM
from minping.apps.assessments.services.selves import collecting
from minping.apps.assessments.views.frame import (
    at,
    campaign_asked,
    campaign_or_404,
    framed,
    own_places,
    scheme_or_404,
    seen,
    sees_all,
)
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation import evidence
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scoring.rounding import legible, plain

SAVED = Text("已保存，尚未报送。", "Saved, not handed in yet.")
SUBMITTED = Text("已报送。", "Handed in.")
CALLED = Text("已布置，各单位可以填报。", "The units can now answer.")


@require_http_methods(["GET", "POST"])
@page("assessments.view")
def selves(request: HttpRequest) -> HttpResponse:
    """Which units have handed in their own view; what they are asked, and until when."""
    campaign, actor = campaign_asked(request), actor_of(request)
    context = framed(request, "selves", campaign)
    if campaign is None:
        return render(request, "assessments/selves.html", context)
    call = SelfCall.objects.filter(campaign=campaign.id).first()
    form = SelfCallForm(request.POST or None, initial={"due": call.due, "note": call.note} if call else {})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(
            request, lambda: services.self_call_set(actor=actor, campaign=campaign.id, **said), CALLED
        ):
            return redirect(at("selves", campaign.id))
    places = own_places(request, campaign.id)
    there = {one.unit_id: one for one in SelfAssessment.objects.filter(campaign=campaign.id)}
    rows = [
        (place, _shown(request, there.get(unit)))
        for unit, place in places.items()
        if place.status != "opinion_only" and (unit in there or place.unit.parent not in places)
    ]
    handed = sum(found is not None and found.state == "submitted" for _, found in rows)
    context |= {"call": call, "form": form, "rows": rows, "handed": handed}
    context["ready"] = frozen_scheme(campaign.id) is not None and collecting(campaign)
    context["paper"] = context["ready"] and actor.may("assessments.edit")
    context["open"] = call is not None and today() <= call.due and collecting(campaign)
    return render(request, "assessments/selves.html", context)


def _shown(request: HttpRequest, found: SelfAssessment | None) -> SelfAssessment | None:
    """A draft is the unit's own affair."""
    if found is not None and found.state == SelfAssessment.State.DRAFT and sees_all(request):
        return None
    return found


@require_http_methods(["GET", "POST"])
@page("assessments.view")
def own(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit's own view: written by the unit, read by the office once it was handed in."""
    campaign = campaign_or_404(request)
    seen(request, unit)
    places = own_places(request, campaign.id)
    call = SelfCall.objects.filter(campaign=campaign.id).first()
    if unit not in places or call is None:
        raise Http404
    scheme = scheme_or_404(campaign.id)
    found = SelfAssessment.objects.filter(campaign=campaign.id, unit=unit).first()
    kind = _form_kind(request, found, call.due, collecting(campaign))
    known = {} if kind is PaperSelfForm else _known(scheme, found)
    form = (kind or SelfForm)(request.POST or None, request.FILES or None, scheme=scheme, initial=known)
    if request.method == "POST" and form.is_valid():
        submit = "submit" in request.POST or kind is PaperSelfForm
        if attempt(
            request, lambda: _save(request, campaign.id, unit, form, submit), SUBMITTED if submit else SAVED
        ):
            return redirect(at("self", campaign.id, unit))
    shown = _shown(request, found)
    context = framed(
        request,
        "selves",
        campaign,
        place=places[unit],
        call=call,
        found=shown,
        drafted=found is not None and shown is None,
        form=form if kind else None,
        on_paper=kind is PaperSelfForm,
        files=evidence.files_of(shown.id) if shown else (),
        total=_points(shown.total) if shown else "",
        full=scheme.full,
        aspects=_aspects(scheme, shown),
    )
    return render(request, "assessments/self.html", context)


def _save(request: HttpRequest, campaign: UUID, unit: UUID, form: SelfForm, submit: bool) -> None:
    said = form.cleaned_data
    if isinstance(form, PaperSelfForm):
        services.self_take(
            actor=actor_of(request),
            campaign=campaign,
            unit=unit,
            total=said["total"],
            aspects=form.aspects(),
            received=said["received"],
            text=said["text"],
            files=said["proof"],
        )
        return
    services.self_save(
        actor=actor_of(request),
        campaign=campaign,
        unit=unit,
        total=said["total"],
        aspects=form.aspects(),
        text=said["text"],
        files=said["proof"],
        submit=submit,
    )


def _form_kind(
    request: HttpRequest, found: SelfAssessment | None, due: date, collects: bool
) -> type[SelfForm] | None:
    """What may be filled in: by the unit until the day; by the office from a paper that came until then."""
    actor = actor_of(request)
    if not collects or (found is not None and found.state == SelfAssessment.State.SUBMITTED):
        return None
    if actor.may("assessments.own"):
        return SelfForm if today() <= due else None
    return PaperSelfForm if actor.may("assessments.edit") and found is None else None


def _known(scheme: Scheme, found: SelfAssessment | None) -> dict[str, Any]:
    if found is None:
        return {}
    known = {"total": _written(found.total), "text": found.text}
    return known | {
        f"aspect_{at}": _written(found.aspects.get(code, "")) for at, code in enumerate(scheme.aspects)
    }


def _written(text: str) -> str:
    value = exact(text)
    return "" if value is None else plain(value)


def _points(text: str) -> str:
    value = exact(text)
    return "" if value is None else legible(value)


def _aspects(scheme: Scheme, found: SelfAssessment | None) -> list[tuple[str, str]]:
    held = found.aspects if found is not None else {}
    return [
        (scheme.aspects[code].name, _points(text)) for code, text in held.items() if code in scheme.aspects
    ]


@require_GET
@page("assessments.view")
def file(request: HttpRequest, unit: UUID, file: UUID) -> HttpResponse:
    """A file that came with it, to save."""
    seen(request, unit)
    for found in SelfAssessment.objects.filter(unit=unit):
        shown = _shown(request, found)
        if shown is not None and any(one.id == file for one in evidence.files_of(shown.id)):
            return evidence.answer(file, ROOM, shown.id)
    raise Http404
