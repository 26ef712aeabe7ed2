"""Acts that leave the years alone: register, edit, move, correct a name."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from minping.apps.foundation.pages import actor_of, page
from minping.apps.units.forms import CreateForm, EditForm, NameForm, PlaceForm
from minping.apps.units.rules import name_of
from minping.apps.units.selectors import facts_of
from minping.apps.units.services import unit_correct, unit_create, unit_edit, unit_move
from minping.apps.units.views.acting import Given, carry, page_of, unit_or_404
from minping.core.findings import Text


@page("units.edit")
def create(request: HttpRequest) -> HttpResponse:
    """Register a unit; ``?parent=`` fills in where it belongs."""
    actor = actor_of(request)

    def act(given: Given) -> str:
        return page_of(unit_create(actor=actor, **given))

    initial = {"parent": request.GET.get("parent", "")[:100]}
    return carry(
        request,
        CreateForm(request.POST or None, initial=initial),
        title=Text("登记单位", "Register a unit"),
        back=reverse("units:list"),
        act=act,
        done=Text("已登记。", "Registered."),
        submit=Text("登记", "Register"),
    )


@page("units.edit")
def edit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Code and what else is written about a unit."""
    row, actor = unit_or_404(request, unit), actor_of(request)
    initial = {field: getattr(row, field) for field in ("code", "category", "enforcement", "since", "note")}
    return carry(
        request,
        EditForm(request.POST or None, initial=initial),
        title=Text(f"修改：{name_of(row)}", f"Edit: {name_of(row)}"),
        back=page_of(unit),
        act=lambda given: unit_edit(actor=actor, unit=unit, **given),
        done=Text("已保存。", "Saved."),
    )


@page("units.edit")
def move(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Another parent, system or district."""
    row, actor = unit_or_404(request, unit), actor_of(request)
    parent = row.parent.code if row.parent else ""
    initial = {"parent": parent, "system": row.system, "district": row.district}
    return carry(
        request,
        PlaceForm(request.POST or None, initial=initial),
        title=Text(f"调整上级、系统、区划：{name_of(row)}", f"Move: {name_of(row)}"),
        back=page_of(unit),
        act=lambda given: unit_move(actor=actor, unit=unit, **given),
        done=Text("已调整。", "Moved."),
    )


@page("units.edit")
def correct(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Mend how the present name is written."""
    row, actor = unit_or_404(request, unit), actor_of(request)
    facts = facts_of(row)
    initial = {"name": facts.name, "short": facts.short, "english": facts.english}
    return carry(
        request,
        NameForm(request.POST or None, initial=initial),
        title=Text(f"更正名称：{name_of(row)}", f"Correct the name: {name_of(row)}"),
        lead=Text(
            "只更正写错的字，各年名称随之更正；机构改名请用「改名」。",
            "Only mends what was written wrongly; use “rename” where the unit itself was renamed.",
        ),
        back=page_of(unit),
        act=lambda given: unit_correct(actor=actor, unit=unit, **given),
        done=Text("已更正。", "Corrected."),
    )
