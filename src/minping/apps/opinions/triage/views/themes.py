"""Themes: made from several opinions, worded by the office, released to the unit."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.asking import Question, confirm, typed
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.opinions.models import Opinion, Theme
from minping.apps.opinions.triage import themes as services
from minping.apps.opinions.triage.classes import class_names
from minping.apps.opinions.triage.finding import shown
from minping.apps.opinions.triage.forms import ThemeForm, TogetherForm
from minping.apps.opinions.triage.lists import lines_of
from minping.apps.opinions.triage.themes import obstacles, opinions_in
from minping.apps.opinions.triage.together import least_together, together_set
from minping.apps.opinions.triage.views.desk import campaign_asked, unit_choices
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

PAGE = 50


@require_GET
@page("opinions.view")
def themes(request: HttpRequest) -> HttpResponse:
    """Themes of a campaign: those being written, those released."""
    campaign = campaign_asked(request)
    rows = Theme.objects.filter(campaign=campaign.id) if campaign else Theme.objects.none()
    pages = Paginator(rows.order_by("released_on", "title", "id"), PAGE).get_page(request.GET.get("page"))
    there = list(pages.object_list)
    names = {unit.id: unit.name for unit in units_of({row.unit_id for row in there})}
    classes = class_names()
    number = least_together(campaign.id) if campaign else 0
    context = {
        "campaign": campaign,
        "pages": pages,
        "themes": [
            (row, names[row.unit_id], classes.get(row.klass), row.count or opinions_in(row).count())
            for row in there
        ],
        "least": number,
        "form": TogetherForm(initial={"number": number}),
    }
    return render(request, "opinions/triage/themes.html", context)


@require_POST
@page("opinions.release")
def together(request: HttpRequest) -> HttpResponse:
    """Settle how few opinions a theme may stand for."""
    campaign, form = campaign_asked(request), TogetherForm(request.POST)
    if campaign and form.is_valid():
        number = form.cleaned_data["number"]
        attempt(
            request,
            lambda: together_set(actor=actor_of(request), campaign=campaign.id, number=number),
            Text("已保存。", "Saved."),
        )
    return redirect("opinions:themes")


def _picked(request: HttpRequest) -> list[Opinion]:
    """The opinions ticked in the list."""
    ids = []
    for text in (request.POST if request.method == "POST" else request.GET).getlist("opinion")[:200]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return list(shown().filter(id__in=ids))


@page("opinions.triage")
def new(request: HttpRequest) -> HttpResponse:
    """A theme from the opinions ticked in the list."""
    picked = _picked(request)
    units = [unit for unit in unit_choices() if unit.id in {row.unit_id for row in picked}]
    form = ThemeForm(request.POST if request.POST.get("title") is not None else None)
    chosen = request.POST.get("unit", "")
    if form.is_bound and form.is_valid():
        made: list[UUID] = []

        def make() -> None:
            unit = next((unit.id for unit in unit_choices() if str(unit.id) == chosen), None)
            if unit is None:
                raise Refused(Text("请选择单位。", "Choose the unit."))
            ids = [row.id for row in picked]
            made.append(
                services.theme_make(actor=actor_of(request), unit=unit, opinions=ids, **form.cleaned_data)
            )

        if attempt(
            request, make, Text("主题已建立，确认后发给单位。", "The theme is made; release it when ready.")
        ):
            return redirect("opinions:theme", theme=made[0])
    context = {
        "form": form,
        "picked": lines_of(picked, raw=True),
        "units": units,
        "chosen": chosen,
    }
    return render(request, "opinions/triage/theme_new.html", context)


@require_GET
@page("opinions.view")
def theme(request: HttpRequest, theme: UUID) -> HttpResponse:
    """One theme: its words, and for the office what it is made of."""
    return _show(request, get_object_or_404(Theme, id=theme), None)


def _show(request: HttpRequest, found: Theme, form: ThemeForm | None) -> HttpResponse:
    actor = actor_of(request)
    raw = actor.may("opinions.read")
    initial = {"title": found.title, "text": found.text, "klass": found.klass}
    more: dict[str, Any] = {}
    if raw and found.released_on is None:
        others = shown().filter(
            campaign=found.campaign_id, unit=found.unit_id, theme__isnull=True, state__in=services.IN_THEME
        )
        more["others"] = lines_of(others.order_by("-day", "id")[:20], raw=True)
    context = {
        "theme": found,
        "unit": units_of([found.unit_id])[0].name,
        "klass": class_names().get(found.klass),
        "lines": lines_of(opinions_in(found), raw=raw) if raw else [],
        "number": found.count or opinions_in(found).count(),
        "obstacles": obstacles(found) if found.released_on is None else [],
        "form": form or ThemeForm(initial=initial),
        "kept": typed(form) if found.released_on else (),
        **more,
    }
    return render(request, "opinions/triage/theme.html", context)


@require_POST
@page("opinions.triage")
def theme_act(request: HttpRequest, theme: UUID, act: str) -> HttpResponse:
    """Edit, put in, take out, drop."""
    found, actor = get_object_or_404(Theme, id=theme), actor_of(request)
    if act == "edit":
        form = ThemeForm(request.POST)
        if not form.is_valid():
            return _show(request, found, form)
        if not attempt(
            request,
            lambda: services.theme_edit(actor=actor, theme=theme, **form.cleaned_data),
            Text("已保存。", "Saved."),
        ):
            return _show(request, found, form)
    elif act in ("put", "out"):
        carry = services.theme_put if act == "put" else services.theme_take_out
        for row in _picked(request):
            attempt(request, lambda row=row: carry(actor=actor, theme=theme, opinion=row.id))  # type: ignore[misc]
    elif act == "drop" and attempt(
        request,
        lambda: services.theme_drop(actor=actor, theme=theme),
        Text("已放弃这个主题，意见仍在。", "The theme is dropped; its opinions stay."),
    ):
        return redirect("opinions:themes")
    return redirect("opinions:theme", theme=theme)


@page("opinions.release")
def release(request: HttpRequest, theme: UUID) -> HttpResponse:
    """Show it to the unit."""
    found = get_object_or_404(Theme, id=theme)
    back = reverse("opinions:theme", args=[theme])
    if request.method != "POST":
        return confirm(request, _question(found, back))
    attempt(
        request,
        lambda: services.theme_release(actor=actor_of(request), theme=theme),
        Text("已发给单位。", "Released to the unit."),
    )
    return redirect(back)


def _question(found: Theme, back: str) -> Question:
    unit, number = units_of([found.unit_id])[0].name, opinions_in(found).count()
    return Question(
        title=Text(f"把主题「{found.title}」发给{unit}", f"Release the theme “{found.title}” to {unit}"),
        happens=[
            Text(
                "单位联络员在“群众意见”页看到标题、内容、类别和件数，看不到原文、来源和日期。",
                "The unit sees title, content, class and number; no text, source or day of any opinion.",
            )
        ],
        number=Text(f"{number}件意见", f"{number} opinions"),
        undo=Text("不能撤销，发出后不再改动。", "No; it stays as it is."),
        button=Text("发给单位", "Release"),
        back=back,
    )
