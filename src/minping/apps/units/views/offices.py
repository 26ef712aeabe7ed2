"""The office itself and the offices above and below it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.forms import OfficeForm, OwnOfficeForm
from minping.apps.units.models import Office
from minping.apps.units.services import office_delete, office_save, own_office_set
from minping.apps.units.views.acting import Given, carry
from minping.core.findings import Text


@require_GET
@page("units.view")
def offices(request: HttpRequest) -> HttpResponse:
    """The own office, the one above, those below."""
    own = Office.objects.filter(own=True).select_related("upper").first()
    lower = list(own.lower.all()) if own else []
    context = {
        "own": own,
        "upper": own.upper if own else None,
        "lower": lower,
        "may": actor_of(request).may("units.office"),
    }
    return render(request, "units/offices.html", context)


@page("units.office")
def own(request: HttpRequest) -> HttpResponse:
    """Name and reach of the own office."""
    actor = actor_of(request)
    found = Office.objects.filter(own=True).first()
    initial = {"name": found.name, "phone": found.phone, "address": found.address} if found else {}

    def act(given: Given) -> None:
        own_office_set(actor=actor, **given)

    return carry(
        request,
        OwnOfficeForm(request.POST or None, initial=initial),
        title=Text("本办公室", "This office"),
        back=reverse("units:offices"),
        act=act,
        done=Text("已保存。", "Saved."),
    )


@page("units.office")
def office(request: HttpRequest, office: UUID | None = None) -> HttpResponse:
    """An office above or below."""
    actor = actor_of(request)
    found = get_object_or_404(Office, id=office, own=False) if office else None
    initial = {}
    if found:
        above = "no" if found.upper_id else "yes"
        initial = {"name": found.name, "phone": found.phone, "address": found.address, "above": above}

    def act(given: Given) -> None:
        given = {**given, "above": given["above"] == "yes"}
        office_save(actor=actor, office=office, **given)

    return carry(
        request,
        OfficeForm(request.POST or None, initial=initial),
        title=Text("上下级办公室", "An office above or below"),
        back=reverse("units:offices"),
        act=act,
        done=Text("已保存。", "Saved."),
    )


@require_POST
@page("units.office")
def delete(request: HttpRequest, office: UUID) -> HttpResponse:
    """Remove an office above or below."""
    actor = actor_of(request)
    get_object_or_404(Office, id=office, own=False)
    attempt(request, lambda: office_delete(actor=actor, office=office), Text("已删除。", "Removed."))
    return redirect("units:offices")
