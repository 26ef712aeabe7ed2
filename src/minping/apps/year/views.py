"""The guided year of a campaign, and its acts."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import campaign_of, tasks_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, fresh, page
from minping.apps.year.beside import beside_of
from minping.apps.year.diligence import SMALL, diligence_of
from minping.apps.year.load import load_of
from minping.apps.year.services import campaign_act
from minping.apps.year.standing import standing_of
from minping.apps.year.steps import acts_of, reconciled, steps_of
from minping.core.findings import Text


@require_GET
@page("year.view")
def year(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The steps of the year, what lacks, the acts that can be done now."""
    standing = standing_of(campaign)
    if standing is None:
        raise Http404
    context = {
        "standing": standing,
        "state": standing.machine.state(standing.campaign.state).label,
        "stages": [standing.machine.stages[name] for name in standing.campaign.open_stages],
        "steps": steps_of(standing),
        "missing": [] if reconciled(standing) else standing.missing,
        "acts": acts_of(standing),
        "beside": beside_of(campaign, actor_of(request)),
        "tasks": [(task, task.late(today())) for task in tasks_of(campaign)],
    }
    return render(request, "year/year.html", context)


@require_GET
@page("year.load")
def load(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """How long the stages are and what the year asks of each unit (F137)."""
    found = campaign_of(campaign)
    if found is None:
        raise Http404
    return render(request, "year/load.html", {"campaign": found, "load": load_of(campaign)})


@require_GET
@page("year.diligence")
def diligence(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """How diligent the invited were, class by class, never by person."""
    found = campaign_of(campaign)
    if found is None:
        raise Http404
    signs = diligence_of(campaign)
    rows = [*signs.kinds, *([signs.total] if signs.total is not None and len(signs.kinds) > 1 else [])]
    context = {"campaign": found, "signs": signs, "rows": rows, "small": SMALL}
    return render(request, "year/diligence.html", context)


@page("year.move")
@fresh
def act(request: HttpRequest, campaign: UUID, act: str) -> HttpResponse:
    """Ask once more, then carry out an act of the campaign."""
    standing = standing_of(campaign)
    offered = next((a for a in acts_of(standing) if a.name == act), None) if standing else None
    back = reverse("year:year", args=[campaign])
    if standing is None:
        raise Http404
    if request.method == "POST":
        attempt(
            request,
            lambda: campaign_act(actor=actor_of(request), campaign=campaign, act=act),
            Text("已办理。", "Done."),
        )
        return redirect(back)
    if offered is None:
        return redirect(back)
    undo = (
        Text("办理后不能退回。", "This cannot be undone.")
        if offered.irreversible
        else Text("以后可以再改。", "It can be changed later.")
    )
    question = Question(
        title=offered.label,
        happens=[
            Text(
                f"「{standing.campaign.title}」：{offered.label.zh}",
                f"“{standing.campaign.title_en or standing.campaign.title}”: {offered.label.en}",
            )
        ],
        undo=undo,
        button=offered.label,
        back=back,
        danger=offered.irreversible,
    )
    return confirm(request, question)
