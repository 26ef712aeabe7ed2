"""Acts that end or begin names and units: rename, merge, split, close; and the way back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from minping.apps.foundation.asking import confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.finding import visible
from minping.apps.units.forms import CloseForm, MergeForm, RenameForm, SplitForm
from minping.apps.units.models import Change, Unit
from minping.apps.units.rules import name_of
from minping.apps.units.services import (
    NewUnit,
    change_undo,
    unit_close,
    unit_rename,
    unit_split,
    units_merge,
)
from minping.apps.units.views.acting import Given, carry, page_of, unit_or_404
from minping.apps.units.views.questions import (
    before_ending,
    before_merging,
    before_splitting,
    before_undoing,
)
from minping.core.findings import Text


@page("units.edit")
def rename(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Another name from a year on."""
    row, actor = unit_or_404(request, unit), actor_of(request)
    return carry(
        request,
        RenameForm(request.POST or None),
        title=Text(f"改名：{name_of(row)}", f"Rename: {name_of(row)}"),
        lead=Text(
            "单位还是同一个，历年结果连在一起。", "It stays the same unit: its history goes on unbroken."
        ),
        back=page_of(unit),
        act=lambda given: unit_rename(actor=actor, unit=unit, **given),
        done=Text("已改名。", "Renamed."),
        submit=Text("改名", "Rename"),
    )


@page("units.edit")
def merge(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Units become one."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    def act(given: Given) -> str:
        new = given["way"] == "new"
        after = units_merge(
            actor=actor,
            units=[unit, *given["others"]],
            into=NewUnit(given["name"], given["code"]) if new else unit,
            year=given["year"],
            main=unit if new and given["carries"] else None,
        )
        return page_of(after)

    return carry(
        request,
        MergeForm(request.POST or None),
        title=Text(f"合并：{name_of(row)}", f"Merge: {name_of(row)}"),
        back=page_of(unit),
        act=act,
        ask=lambda given: before_merging(row, given),
        done=Text("已合并。", "Merged."),
        submit=Text("下一步", "Next"),
    )


@page("units.edit")
def split(request: HttpRequest, unit: UUID) -> HttpResponse:
    """A unit becomes several, or others leave it."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    def act(given: Given) -> None:
        unit_split(
            actor=actor,
            unit=unit,
            new=given["new"],
            year=given["year"],
            stays=given["way"] == "stays",
            main=0 if given["carries"] else None,
        )

    return carry(
        request,
        SplitForm(request.POST or None),
        title=Text(f"分设：{name_of(row)}", f"Split: {name_of(row)}"),
        back=page_of(unit),
        act=act,
        ask=lambda given: before_splitting(row, given),
        done=Text("已分设。", "Split."),
        submit=Text("下一步", "Next"),
    )


@page("units.edit")
def end(request: HttpRequest, unit: UUID) -> HttpResponse:
    """A unit ends and nothing follows it."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    return carry(
        request,
        CloseForm(request.POST or None),
        title=Text(f"终止：{name_of(row)}", f"Close: {name_of(row)}"),
        back=page_of(unit),
        act=lambda given: unit_close(actor=actor, unit=unit, **given),
        ask=lambda given: before_ending(row, given),
        done=Text("已终止。", "Closed."),
        submit=Text("下一步", "Next"),
    )


@page("units.edit")
def undo(request: HttpRequest, change: UUID) -> HttpResponse:
    """Take a change back, after asking."""
    actor = actor_of(request)
    found = Change.objects.filter(id=change).first()
    if found is None:
        raise Http404
    units = list(found.units.values_list("unit", flat=True))
    standing = visible(actor).filter(id__in=units).first()
    back = page_of(standing.id) if standing else reverse("units:list")
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        attempt(request, lambda: change_undo(actor=actor, change=change), Text("已撤销。", "Undone."))
        return redirect(back if standing and Unit.objects.filter(id=standing.id).exists() else "units:list")
    return confirm(request, before_undoing(found, len(units), back))
