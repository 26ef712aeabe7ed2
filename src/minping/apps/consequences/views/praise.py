"""Lists of praise, windows among them; circulars; the workbook for the yearly assessment."""

from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.selectors import CampaignFacts
from minping.apps.consequences import forms, services
from minping.apps.consequences.models import Bonus, Circular, Measure
from minping.apps.consequences.paper.lists import (
    assessed,
    assessment_sheet,
    circular_paper,
    ground_words,
)
from minping.apps.consequences.services.proposing import WINDOW_RULE
from minping.apps.consequences.terms import Kind
from minping.apps.consequences.views.frame import (
    Shown,
    by_result,
    campaign_asked,
    campaign_or_404,
    framed,
    known_campaign,
    shown,
)
from minping.apps.consequences.views.papers import printed
from minping.apps.documents.press import Press
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, page
from minping.apps.results.outcomes import outcomes_of, windows_of
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@page("consequences.view")
def praise(request: HttpRequest) -> HttpResponse:
    """Praise by category: proposed, approved, issued; circulars (F028, F072)."""
    campaign = campaign_asked(request)
    if campaign is None:
        return render(request, "consequences/praise.html", framed("praise", None))
    return _praise(request, campaign, forms.CircularForm(initial={"issued_on": today()}))


def _praise(request: HttpRequest, campaign: CampaignFacts, form: Form) -> HttpResponse:
    """The lists with the form of the circular; ``form`` bound: what was typed and ticked is kept."""
    rows = Measure.objects.filter(campaign=campaign.id, kind=Kind.PRAISE).exclude(state="lapsed")
    lines = by_result(campaign.id, shown(list(rows)))
    groups: dict[str, list[Shown]] = {}
    for line in lines:
        name = "" if line.row.source == Measure.Source.WINDOW else line.row.pool
        groups.setdefault(name, []).append(line)
    approved = [line for line in lines if line.row.state == "approved"]
    every = {str(line.row.id) for line in approved}
    context = framed(
        "praise",
        campaign,
        groups=groups.items(),
        approved=approved,
        ticked=set(request.POST.getlist("measure")) if form.is_bound else every,
        circulars=list(Circular.objects.filter(campaign=campaign.id)),
        form=form,
    )
    return render(request, "consequences/praise.html", context)


@require_http_methods(["GET", "POST"])
@page("consequences.edit")
def windows(request: HttpRequest) -> HttpResponse:
    """Windows by satisfaction; a person ticks those to be praised (F072)."""
    campaign, actor = campaign_or_404(request), actor_of(request)
    found = windows_of(campaign.id)
    above = {line.id: line.name for line in unit_lines({one.under for one in found})}
    there = Measure.objects.filter(campaign=campaign.id, rule=WINDOW_RULE).exclude(state="lapsed")
    taken = set(there.values_list("unit", flat=True))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticked, reason = set(request.POST.getlist("unit")), form.cleaned_data["reason"]
        chosen = [one.unit for one in found if str(one.unit) in ticked]
        if attempt(
            request,
            lambda: services.windows_praise(actor=actor, campaign=campaign.id, units=chosen, opinion=reason),
            Text("已提请领导小组审定。", "Put before the leading group."),
        ):
            return redirect(f"{reverse('consequences:praise')}?campaign={campaign.id}")
    rows = [(one, above.get(one.under, ""), one.unit in taken) for one in found]
    back = f"{reverse('consequences:praise')}?campaign={campaign.id}"
    context = framed("praise", campaign, rows=rows, form=form, back=back)
    return render(request, "consequences/windows.html", context)


@require_POST
@page("consequences.edit")
def issue(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Issue the approved praise that was ticked."""
    known, actor = known_campaign(campaign), actor_of(request)
    form = forms.CircularForm(request.POST)
    ticked = set(request.POST.getlist("measure"))
    rows = Measure.objects.filter(campaign=campaign, kind=Kind.PRAISE, state="approved")
    chosen = [one for one in rows.values_list("id", flat=True) if str(one) in ticked]
    if form.is_valid():
        data = dict(form.cleaned_data)
        if attempt(
            request,
            lambda: services.circular_issue(actor=actor, campaign=campaign, measures=chosen, **data),
            Text("通报已登记，可以打印。", "The circular is recorded; print it below."),
        ):
            return redirect(f"{reverse('consequences:praise')}?campaign={known.id}")
    return _praise(request, known, form)


def _best_first(campaign: UUID, rows: QuerySet[Measure]) -> list[Measure]:
    return [line.row for line in by_result(campaign, shown(list(rows)))]


@require_GET
@page("consequences.view")
def draft(request: HttpRequest, campaign: UUID, kind: str) -> HttpResponse:
    """The circular as it would read now, of what was approved, for whoever signs it."""
    rows = Measure.objects.filter(campaign=campaign, kind=Kind.PRAISE, state="approved")
    return printed(circular_paper(known_campaign(campaign), _best_first(campaign, rows), None, today()), kind)


@require_GET
@page("consequences.view")
def circular(request: HttpRequest, circular: UUID, kind: str) -> HttpResponse:
    """A circular as it was issued."""
    found = Circular.objects.filter(id=circular).first()
    if found is None:
        raise Http404
    rows = _best_first(found.campaign_id, found.measures.all())
    return printed(circular_paper(known_campaign(found.campaign_id), rows, found, today()), kind)


@require_http_methods(["GET", "POST"])
@page("consequences.view")
def assessment(request: HttpRequest) -> HttpResponse:
    """What goes into the units' yearly assessment; the points of the office's plan (F071, F117)."""
    campaign, actor = campaign_asked(request), actor_of(request)
    if campaign is None:
        return render(request, "consequences/assessment.html", framed("assessment", None))
    grades = list(dict.fromkeys(one.grade for one in outcomes_of(campaign.id) if one.grade))
    form = forms.BonusForm(request.POST or None, grades=grades)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            request,
            lambda: services.bonus_set(actor=actor, campaign=campaign.id, **data),
            Text("已保存。", "Saved."),
        ):
            return redirect(f"{reverse('consequences:assessment')}?campaign={campaign.id}")
    rules = [(row, ground_words(row.ground)) for row in Bonus.objects.filter(campaign=campaign.id)]
    context = framed("assessment", campaign, rows=assessed(campaign.id), rules=rules, form=form)
    return render(request, "consequences/assessment.html", context)


@require_GET
@page("consequences.view")
def sheet(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The workbook for the yearly assessment."""
    document = assessment_sheet(known_campaign(campaign), today())
    return download(Press().excel(document, today()), f"{document.name}.xlsx", SHEET)


@require_POST
@page("consequences.edit")
def bonus_remove(request: HttpRequest, bonus: UUID) -> HttpResponse:
    """Take a rule of points away."""
    found = Bonus.objects.filter(id=bonus).first()
    if found is None:
        raise Http404
    actor = actor_of(request)
    attempt(
        request,
        lambda: services.bonus_remove(actor=actor, bonus=bonus),
        Text("已删除。", "Removed."),
    )
    return redirect(f"{reverse('consequences:assessment')}?campaign={found.campaign_id}")
