"""The office's pages of the survey: what came in, and what may be asked about."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.asked import campaign_asked, unit_names
from minping.apps.foundation import evidence
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.opinions.selectors import cards_of
from minping.apps.oversight.models import SurveyVisit
from minping.apps.oversight.surveys.selectors import PLACES, survey_counts, survey_lines
from minping.apps.oversight.surveys.services import survey_asked
from minping.core.findings import Text

SHOWN = 300


@require_GET
@page("oversight.view")
def surveys(request: HttpRequest) -> HttpResponse:
    """Conversations by kind of place; those to be asked about first if wanted."""
    campaign, kind = campaign_asked(request), request.GET.get("place", "")
    lines = survey_lines(campaign.id, kind) if campaign else []
    if request.GET.get("asked") == "open":
        lines = [line for line in lines if line.questions and not line.visit.asked_note]
    context = {
        "campaign": campaign,
        "counts": survey_counts(campaign.id) if campaign else [],
        "places": [(one.value, word) for one, word in PLACES.items()],
        "kind": kind,
        "lines": lines[:SHOWN],
        "number": len(lines),
        "asked": request.GET.get("asked", ""),
    }
    return render(request, "oversight/surveys/list.html", context)


@require_GET
@page("oversight.view")
def survey(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """One conversation; its opinions as far as they may be shown."""
    found = get_object_or_404(SurveyVisit.objects.select_related("source"), id=survey_id)
    line = next(one for one in survey_lines(found.campaign_id) if one.visit.id == found.id)
    answers = list(found.answers.all())
    cards = cards_of([one.opinion for one in answers])
    names = unit_names()
    opinions = [
        (cards[one.opinion], names.get(one.unit_id, "") if one.unit_id else "")
        for one in answers
        if one.opinion in cards
    ]
    photos = evidence.files_of(found.source_id)
    context = {"line": line, "visit": found, "opinions": opinions, "photos": photos}
    return render(request, "oversight/surveys/survey.html", context)


@require_POST
@page("oversight.edit")
def asked(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """What the office learned."""
    found = get_object_or_404(SurveyVisit, id=survey_id)
    note = request.POST.get("note", "")
    attempt(
        request,
        lambda: survey_asked(actor=actor_of(request), visit=found.id, note=note),
        Text("已记录。", "On record."),
    )
    return redirect(reverse("oversight:survey", args=[found.id]))
