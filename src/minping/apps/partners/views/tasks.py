"""Assigning a component or a site, changing it, taking it back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.partners import services
from minping.apps.partners.families import FAMILIES, SITE
from minping.apps.partners.forms import ComponentForm, SiteForm
from minping.apps.partners.models import Component, Feed
from minping.apps.partners.scope import names_of
from minping.apps.partners.services import ComponentPlan
from minping.apps.partners.views.frame import campaign_asked, component_seen, unit_choices
from minping.core.findings import Text

SAVED = Text("已保存。", "Saved.")


@page("partners.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Assign a component (``?family=``) or a site (``?family=site``)."""
    campaign, family = campaign_asked(request), request.GET.get("family", "")
    if campaign is None or family not in FAMILIES:
        return redirect("partners:board")
    form = _form(request, campaign.id, family, None)
    if request.method == "POST" and form.is_valid():
        plan, made = _plan(form, family), []
        actor = actor_of(request)
        done = attempt(
            request,
            lambda: made.append(services.component_make(actor=actor, campaign=campaign.id, plan=plan)),
            SAVED,
        )
        if done:
            return redirect("partners:component", made[0])
    context: dict[str, Any] = {
        "form": form,
        "campaign": campaign,
        "family": FAMILIES[family],
        "site": family == SITE,
    }
    context["back"] = f"{reverse('partners:board')}?campaign={campaign.id}"
    return render(request, "partners/edit.html", context)


@page("partners.edit")
def edit(request: HttpRequest, component: UUID) -> HttpResponse:
    """Change what was assigned. A period is changed with its year."""
    found = component_seen(request, component)
    if found.parent_id:
        raise Http404
    form = _form(request, found.campaign_id, found.family, found)
    if request.method == "POST" and form.is_valid():
        plan, actor = _plan(form, found.family), actor_of(request)
        if attempt(
            request, lambda: services.component_change(actor=actor, component=found.id, plan=plan), SAVED
        ):
            return redirect("partners:component", found.id)
    context: dict[str, Any] = {
        "form": form,
        "campaign": found.campaign,
        "family": FAMILIES[found.family],
        "found": found,
    }
    context |= {"site": found.family == SITE, "back": reverse("partners:component", args=[found.id])}
    return render(request, "partners/edit.html", context)


@require_POST
@page("partners.edit")
def remove(request: HttpRequest, component: UUID) -> HttpResponse:
    """Take an assignment back."""
    found, actor = component_seen(request, component), actor_of(request)
    done = Text("已删除。", "Removed.")
    if attempt(request, lambda: services.component_remove(actor=actor, component=found.id), done):
        return redirect(f"{reverse('partners:board')}?campaign={found.campaign_id}")
    return redirect("partners:component", found.id)


def _form(
    request: HttpRequest, campaign: UUID, family: str, found: Component | None
) -> ComponentForm | SiteForm:
    names, units = names_of(campaign), unit_choices()
    initial = _initial(found) if found else {"title": "" if family == SITE else FAMILIES[family].name.zh}
    if family == SITE:
        return SiteForm(request.POST or None, names=names, units=units, initial=initial)
    others = Feed.objects.filter(campaign=campaign)
    taken = frozenset((others.exclude(component=found) if found else others).values_list("code", flat=True))
    form = ComponentForm(
        request.POST or None, family=FAMILIES[family], names=names, taken=taken, units=units, initial=initial
    )
    if found is not None:
        form.start_with({feed.code: feed.measure for feed in found.feeds.all()})
    return form


def _initial(found: Component) -> dict[str, Any]:
    fields = ["title", "due", "since", "until", "note", "group", "round"]
    fields += ["every", "due_days", "pooling", "pooling_basis"]
    return {"partner": str(found.partner_id), **{name: getattr(found, name) for name in fields}}


def _plan(form: ComponentForm | SiteForm, family: str) -> ComponentPlan:
    told = form.cleaned_data
    feeds = form.feeds() if isinstance(form, ComponentForm) else {}
    return ComponentPlan(
        title=told["title"],
        family=family,
        partner=UUID(told["partner"]),
        due=told["due"],
        since=told.get("since"),
        until=told.get("until"),
        note=told["note"],
        feeds=feeds,
        group=told.get("group", ""),
        round=told.get("round", ""),
        every=told.get("every", ""),
        due_days=told.get("due_days") or 0,
        pooling=told.get("pooling", "") if told.get("every") else "",
        pooling_basis=told.get("pooling_basis", ""),
    )
