"""群众意见: what a unit sees of the opinions about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minping.apps.foundation.pages import actor_of, page
from minping.apps.opinions.models import Opinion, Theme
from minping.apps.opinions.triage.classes import class_names
from minping.apps.opinions.triage.deciding import leads_settle
from minping.apps.opinions.triage.finding import SHOWN, reference
from minping.apps.units.selectors import scope_of, units_of
from minping.core.findings import Text
from minping.core.lifecycle import OPINION

PAGE = 20


@dataclass(frozen=True)
class Case:
    """An individual case, whose giver agreed: the masked text that a person confirmed, and how it stands."""

    reference: str
    unit: str
    masked: str
    klass: Text
    due: date | None
    state: Text


@require_GET
@page("opinions.own")
def own(request: HttpRequest) -> HttpResponse:
    """Themes in the office's words and cases with consent; nothing raw, no source, nothing that tells who."""
    leads_settle()
    units = scope_of(actor_of(request), "opinions.own") or frozenset()
    rows = Theme.objects.filter(unit__in=units, released_on__isnull=False)
    pages = Paginator(rows.order_by("-released_on", "id"), PAGE).get_page(request.GET.get("page"))
    names = {unit.id: unit.name for unit in units_of(units)}
    classes = class_names()
    context = {
        "pages": pages,
        "themes": [(row, names[row.unit_id], classes.get(row.klass)) for row in pages.object_list],
        "cases": cases_of(units, names),
        "several": len(units) > 1,
    }
    return render(request, "opinions/triage/own.html", context)


def cases_of(units: frozenset[UUID], names: dict[UUID, str]) -> Sequence[Case]:
    """The cases released to these units, the most urgent first."""
    rows = Opinion.objects.filter(
        unit__in=units, case_released=True, consent=True, masked_by__isnull=False, state__in=SHOWN
    )
    classes = class_names()
    return [
        Case(
            reference(row.id),
            names.get(row.unit_id, "") if row.unit_id else "",
            row.masked,
            classes.get(row.klass, classes[""]),
            row.due,
            OPINION.state(row.state).label,
        )
        for row in rows.order_by("due", "id")[:100]
    ]
