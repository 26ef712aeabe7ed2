"""The staff's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import campaigns, tasks_of
from minping.apps.desk.inbox import inbox
from minping.apps.foundation.approvals import waiting
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, page
from minping.apps.foundation.roles import LABELS
from minping.apps.units.selectors import units_of
from minping.apps.year.selectors import agendas


@require_GET
@page("foundation.home")
def first(request: HttpRequest) -> HttpResponse:
    """Today: what waits for this person, where each campaign stands, what is late."""
    actor = actor_of(request)
    asked = (
        [one for one in waiting() if one.requested_by != actor.id] if actor.may("foundation.approve") else []
    )
    own = [one for one in waiting() if one.requested_by == actor.id]
    late = []
    if actor.may("year.view"):
        late = [
            (campaign, task)
            for campaign in campaigns()
            if campaign.state != "archived"
            for task in tasks_of(campaign.id)
            if task.late(today()) and (actor.of_office or task.unit in actor.units)
        ]
    context = {
        "asked": asked,
        "own": own,
        "inbox": inbox(actor),
        "agendas": agendas() if actor.may("campaigns.view") else [],
        "late": late,
        "units": units_of(actor.units) if actor.units else [],
        "roles": [LABELS[role] for role in sorted(actor.roles)],
        "today": today(),
    }
    return render(request, "desk/first.html", context)
