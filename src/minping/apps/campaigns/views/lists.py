"""The list of campaigns, setting one up, its overview and its printed page."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns import selectors, services
from minping.apps.campaigns.forms import BasicsForm, CampaignForm, InsideForm
from minping.apps.campaigns.library import FORMS, form_named
from minping.apps.campaigns.library.kinds import PARTS
from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.services.campaigns import machine_of
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.campaigns.views.summary import categories_counted, summary_of
from minping.apps.campaigns.views.timeline import timeline
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import own_office, unit_lines, units_of
from minping.core.findings import Text


@require_GET
@page("campaigns.view")
def first(request: HttpRequest) -> HttpResponse:
    """All campaigns, newest first."""
    wanted = request.GET.get("q", "").strip()
    found = Campaign.objects.filter(title__icontains=wanted) if wanted else Campaign.objects.all()
    shown = list(found[:300])
    hosts = {line.id: line.name for line in unit_lines({one.inside_id for one in shown if one.inside_id})}
    rows = [
        (
            campaign,
            machine_of(campaign.form).state(campaign.state).label,
            FORMS.get(campaign.form),
            hosts[campaign.inside_id] if campaign.inside_id else "",
        )
        for campaign in shown
    ]
    return render(request, "campaigns/list.html", {"rows": rows, "q": wanted, "day": today()})


@require_GET
@page("campaigns.edit")
def choose(request: HttpRequest) -> HttpResponse:
    """The library of forms."""
    return render(request, "campaigns/choose.html", {"forms": list(FORMS.values())})


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def create(request: HttpRequest, form: str) -> HttpResponse:
    """Name and year of a campaign of this form."""
    template = form_named(form)
    if template is None:
        raise Http404
    year = today().year
    name = "内部评议" if template.inside else template.name.zh
    initial = {"year": year, "title": f"{year}年{name}"}
    kind = InsideForm if template.inside else CampaignForm
    bound = kind(request.POST or None, initial=initial)
    if request.method == "POST" and bound.is_valid():
        made: list[UUID] = []
        if attempt(
            request,
            lambda: made.append(
                services.campaign_create(actor=actor_of(request), form=form, **bound.cleaned_data)
            ),
            Text("已建立。请核对各阶段日期、类别和方案。", "Set up. Check the days, categories and scheme."),
        ):
            return redirect("campaigns:overview", made[0])
    return render(request, "campaigns/create.html", {"template": template, "form": bound})


@require_GET
@page("campaigns.view")
def overview(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What the campaign is and how far its set-up has come."""
    found = campaign_found(campaign)
    context = framed(request, found, "overview", summary=summary_of(found), form_used=FORMS.get(found.form))
    return render(request, "campaigns/overview.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def edit(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Name, requirement, launch meeting."""
    found = campaign_found(campaign)
    initial = {name: getattr(found, name) for name in BasicsForm.base_fields}
    form = BasicsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            request,
            lambda: services.campaign_edit(actor=actor_of(request), campaign=campaign, **form.cleaned_data),
            Text("已保存。", "Saved."),
        )
        if done:
            return redirect("campaigns:overview", campaign)
    return render(request, "campaigns/form.html", framed(request, found, "overview", form=form))


@require_GET
@page("campaigns.view")
def printed(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The campaign on paper: requirement, leading group, stages, tasks, units, content, scheme's hash."""
    found = campaign_found(campaign)
    parts = selectors.participations_of(campaign)
    names = {unit.id: unit.name for unit in units_of({part.unit for part in parts})}
    listed = [
        (
            row,
            [(names.get(p.unit, ""), p) for p in parts if p.category == row.code and p.status == "appraised"],
        )
        for row in selectors.categories_of(campaign)
    ]
    others = [(names.get(p.unit, ""), p) for p in parts if p.status != "appraised"]
    group = [(PARTS[member.part], member) for member in selectors.leading_group_of(campaign)]
    context = framed(
        request,
        found,
        "overview",
        office=own_office(),
        group=group,
        stages=selectors.stages_of(campaign),
        tasks=selectors.tasks_of(campaign),
        listed=listed,
        others=others,
        heads=selectors.content_of(campaign),
        topics=selectors.focus_topics_of(campaign),
        rounds=selectors.rounds_of(campaign),
        digest=selectors.frozen_digest(campaign),
        counted=categories_counted(found),
        chart=timeline(list(found.stages.all()), today()),
        day=today(),
    )
    return render(request, "campaigns/printed.html", context)
