"""Facts put forward by other rooms: recorded by a person, or left with a reason."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.assessments import services
from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.facts import Fact, fact_waiting, facts_waiting
from minping.apps.assessments.forms import ReasonForm
from minping.apps.assessments.ledger import every_item
from minping.apps.assessments.models import FactRule, Handled
from minping.apps.assessments.views.entries import entry_form
from minping.apps.assessments.views.frame import at, campaign_asked, campaign_or_404, framed
from minping.apps.assessments.words import FACTS
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text

LATEST = 50


@require_GET
@page("assessments.edit")
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for somebody's decision, and what was decided last."""
    campaign = campaign_asked(request)
    context = framed(request, "proposals", campaign)
    scheme = frozen_scheme(campaign.id) if campaign else None
    if campaign is not None and scheme is not None:
        items, waiting = every_item(scheme), facts_waiting(campaign.id)
        handled = list(Handled.objects.filter(campaign=campaign.id)[:LATEST])
        units = {*(fact.unit for fact in waiting), *(one.unit_id for one in handled)}
        names = {line.id: line.name for line in unit_lines(units)}
        rows = []
        for fact in waiting:
            item = items.get(fact.item)
            counts = item is not None and item.window.holds(fact.day.isoformat())
            rows.append((fact, names.get(fact.unit, ""), item.name if item else fact.item, counts))
        done = [(one, FACTS[one.kind], names.get(one.unit_id, "")) for one in handled]
        any_rule = FactRule.objects.filter(campaign=campaign.id).exists()
        context |= {"rows": rows, "done": done, "any_rule": any_rule}
    return render(request, "assessments/proposals.html", context)


def _fact_or_404(campaign: UUID, kind: str, source: UUID) -> Fact:
    fact = fact_waiting(campaign, kind, source)
    if fact is None:
        raise Http404
    return fact


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def record(request: HttpRequest, kind: str, source: UUID) -> HttpResponse:
    """The form of an entry, filled from the fact; the person changes what needs changing."""
    campaign, actor = campaign_or_404(request), actor_of(request)
    fact = _fact_or_404(campaign.id, kind, source)

    def save(line: EntryLine, files: Any) -> UUID:
        return services.fact_record(
            actor=actor, campaign=campaign.id, kind=kind, source=source, line=line, files=files
        )

    known = {
        "unit": str(fact.unit),
        "item": fact.item,
        "day": fact.day,
        "count": 1,
        "reason": fact.reason,
        "source": fact.where.zh,
        "evidence": fact.where.zh,
    }
    title = Text("核实并记录", "Check and record")
    return entry_form(request, campaign.id, save, known, title, fact=fact, leave_form=ReasonForm())


@require_POST
@page("assessments.edit")
def leave(request: HttpRequest, kind: str, source: UUID) -> HttpResponse:
    """Not recorded, and why."""
    campaign = campaign_or_404(request)
    _fact_or_404(campaign.id, kind, source)
    reason, actor = request.POST.get("reason", ""), actor_of(request)
    done = Text("已处理，不再提请。", "Decided; it is not put forward again.")
    attempt(
        request,
        lambda: services.fact_leave(
            actor=actor, campaign=campaign.id, kind=kind, source=source, reason=reason
        ),
        done,
    )
    return redirect(at("proposals", campaign.id))
