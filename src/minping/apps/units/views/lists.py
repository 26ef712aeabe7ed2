"""The list of units, one unit with all that is known of it, and the list as a workbook."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.imports.views import XLSX
from minping.apps.foundation.pages import actor_of, download, fresh, language, page
from minping.apps.units.export import units_workbook
from minping.apps.units.finding import STATES, below_of, found, names_of, places, query_of, visible
from minping.apps.units.history import events_of, relatives_of
from minping.apps.units.models import Unit
from minping.apps.units.rules import KINDS, name_of
from minping.apps.units.selectors import facts_of
from minping.core.findings import Text

_PAGE = 50
_STATES = {
    "open": Text("现有", "standing"),
    "closed": Text("已终止", "closed"),
    "all": Text("全部", "all"),
}


_HEADS = {
    "name": Text("名称", "Name"),
    "code": Text("代码", "Code"),
    "kind": Text("类型", "Kind"),
    "system": Text("系统", "System"),
    "district": Text("区划", "District"),
}


def _turned(now_is: str, order: str) -> tuple[str, str]:
    """What a click on a head asks for, and the direction it has now."""
    if now_is == order:
        return f"-{order}", "ascending"
    return order, "descending" if now_is == f"-{order}" else ""


@require_GET
@page("units.view")
def units(request: HttpRequest) -> HttpResponse:
    """The units asked for."""
    actor, query = actor_of(request), query_of(request.GET.dict())
    pages = Paginator(found(actor, query), _PAGE).get_page(request.GET.get("page"))
    shown = [facts_of(row) for row in pages.object_list]
    parents = names_of([unit.parent for unit in shown if unit.parent])
    lower = below_of([unit.id for unit in shown])
    context = {
        "query": query,
        "pages": pages,
        "rows": [
            (
                unit,
                lower.get(unit.id, 0),
                KINDS[unit.kind],
                parents.get(unit.parent, "") if unit.parent else "",
            )
            for unit in shown
        ],
        "kinds": KINDS.items(),
        "heads": [(order, label, _turned(query.order, order)) for order, label in _HEADS.items()],
        "states": [(state, _STATES[state]) for state in STATES],
        "places": places(actor),
        "any": pages.paginator.count or visible(actor).exists(),
    }
    return render(request, "units/list.html", context)


@require_GET
@page("units.view")
@fresh
def export(request: HttpRequest) -> HttpResponse:
    """The units asked for, as a workbook; written into the log."""
    actor, query = actor_of(request), query_of(request.GET.dict())
    rows = list(found(actor, query))
    with transaction.atomic():
        record(actor, "units.exported", "", units=len(rows))
    data = units_workbook(rows, language(), today())
    return download(data, f"{'units' if language() == 'en' else '单位'}-{today():%Y%m%d}.xlsx", XLSX)


@require_GET
@page("units.view")
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: names over the years, who is above and below, where it came from, what was done."""
    actor = actor_of(request)
    row = get_object_or_404(visible(actor).prefetch_related("names", "predecessors__before"), id=unit)
    seen = visible(actor)
    before, after = relatives_of(row)
    events = events_of(row.id)
    context: dict[str, Any] = {
        "unit": facts_of(row),
        "name": name_of(row),
        "note": row.note,
        "kind": KINDS[row.kind],
        "names": sorted(row.names.all(), key=lambda n: (not n.former, n.since or 0, n.id)),
        "above": [(one, name_of(one)) for one in _above(row) if seen.filter(id=one.id).exists()],
        "below": _below(row),
        "before": before,
        "after": after,
        "events": events,
        "undoable": next((e.change for e in events if e.undone_at is None), None),
        "may_edit": actor.may("units.edit"),
    }
    return render(request, "units/unit.html", context)


def _above(row: Unit) -> list[Unit]:
    """Parents from the top down."""
    chain: list[Unit] = []
    at = row.parent
    while at is not None and at not in chain:
        chain.insert(0, at)
        at = at.parent
    return chain


def _below(row: Unit) -> list[tuple[Unit, str, Text, list[tuple[Unit, str, Text]]]]:
    """Units right below, each with those right below it."""
    children = list(Unit.objects.filter(parent=row).order_by("code").prefetch_related("names"))
    lower = Unit.objects.filter(parent__in=children).order_by("code").prefetch_related("names")
    under: dict[UUID | None, list[tuple[Unit, str, Text]]] = {}
    for one in lower:
        under.setdefault(one.parent_id, []).append((one, name_of(one), KINDS[one.kind]))
    return [(one, name_of(one), KINDS[one.kind], under.get(one.id, [])) for one in children]
