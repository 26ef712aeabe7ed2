"""What a unit's liaison and an appraiser find here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.campaigns.asked import unit_names
from minping.apps.foundation.pages import actor_of, language, page, say
from minping.apps.oversight.follow.selectors import follow_ups_for
from minping.apps.oversight.hearings.selectors import hearings_for_person, hearings_for_units
from minping.apps.oversight.inspections.document import report_document
from minping.apps.oversight.inspections.selectors import reported, reports_for, visitors_told
from minping.apps.oversight.inspections.services import report_seen
from minping.apps.oversight.models import Inspection, InspectionReport, Visit
from minping.apps.oversight.papers import paper
from minping.core.findings import Text

SHOWN = 100


@require_GET
@page("oversight.own")
def own(request: HttpRequest) -> HttpResponse:
    """Reports issued to the own unit, hearings it is asked to, what it invites to."""
    actor = actor_of(request)
    names = unit_names()
    context = {
        "reports": [(one, names.get(one.unit_id, "")) for one in reports_for(actor)],
        "hearings": hearings_for_units(actor.units),
    }
    return render(request, "oversight/own.html", context)


def _own_report(request: HttpRequest, report: UUID) -> InspectionReport:
    found = next((one for one in reports_for(actor_of(request)) if one.id == report), None)
    if found is None:
        raise Http404
    return found


@require_GET
@page("oversight.own")
def own_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """A report issued to the own unit."""
    found = _own_report(request, report_id)
    report_seen(actor=actor_of(request), report=found.id)
    context = {
        "report": found,
        "unit": unit_names([found.unit_id]).get(found.unit_id, ""),
        "findings": reported(found),
        "visitors": visitors_told(found),
    }
    return render(request, "oversight/inspections/own_report.html", context)


@require_GET
@page("oversight.own")
def own_report_file(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    """The same as Word or PDF."""
    found = _own_report(request, report_id)
    return paper(report_document(found, language()), say(Text("督查报告", "inspection-report")), form)


@require_GET
@page("oversight.visit")
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody who goes out is asked to do, and what he saw: it is what he appraises from (F154)."""
    actor = actor_of(request)
    names = unit_names()
    visits = Visit.objects.filter(source__user=actor.person).prefetch_related("findings")[:SHOWN]
    context = {
        "visits": [(one, names.get(one.unit_id, "")) for one in visits],
        "inspections": Inspection.objects.filter(inspectors__user=actor.person, ended=False),
        "hearings": hearings_for_person(actor.person),
        "follow_ups": follow_ups_for(actor),
    }
    return render(request, "oversight/mine.html", context)
