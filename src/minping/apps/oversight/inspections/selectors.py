"""What is known of inspections: for the office everything, for a unit its issued reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from minping.apps.foundation.actors import Actor
from minping.apps.oversight.models import Inspection, InspectionReport, Visit, VisitFinding
from minping.apps.units.selectors import below
from minping.core.findings import Text

MANNERS = {Visit.Manner.OPEN: Text("明察", "open"), Visit.Manner.COVERT: Text("暗访", "covert")}
STATES = {
    VisitFinding.State.OPEN: Text("待核定", "to be decided"),
    VisitFinding.State.DEMANDED: Text("要求整改", "rectification demanded"),
    VisitFinding.State.NOTED: Text("提请注意", "for attention"),
    VisitFinding.State.DROPPED: Text("未列入报告", "left out"),
}


@dataclass(frozen=True)
class InspectionLine:
    """An inspection in a list."""

    inspection: Inspection
    units: int
    visits: int
    open_findings: int
    reports: int


def inspection_lines(campaign: UUID) -> Sequence[InspectionLine]:
    """Inspections of a campaign, newest first."""
    found = Inspection.objects.filter(campaign=campaign).annotate(
        units=Count("targets", distinct=True),
        made=Count("visits", distinct=True),
        waiting=Count("visits__findings", filter=Q(visits__findings__state="open"), distinct=True),
        issued=Count("reports", filter=Q(reports__issued_at__isnull=False), distinct=True),
    )
    return [InspectionLine(one, one.units, one.made, one.waiting, one.issued) for one in found]


def reports_for(actor: Actor) -> Sequence[InspectionReport]:
    """The reports issued to the actor's units, newest first; nothing before its issue."""
    return list(
        InspectionReport.objects.filter(unit__in=below(actor.units), issued_at__isnull=False).select_related(
            "inspection"
        )
    )


@dataclass(frozen=True)
class ReportedFinding:
    """A finding as the unit reads it. ``when``: day and manner of the visit, without who made it unless told."""

    number: int
    text: str
    demanded: bool
    deadline: date | None
    place: str
    day: date
    manner: Text
    visitor: str
    problem: UUID | None
    id: UUID
    visit: UUID


def reported(report: InspectionReport) -> Sequence[ReportedFinding]:
    """The findings of a report in the order of the visits; visitors only as the unit may know them."""
    rows = report.findings.select_related("visit__source").order_by(
        "visit__day", "visit__time", "visit_id", "number"
    )
    return [
        ReportedFinding(
            place,
            row.wording,
            row.state == VisitFinding.State.DEMANDED,
            row.deadline,
            row.visit.place,
            row.visit.day,
            MANNERS[Visit.Manner(row.visit.manner)],
            row.visit.source.by_name if report.named or row.visit.manner == Visit.Manner.OPEN else "",
            row.problem,
            row.id,
            row.visit_id,
        )
        for place, row in enumerate(rows, 1)
    ]


def visitors_told(report: InspectionReport) -> Sequence[str]:
    """Names of those who came, as far as the unit may know them."""
    return sorted({one.visitor for one in reported(report) if one.visitor})


def findings_of(inspection: UUID) -> Sequence[UUID]:
    """Everything found on the visits of an inspection."""
    found = VisitFinding.objects.filter(visit__inspection=inspection).order_by("visit", "id")
    return list(found.values_list("id", flat=True))
