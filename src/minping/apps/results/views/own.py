"""A liaison's own unit: its result after the announcement, how it came about, the feedback to print."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from minping.apps.campaigns.selectors import campaigns
from minping.apps.foundation.pages import actor_of, language, page
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.filing import may_appeal
from minping.apps.results.appeals.notices import told_before
from minping.apps.results.appeals.showing import all_shown
from minping.apps.results.around import unit_around
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Announcement, Appeal, ScoreRun
from minping.apps.results.moved import moved_between
from minping.apps.results.papers import paper
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.unit_report import compose_unit_report
from minping.apps.results.told import told_last
from minping.apps.results.views.runs import run_or_404, unit_context
from minping.apps.units.selectors import units_of
from minping.core.findings import Text


@page("results.own")
def own(request: HttpRequest) -> HttpResponse:
    """Results of the liaison's units, of each campaign the newest run that the units were told of."""
    actor = actor_of(request)
    titles = {campaign.id: campaign for campaign in campaigns()}
    newest, rows = told_last(), []
    for unit in units_of(actor.units):
        for one in newest:
            if str(unit.id) in one.run.units.values():
                rows.append({"unit": unit, "told": one, "campaign": titles.get(one.run.campaign_id)})
    mine = Appeal.objects.filter(unit__in=actor.units).prefetch_related("steps").order_by("-at")
    return render(request, "results/own.html", {"rows": rows, "appeals": all_shown(list(mine))})


def own_run(request: HttpRequest, run_id: UUID, unit_id: UUID) -> ScoreRun:
    """The run, if it was the last that the units were told of and the unit is one of the actor's; else there is
    no such page."""
    actor = actor_of(request)
    if unit_id not in actor.units:
        raise Http404
    require(actor, "results.own", unit_id)
    row, _ = run_or_404(run_id)
    if not any(one.run.id == row.id for one in told_last()):
        raise Http404
    return row


@page("results.own")
def own_unit(request: HttpRequest, run_id: UUID, unit_id: UUID) -> HttpResponse:
    """The unit's own result with its origin."""
    row = own_run(request, run_id, unit_id)
    _, campaign = run_or_404(run_id)
    announcement = Announcement.objects.filter(run=row).first()
    context = unit_context(row, unit_id, language())
    context |= {"run": row, "campaign": campaign, "announcement": announcement, "unit_id": unit_id}
    if may_appeal(row):
        context["asks"] = reverse("results:own_unit", args=[run_id, unit_id]) + "appeal/"
        context["ask"] = Text("对这一项申诉", "Appeal against this")
    before = told_before(row)
    moved = moved_between(before, row) if before is not None else ()
    context["change"] = next((one for one in moved if one.unit == unit_id), None)
    mine = Appeal.objects.filter(unit=unit_id, campaign=row.campaign_id).prefetch_related("steps")
    context["appeals"] = all_shown(list(mine))
    return render(request, "results/own_unit.html", context)


@page("results.own")
def own_feedback(request: HttpRequest, run_id: UUID, unit_id: UUID, kind: str) -> HttpResponse:
    """The feedback document of the own unit."""
    return feedback_of(own_run(request, run_id, unit_id), unit_id, kind)


@page("results.view")
def feedback(request: HttpRequest, run_id: UUID, unit_id: UUID, kind: str) -> HttpResponse:
    """The same document for the office."""
    return feedback_of(run_or_404(run_id)[0], unit_id, kind)


def feedback_of(row: ScoreRun, unit_id: UUID, kind: str) -> HttpResponse:
    """One unit's feedback as Word or PDF, dated with the day of the run."""
    codes = {one: code for code, one in row.units.items()}
    loaded = load_run(row)
    code = codes.get(str(unit_id), "")
    if all(result.unit != code for result in loaded.run.units):
        raise Http404
    day = timezone.localtime(row.at).date()
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    around = unit_around(row, unit_id)
    document = compose_unit_report(overview, code, date=day, office=loaded.office, around=around)
    return paper(document, overview.name(code), kind, day)
