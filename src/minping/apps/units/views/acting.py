"""One way for every act on a unit: the form, the question where one is due, the act, what was done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, say
from minping.apps.units.finding import visible
from minping.apps.units.models import Unit, UnitName
from minping.core.findings import Text

Given = dict[str, Any]


def unit_or_404(request: HttpRequest, unit: UUID) -> Unit:
    """A unit that the person may see."""
    return get_object_or_404(visible(actor_of(request)).prefetch_related("names"), id=unit)


def carry(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Text,
    back: str,
    act: Callable[[Given], str | None],
    done: Text,
    ask: Callable[[Given], Question] | None = None,
    lead: Text | None = None,
    submit: Text | None = None,
) -> HttpResponse:
    """Show the form, ask once more if ``ask`` is given, carry out ``act``; it gives where to go next."""
    if request.method == "POST" and form.is_valid():
        if ask is not None and request.POST.get("confirmed") != "yes":
            return confirm(request, ask(form.cleaned_data), hidden(form))
        try:
            onward = act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, say(refused.text))
        else:
            messages.success(request, say(done))
            return redirect(onward or back)
    context = {
        "form": form,
        "title": title,
        "back": back,
        "lead": lead,
        "submit": submit,
        "known": _known() if any("list" in f.widget.attrs for f in form.fields.values()) else (),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


def hidden(form: forms.Form) -> forms.Form:
    """The same form with the same answers, nothing of it shown."""
    copy = type(form)(form.data)
    for field in copy.fields.values():
        field.widget = forms.HiddenInput()
    return copy


def _known() -> list[tuple[str, str]]:
    """Code and name of the units that may be parents, to be offered while typing."""
    names = UnitName.objects.filter(until__isnull=True, former=False, unit__until__isnull=True)
    upper = names.exclude(unit__kind__in=["station", "window"]).order_by("unit__code")
    return list(upper.values_list("unit__code", "name")[:1000])


def page_of(unit: UUID) -> str:
    """The address of a unit's page."""
    return reverse("units:unit", args=[unit])
