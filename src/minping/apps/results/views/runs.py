"""A run before the reviewer: tables, the way from every number down to the counts, two runs compared."""

import json
from itertools import islice
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.foundation.jobs import start
from minping.apps.foundation.pages import actor_of, download, language, page
from minping.apps.results.appeals.filing import window_of
from minping.apps.results.appeals.notices import notice_of, told_before
from minping.apps.results.appeals.steps import pending
from minping.apps.results.gate import explanations_of
from minping.apps.results.levels import FIELDS
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Announcement, Documents, ScoreRun
from minping.apps.results.moved import moved_between
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.unit_report import origin_tables, public_blocks
from minping.apps.results.selectors import sheet_of
from minping.apps.results.services.reviews import verdict
from minping.apps.results.showing.blocks import shown, tree
from minping.apps.results.showing.lacks import lacks_of
from minping.apps.results.showing.records import records_of
from minping.apps.results.showing.sheet import category_lists
from minping.apps.results.storing import kept
from minping.apps.results.views.campaigns import campaign_or_404, state_label
from minping.core.bundle.results import scores_csv
from minping.core.findings import Text
from minping.core.scoring.record import differences

MOST_DIFFERENCES = 500
ALL = tuple(FIELDS)


def run_or_404(run_id: UUID) -> tuple[ScoreRun, CampaignFacts]:
    """The run that a page is about, and its campaign."""
    found = ScoreRun.objects.filter(id=run_id).first()
    if found is None:
        raise Http404
    return found, campaign_or_404(found.campaign_id)


@page("results.view")
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Everything about a run: the table of each category, what is short, who reviewed it."""
    row, campaign = run_or_404(run_id)
    loaded = load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    ids = {code: UUID(unit) for code, unit in row.units.items()}
    newer = ScoreRun.objects.filter(campaign=row.campaign_id, number__gt=row.number).exists()
    review, actor = verdict(row), actor_of(request)
    announcement = Announcement.objects.filter(run=row).first()
    context = {
        "run": row,
        "campaign": campaign,
        "state": state_label(campaign),
        "categories": category_lists(overview, ids, ALL),
        "lacks": {code: lacks_of(overview, code) for code in ids},
        "selections": [one for one in loaded.run.selections if one.chosen],
        "names": {unit.unit: unit.name for unit in loaded.run.units},
        "reviews": row.reviews.order_by("at"),
        "announcement": announcement,
        "publications": row.publications.order_by("number"),
        "others": ScoreRun.objects.filter(campaign=row.campaign_id).exclude(id=row.id),
        "documents": Documents.objects.filter(run=row, language=language()).first(),
        "reason": explanations_of(row.campaign_id).get("minimum"),
        "appeals": pending(row.campaign_id),
        "corrects": told_before(row),
        "notice": notice_of(row),
        "newest": not newer,
        "may_review": not newer and actor.may("results.review") and row.by != actor.id,
        "sound": review is not None and review.sound,
    }
    return render(request, "results/run.html", context)


@page("results.view")
def unit(request: HttpRequest, run_id: UUID, unit_id: UUID) -> HttpResponse:
    """One unit's result, each number unfolding to what it was made of."""
    row, campaign = run_or_404(run_id)
    context = unit_context(row, unit_id, language()) | {"run": row, "campaign": campaign}
    if window_of(row) is not None and actor_of(request).may("results.edit"):
        context["asks"] = reverse("results:unit", args=[run_id, unit_id]) + "appeal/"
        context["ask"] = Text("登记来信申诉", "Write down an appeal by letter")
    if request.GET.get("part") == "tree":
        return render(request, "results/unit_tree.html", context)
    return render(request, "results/unit.html", context)


def unit_context(row: ScoreRun, unit_id: UUID, spoken: str) -> dict[str, object]:
    """A unit's entry, blocks and trees as the office and the unit itself see them. Raises Http404."""
    codes = {UUID(one): code for code, one in row.units.items()}
    if unit_id not in codes:
        raise Http404
    code, loaded = codes[unit_id], load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, spoken)
    ids = {code: UUID(one) for code, one in row.units.items()}
    result = next((one for one in loaded.run.units if one.unit == code), None)
    if result is None:
        raise Http404
    lists = category_lists(overview, ids, ALL)
    entry = next(e for category in lists for e in category.entries if e.unit == unit_id)
    return {
        "entry": entry,
        "blocks": shown(public_blocks(overview, code, score=True, components=True, answers=True)),
        "trees": [tree(table) for table in origin_tables(overview, code)],
        "records": records_of(row, overview, result),
    }


@page("results.view")
def compare(request: HttpRequest, run_id: UUID, other_id: UUID) -> HttpResponse:
    """What differs between two runs of one campaign."""
    row, campaign = run_or_404(run_id)
    other = ScoreRun.objects.filter(id=other_id, campaign=row.campaign_id).first()
    if other is None:
        raise Http404
    before, after = sorted((row, other), key=lambda one: one.number)
    found = list(
        islice(
            differences(json.loads(kept(before.record)), json.loads(kept(after.record))), MOST_DIFFERENCES + 1
        )
    )
    names = set(before.inputs) | set(after.inputs)
    inputs = sorted(name for name in names if before.inputs.get(name) != after.inputs.get(name))
    context = {
        "campaign": campaign,
        "moved": moved_between(before, after),
        "before": before,
        "after": after,
        "differences": found[:MOST_DIFFERENCES],
        "more": len(found) > MOST_DIFFERENCES,
        "inputs": inputs,
    }
    return render(request, "results/compare.html", context)


@page("results.view")
def file(request: HttpRequest, run_id: UUID, name: str) -> HttpResponse:
    """What is kept of a run: the record, the table, the public and the private folder."""
    row, campaign = run_or_404(run_id)
    stem = f"{campaign.title}-{row.number}"
    if name == "scores.json":
        return download(kept(row.record), f"{stem}-scores.json", "application/json")
    if name == "scores.csv":
        loaded = load_run(row)
        return download(scores_csv(loaded.scheme, loaded.run), f"{stem}-scores.csv", "text/csv")
    if name == "public.zip":
        return download(kept(row.public), f"{stem}-公开数据.zip", "application/zip")
    if name == "private.zip" and actor_of(request).may("results.private"):
        return download(kept(row.private), f"{stem}-内部数据.zip", "application/zip")
    if name == "documents.zip":
        found = Documents.objects.filter(run=row, language=language()).first()
        if found is not None:
            return download(kept(found.file), f"{stem}-文书.zip", "application/zip")
    raise Http404


@page("results.edit")
def documents(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Start making the result table, the circular and every unit's feedback."""
    run_or_404(run_id)
    if request.method != "POST":
        return redirect("results:run", run_id)
    payload = {"run": str(run_id), "language": language()}
    job = start("results.documents", f"results.documents:{run_id}:{language()}", payload, actor_of(request))
    return redirect("foundation:job", job)


@page("results.view")
def preview(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Exactly what the public will see with these fields."""
    row, campaign = run_or_404(run_id)
    fields = tuple(name for name in FIELDS if name in request.GET.getlist("f")) or ALL
    sheet = sheet_of(row, fields, language())
    context = {"run": row, "campaign": campaign, "sheet": sheet, "fields": fields, "preview": True}
    return render(request, "results/preview.html", context)
