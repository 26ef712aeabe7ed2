"""The staff's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import campaigns, tasks_of
from minping.apps.desk.inbox import inbox
from minping.apps.foundation.approvals import permission_of, waiting
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, page
from minping.apps.foundation.roles import LABELS
from minping.apps.units.selectors import units_of
from minping.apps.year.selectors import agendas

LATE_SHOWN = 20
"""Late tasks on the first page; the others stand with their campaigns."""


@require_GET
@page("foundation.home")
def first(request: HttpRequest) -> HttpResponse:
    """Today: what waits for this person, where each campaign stands, what is late."""
    actor = actor_of(request)
    asked = (
        [one for one in waiting() if one.requested_by != actor.id and actor.may(permission_of(one.act))]
        if actor.may("foundation.approve")
        else []
    )
    own = [one for one in waiting() if one.requested_by == actor.id]
    late = []
    if actor.may("year.view") and actor.of_office:
        live = {one.id: one for one in campaigns() if one.state != "archived"}
        late = [
            (task, live[task.campaign]) for task in tasks_of() if task.late(today()) and task.campaign in live
        ]
    context = {
        "asked": asked,
        "own": own,
        "inbox": inbox(actor),
        "agendas": agendas() if actor.may("campaigns.view") else [],
        "late": late[:LATE_SHOWN],
        "more": max(0, len(late) - LATE_SHOWN),
        "units": units_of(actor.units) if actor.units else [],
        "roles": [LABELS[role] for role in sorted(actor.roles)],
        "today": today(),
    }
    return render(request, "desk/first.html", context)
