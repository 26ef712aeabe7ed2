"""What each unit hands in at the first stage; and the page of a unit's or partner's own work."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns import services
from minping.apps.campaigns.library.kinds import DELIVERABLE_STATES, DELIVERABLES, TASK_STATES
from minping.apps.campaigns.models import Campaign, Deliverable, Participation
from minping.apps.campaigns.selectors import tasks_of
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

MARKS = {
    "missing": "plain",
    "reported": "waiting",
    "accepted": "done",
    "returned": "late",
    "not_needed": "plain",
}
SAVED = Text("已保存。", "Saved.")


def _cells(part: Participation) -> list[tuple[str, Text, str, Text, str]]:
    """Kind, its name, mark, state, note, for one unit."""
    held = {row.kind: row for row in part.deliverables.all()}
    cells = []
    for kind, label in DELIVERABLES.items():
        state = held[kind].state if kind in held else "missing"
        note = held[kind].note if kind in held else ""
        cells.append((kind, label, MARKS[state], DELIVERABLE_STATES[state], note))
    return cells


@require_GET
@page("campaigns.view")
def deliverables(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Units by what they have handed in (F048)."""
    found = campaign_found(campaign)
    parts = list(found.participations.exclude(status="opinion_only").prefetch_related("deliverables"))
    units = {unit.id: unit for unit in units_of([part.unit_id for part in parts])}
    rows = [(units[part.unit_id], _cells(part)) for part in parts]
    rows.sort(key=lambda row: row[0].code)
    accepted = Deliverable.objects.filter(
        participation__campaign=found, state__in=["accepted", "not_needed"]
    ).count()
    context = framed(
        request,
        found,
        "tasks",
        rows=rows,
        kinds=DELIVERABLES.values(),
        accepted=accepted,
        wanted=len(rows) * len(DELIVERABLES),
    )
    return render(request, "campaigns/deliverables.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def deliverable(request: HttpRequest, campaign: UUID, unit: UUID) -> HttpResponse:
    """Accept or return what one unit handed in."""
    found = campaign_found(campaign)
    part = found.participations.filter(unit=unit).prefetch_related("deliverables").first()
    named = units_of([unit])
    if part is None or not named:
        raise Http404
    if request.method == "POST":
        kind, state = request.POST.get("kind", ""), request.POST.get("state", "")
        note = request.POST.get("note", "")
        attempt(
            request,
            lambda: services.deliverable_settle(
                actor=actor_of(request), campaign=campaign, unit=unit, kind=kind, state=state, note=note
            ),
            SAVED,
        )
        return redirect("campaigns:deliverable", campaign, unit)
    context = framed(
        request, found, "tasks", unit=named[0], cells=_cells(part), states=DELIVERABLE_STATES.items()
    )
    return render(request, "campaigns/deliverable.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.own")
def own(request: HttpRequest) -> HttpResponse:
    """Tasks and first-stage work of the units that the person answers for; report what is done."""
    actor = actor_of(request)
    if request.method == "POST":
        attempt(request, lambda: _report(request), Text("已报送。", "Reported."))
        return redirect("campaigns:own")
    day = today()
    going = Campaign.objects.exclude(state="archived")
    mine = [task for task in tasks_of() if task.unit in actor.units]
    campaigns = {campaign.id: campaign for campaign in going}
    parts = Participation.objects.filter(campaign__in=going, unit__in=actor.units).exclude(
        status="opinion_only"
    )
    names = {unit.id: unit.name for unit in units_of(actor.units)}
    context = {
        "tasks": [
            (task, campaigns[task.campaign], TASK_STATES[task.state], task.late(day))
            for task in mine
            if task.campaign in campaigns
        ],
        "parts": [
            (part, names.get(part.unit_id, ""), _cells(part))
            for part in parts.select_related("campaign").prefetch_related("deliverables")
        ],
    }
    return render(request, "campaigns/own.html", context)


def _report(request: HttpRequest) -> None:
    actor = actor_of(request)
    note = request.POST.get("note", "")
    try:
        if "task" in request.POST:
            services.task_report(actor=actor, task=UUID(request.POST["task"]), note=note)
            return
        campaign, unit = UUID(request.POST.get("campaign", "")), UUID(request.POST.get("unit", ""))
    except ValueError:
        raise Http404 from None
    kind = request.POST.get("kind", "")
    services.deliverable_report(actor=actor, campaign=campaign, unit=unit, kind=kind, note=note)
