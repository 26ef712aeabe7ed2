"""Which units take part: filter, choose many at once, categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns import selectors, services
from minping.apps.campaigns.forms import CategoryForm, PlaceForm
from minping.apps.campaigns.library.kinds import STATUSES
from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.campaigns.views.summary import categories_counted
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.selectors import UnitFacts, units_of, within
from minping.core.findings import Text

FILTERS = ("q", "kind", "system", "district", "category", "status", "enforcement")
OUTSIDE = "-"


@dataclass(frozen=True)
class UnitRow:
    """A unit and its part in the campaign, if it has one."""

    unit: UnitFacts
    part: Participation | None

    @property
    def status(self) -> Text | None:
        return STATUSES[self.part.status] if self.part else None


@require_GET
@page("campaigns.view")
def units(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Units in and outside the campaign, filtered."""
    found = campaign_found(campaign)
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    everyone = _possible(found)
    rows = _rows(found, everyone, asked)
    context = framed(
        request,
        found,
        "units",
        rows=rows,
        asked=asked,
        filtered=any(asked.values()),
        query=request.GET.urlencode(),
        form=PlaceForm(found),
        category_form=CategoryForm(),
        counted=categories_counted(found),
        statuses=STATUSES.items(),
        kinds=sorted({unit.kind for unit in everyone}),
        systems=sorted({unit.system for unit in everyone if unit.system}),
        districts=sorted({unit.district for unit in everyone if unit.district}),
        total=len(everyone),
        others=Campaign.objects.exclude(id=campaign)[:30],
    )
    return render(request, "campaigns/units.html", context)


def _possible(campaign: Campaign) -> Sequence[UnitFacts]:
    """Units that may take part: all, or those of the host."""
    return units_of(within(campaign.inside_id) if campaign.inside_id is not None else None)


def _rows(campaign: Campaign, everyone: Sequence[UnitFacts], asked: Mapping[str, str]) -> list[UnitRow]:
    parts = {part.unit_id: part for part in campaign.participations.select_related("category")}
    rows = (UnitRow(unit, parts.get(unit.id)) for unit in everyone)
    return [row for row in rows if _wanted(row, asked)]


def _wanted(row: UnitRow, asked: Mapping[str, str]) -> bool:
    unit, part = row.unit, row.part
    code = part.category.code if part and part.category else ""
    status = part.status if part else OUTSIDE
    return (
        (not asked["q"] or asked["q"] in unit.name or asked["q"] in unit.code or asked["q"] in unit.short)
        and asked["kind"] in {"", unit.kind}
        and asked["system"] in {"", unit.system}
        and asked["district"] in {"", unit.district}
        and asked["category"] in {"", code}
        and asked["status"] in {"", status}
        and (not asked["enforcement"] or unit.enforcement)
    )


@require_POST
@page("campaigns.edit")
def place(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Put the ticked units, or all of the filter, into a category with a status; or take them out."""
    found = campaign_found(campaign)
    asked = {name: request.POST.get(f"filter-{name}", "") for name in FILTERS}
    if request.POST.get("all"):
        ids = [row.unit.id for row in _rows(found, _possible(found), asked)]
    else:
        ids = [UUID(text) for text in request.POST.getlist("unit") if _is_uuid(text)]
    form = PlaceForm(found, request.POST)

    def change() -> None:
        if not ids:
            raise Refused(Text("没有选中单位。", "No unit was chosen."))
        if "remove" in request.POST:
            services.participations_remove(actor=actor_of(request), campaign=campaign, units=ids)
            return
        if not form.is_valid():
            raise Refused(Text("请核对类别和参评方式。", "Check category and way of taking part."))
        services.participations_set(
            actor=actor_of(request), campaign=campaign, units=ids, **form.cleaned_data
        )

    attempt(request, change, Text(f"已更新{len(ids)}个单位。", f"{len(ids)} units updated."))
    back = reverse("campaigns:units", args=[campaign])
    query = request.POST.get("query", "")
    return redirect(f"{back}?{query}" if query else back)


@require_POST
@page("campaigns.edit")
def copy(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Take over the list of another campaign."""
    campaign_found(campaign)
    chosen = request.POST.get("source", "")
    source = get_object_or_404(Campaign, id=chosen if _is_uuid(chosen) else None)
    attempt(
        request,
        lambda: services.participations_copy(actor=actor_of(request), campaign=campaign, source=source.id),
        Text("已沿用，免评须重新决定。", "Taken over; exemptions must be decided anew."),
    )
    return redirect("campaigns:units", campaign)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@page("campaigns.edit")
def category(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Add, rename or remove a category; or take them from the scheme."""
    found = campaign_found(campaign)
    actor = actor_of(request)
    own = {str(row.id): row for row in Category.objects.filter(campaign=found)}
    chosen = own.get(request.POST.get("category", ""))

    def change() -> None:
        if "from_scheme" in request.POST:
            scheme = selectors.frozen_scheme(campaign) or selectors.draft_scheme(campaign)
            if scheme is None:
                raise Refused(Text("还没有方案。", "There is no scheme yet."))
            services.categories_from_scheme(actor=actor, campaign=campaign, scheme=scheme)
        elif chosen and "remove" in request.POST:
            services.category_remove(actor=actor, category=chosen.id)
        elif chosen:
            services.category_edit(actor=actor, category=chosen.id, name=request.POST.get("name", ""))
        else:
            name, code = request.POST.get("name", ""), request.POST.get("code", "")
            services.category_create(actor=actor, campaign=campaign, name=name, code=code)

    attempt(request, change, Text("已保存。", "Saved."))
    return redirect("campaigns:units", campaign)
